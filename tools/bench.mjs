// `npm run bench`: every benchmark of tools/bench/, each a ratio of two things measured in the same run.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, node, ROOT } from './install.mjs';
import { ensureSystem } from './system-packages.mjs';

installPackages();
const missing = ensureSystem(['sshd', 'ssh', 'ps', 'nssWrapper']);
if (missing.length > 0) {
  console.error(`These Debian packages are missing: ${missing.join(', ')}`);
  process.exit(1);
}
if (node(['esbuild.mjs']) !== 0) process.exit(1);

const { build } = await import('esbuild');
const out = mkdtempSync(join(tmpdir(), 'xen-bench-bench-'));
let failed = 0;
try {
  for (const name of readdirSync(`${ROOT}tools/bench`).filter((file) => file.endsWith('.ts'))) {
    const outfile = join(out, name.replace(/\.ts$/, '.cjs'));
    await build({
      entryPoints: [`${ROOT}tools/bench/${name}`],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      external: ['cpu-features', '*.node'],
      loader: { '.c': 'text', '.sh': 'text' },
      logLevel: 'warning',
    });
    failed += node([outfile]) === 0 ? 0 : 1;
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
