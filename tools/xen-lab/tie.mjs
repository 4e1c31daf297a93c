// @ts-check
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Has the instance in `directory` end with this process, however that ends. The function that is given back stops it, or
 * waits until it is stopped.
 *
 * @param {string} directory
 * @param {{ remove: boolean }} options whether the folder goes too
 * @returns {() => Promise<void>}
 */
export function tie(directory, { remove }) {
  const guard = spawn(
    process.execPath,
    [fileURLToPath(new URL('guard.mjs', import.meta.url)), directory, remove ? 'REMOVE' : 'KEEP'],
    // In a group of its own, so that Ctrl+C in a terminal does not end the guard before what it guards.
    { detached: true, stdio: ['pipe', 'ignore', 'inherit'] },
  );
  guard.stdin.on('error', () => {});
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    guard.on('exit', () => resolve());
    guard.on('error', () => resolve());
  });
  return async () => {
    guard.stdin.end();
    await ended;
  };
}
