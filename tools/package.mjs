// `npm run package [-- --out FILE]`: makes xen-bench-VERSION.vsix, which "Extensions: Install from VSIX..." takes.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, ROOT } from './install.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
installPackages();
const { name, version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
const out = resolve(values.out ?? `${ROOT}${name}-${version}.vsix`);

// It builds first, by the script `vscode:prepublish`.
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    'node_modules/@vscode/vsce/vsce',
    'package',
    // Everything is bundled.
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    ...['--out', out],
  ],
  { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' },
);
if (status !== 0) {
  console.error(`${stdout}${stderr}`);
  process.exit(1);
}
console.log(`${out} (${Math.round(statSync(out).size / 1000)} kB)`);
