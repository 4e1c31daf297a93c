// Brings node_modules in step with the lock file; does nothing when it already is.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = `${ROOT}node_modules/.xen-bench-stamp`;

export function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(`${ROOT}package-lock.json`))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.error('Installing packages ...');
  // Nothing we use needs an install script; ssh2 runs without its optional native add-ons.
  const { status } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (status !== 0) {
    console.error('The packages could not be installed. Is the registry reachable?');
    process.exit(1);
  }
  writeFileSync(STAMP, lock);
}

/** Runs one of the project's tools with Node; gives its exit status. */
export function node(args, options = {}) {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', ...options }).status ?? 1;
}
