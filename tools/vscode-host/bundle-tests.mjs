// @ts-check
// Bundles test/integration for the extension host. Tests are found by their names: there is no list to forget one in.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { copySampleWorkspace } from './sample-workspace.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What VS Code is given as `extensionTestsPath`: a module with `run()`. */
export const TESTS_BUNDLE = join(ROOT, 'dist', 'test', 'integration', 'index.js');

/** Writes {@link TESTS_BUNDLE}. */
export async function bundleTests() {
  const files = readdirSync(join(ROOT, 'test', 'integration'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
  // A file runs only when mocha is ready for it, so each is imported by a function of its own.
  const entries = files.map((name) => {
    const path = `./${name.replaceAll('\\', '/')}`;
    return `{ file: ${JSON.stringify(path)}, load: () => import(${JSON.stringify(path)}) }`;
  });
  await build({
    stdin: {
      contents: `import { runTests } from './index.ts';\nexport const run = () => runTests([${entries.join(', ')}]);\n`,
      resolveDir: join(ROOT, 'test', 'integration'),
      sourcefile: 'all-tests.ts',
      loader: 'ts',
    },
    outfile: TESTS_BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha', 'cpu-features', '*.node'],
    loader: { '.c': 'text', '.sh': 'text' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

// For "Extension Tests" of .vscode/launch.json, which need a workspace and a $HOME that they may change.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleTests();
  for (const name of ['examples', 'home']) {
    const folder = join(ROOT, 'dist', 'test', name);
    rmSync(folder, { recursive: true, force: true });
    if (name === 'examples') copySampleWorkspace(folder);
    else mkdirSync(folder, { recursive: true });
  }
}
