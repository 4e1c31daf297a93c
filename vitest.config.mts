import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** As in esbuild.mjs: C sources and shell scripts are imported as text. */
const textFiles = {
  name: 'text-files',
  load(id: string) {
    if (!/\.(c|sh)$/.test(id)) return null;
    return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
  },
};

export default defineConfig({
  plugins: [textFiles],
  test: {
    teardownTimeout: 120_000,
    projects: [
      {
        plugins: [textFiles],
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        plugins: [textFiles],
        test: {
          name: 'host',
          include: ['test/host/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // Real servers and real load: one file at a time, on a machine with two cores.
          fileParallelism: false,
        },
      },
      {
        plugins: [textFiles],
        test: {
          name: 'xen',
          include: ['test/xen/**/*.test.ts'],
          // Guests are booted under emulation, on a machine that may have other work: minutes each.
          testTimeout: 4 * 3_600_000,
          hookTimeout: 3_600_000,
          fileParallelism: false,
        },
      },
      {
        plugins: [textFiles],
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // A window of a real VS Code, on a machine that may be slow and have other work.
          // A window on a busy machine loses a click now and then; what fails twice is broken.
          retry: 1,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 120_000, interval: 100 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
