// `npm run screenshots`: opens the real VS Code, runs the demo lab in it, and keeps pictures of every view in docs/images.
// A word picks the pictures whose names hold it: `npm run screenshots -- results light`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, node, ROOT } from './install.mjs';
import { ensureSystem, VSCODE_NEEDS } from './system-packages.mjs';

installPackages();
const missing = ensureSystem(VSCODE_NEEDS);
if (missing.length > 0) {
  console.error(`These Debian packages are missing: ${missing.join(', ')}`);
  process.exit(1);
}
if (node(['esbuild.mjs']) !== 0) process.exit(1);

const { build } = await import('esbuild');
const { ensureVscodeHost } = await import('./vscode-host/install.mjs');
await ensureVscodeHost();
/** In the checkout, so that it finds the packages. */
const outfile = join(ROOT, 'dist', `screenshots-${process.pid}.mjs`);
let status = 1;
try {
  await build({
    entryPoints: [`${ROOT}tools/screenshots/main.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    plugins: [
      {
        // Tools find their own files beside themselves, so they are imported from where they are.
        name: 'tools-stay',
        setup(bundler) {
          bundler.onResolve({ filter: /tools\/vscode-host\/.*\.mjs$/ }, ({ path, resolveDir }) => ({
            path: join(resolveDir, path),
            external: true,
          }));
        },
      },
    ],
  });
  status = node([outfile, ...process.argv.slice(2)]);
} finally {
  rmSync(outfile, { force: true });
}
process.exit(status);
