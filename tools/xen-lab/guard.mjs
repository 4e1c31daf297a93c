// @ts-check
// Stops the instance in a folder once standard input closes: when its starter asks for it, and also when the starter is
// killed without a chance to clean up. `node guard.mjs DIRECTORY KEEP|REMOVE`
import { rmSync } from 'node:fs';
import { stopInstance } from './instance.mjs';

const [directory = '', after] = process.argv.slice(2);
// Ctrl+C reaches the whole group; the end is announced by standard input.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGHUP', 'SIGTERM'])) process.on(signal, () => {});
await new Promise((resolve) => {
  process.stdin.on('end', resolve).on('error', resolve).resume();
});
await stopInstance(directory);
if (after === 'REMOVE') rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
