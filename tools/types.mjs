// Type-checks every world by its own tsconfig, so that a pure room that reaches for Node, or a webview that does, fails.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const worlds = readdirSync('.').filter((name) => /^tsconfig\.(?!base).+\.json$/.test(name));
let failed = 0;
for (const world of worlds.sort()) {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', world], {
    stdio: 'inherit',
  });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} types of ${world}`);
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
