// Bundles the command line (and, as they come, the extension and its webviews) into dist/.
import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** C sources and shell scripts are bundled as text: what is uploaded to a host needs no file beside the bundle. */
const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's UMD entry requires its parts dynamically and breaks in a bundle; its ESM entry does not.
  mainFields: ['module', 'main'],
  // ssh2's native add-ons are optional; without them it uses Node's own AES-GCM.
  external: ['vscode', 'cpu-features', '*.node'],
  loader: { '.c': 'text', '.sh': 'text' },
  logLevel: 'warning',
};

const task = process.argv[2] ?? 'all';

if (task === 'schema') {
  // The JSON Schema of experiment files has one source, src/experiment/schema.ts; this writes it down for editors.
  const result = await build({ ...shared, entryPoints: ['src/experiment/json-schema.ts'], write: false });
  const module_ = { exports: {} };
  new Function('module', 'exports', 'require', result.outputFiles[0].text)(
    module_,
    module_.exports,
    () => ({}),
  );
  await writeFile('media/xenbench.schema.json', module_.exports.jsonSchemaText());
} else {
  await build({
    ...shared,
    entryPoints: { cli: 'src/cli.ts' },
    outdir: 'dist',
    minify: true,
    keepNames: true,
    sourcemap: true,
    banner: { js: '#!/usr/bin/env node' },
  });
}
