// Bundles the command line, the extension and its pages into dist/.
import { rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const bundled = { bundle: true, logLevel: 'warning', sourcemap: true, minify: true, keepNames: true };

/** C sources and shell scripts are bundled as text: what is uploaded to a host needs no file beside the bundle. */
const node = {
  ...bundled,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's UMD entry requires its parts dynamically and breaks in a bundle; its ESM entry does not.
  mainFields: ['module', 'main'],
  // ssh2's native add-ons are optional; without them it uses Node's own AES-GCM.
  external: ['vscode', 'cpu-features', '*.node'],
  loader: { '.c': 'text', '.sh': 'text' },
};

const browser = {
  ...bundled,
  platform: 'browser',
  target: 'es2023',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.svg': 'text' },
};

/** JSON Schemas have one source, the schemas that files are read by; these are written down for editors. */
const SCHEMAS = [
  ['src/experiment/json-schema.ts', 'jsonSchemaText', 'media/xenbench.schema.json'],
  ['src/notebook/json-schema.ts', 'cellSchemaText', 'media/xenbook-cell.schema.json'],
];

async function schema() {
  for (const [source, name, file] of SCHEMAS) {
    const result = await build({ ...node, sourcemap: false, entryPoints: [source], write: false });
    const module_ = { exports: {} };
    new Function('module', 'exports', 'require', result.outputFiles[0].text)(
      module_,
      module_.exports,
      () => ({}),
    );
    await writeFile(file, module_.exports[name]());
  }
}

/**
 * The extension in parts. Most of its time of activation would be the reading of code that runs only later, so what is
 * behind `import()` is in files of its own. A module is in one of them only: classes are the same for all. esbuild splits
 * ES modules alone, and VS Code takes an extension as CommonJS, hence two steps.
 */
async function extension() {
  const parts = 'dist/.parts';
  const { metafile } = await build({
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    format: 'esm',
    splitting: true,
    chunkNames: 'extension/[hash]',
    outdir: parts,
    target: 'node22',
    sourcemap: 'inline',
    metafile: true,
  });
  await rm('dist/extension', { recursive: true, force: true });
  await build({
    entryPoints: Object.keys(metafile.outputs),
    outbase: parts,
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    // A part that is asked for is read at once; that it is asked for later is what was won.
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    // What there is to warn of in packages was told, or silenced, in the first step.
    logLevel: 'error',
  });
  await rm(parts, { recursive: true });
}

async function everything() {
  await Promise.all([
    build({
      ...node,
      entryPoints: { cli: 'src/cli.ts' },
      outdir: 'dist',
      banner: { js: '#!/usr/bin/env node' },
    }),
    extension(),
    build({
      ...browser,
      entryPoints: { results: 'webview/results/main.tsx' },
      outdir: 'dist/webview',
      format: 'iife',
    }),
    // A renderer is one module and brings its styles with it, as text.
    build({
      ...browser,
      entryPoints: { 'notebook-renderer': 'webview/notebook/renderer.tsx' },
      outdir: 'dist/webview',
      format: 'esm',
      loader: { ...browser.loader, '.css': 'text' },
    }),
    // The page's charts for the extension, which draws pictures of a notebook's figures: apart, because most never do.
    build({
      ...node,
      entryPoints: { pictures: 'webview/notebook/pictures.ts' },
      outdir: 'dist',
      target: 'node22',
    }),
  ]);
}

await ((process.argv[2] ?? 'all') === 'schema' ? schema() : everything());
