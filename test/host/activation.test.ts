import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

/**
 * The modules of the extension that are evaluated when it is activated: all that src/extension.ts imports, directly or not,
 * but by `import()`.
 */
let loaded: readonly string[];
beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: ['src/extension.ts'],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'dist',
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['vscode', 'cpu-features', '*.node'],
    loader: { '.c': 'text', '.sh': 'text' },
    logLevel: 'silent',
  });
  const found = new Set(['src/extension.ts']);
  for (const file of found) {
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? []) {
      if (kind !== 'dynamic-import' && external !== true) found.add(path);
    }
  }
  loaded = [...found];
});

test('activation loads no package: no ssh2, no zod, no jsonc-parser', () => {
  expect(loaded.filter((file) => file.startsWith('node_modules/'))).toEqual([]);
});

test('activation loads nothing of the engine but small things that it shows texts with', () => {
  const rooms = ['engine', 'run', 'ssh', 'lab', 'remote', 'benchmarks', 'experiment', 'statistics', 'xen'];
  const heavy = new RegExp(`^src/(${rooms.join('|')})/`);
  expect(loaded.filter((file) => heavy.test(file))).toEqual([]);
  expect(loaded).toContain('src/ui/explorer/tree.ts');
});
