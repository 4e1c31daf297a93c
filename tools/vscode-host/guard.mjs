// @ts-check
// Stands between a test and its VS Code: starts the server, and ends it with all that it started once standard input
// closes. That happens when the test asks for it, and also when the test is killed without a chance to clean up.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { commandOf, isAlive, processesOf, signalProcess, untilGone } from './processes.mjs';

/** How long the server may take to end by itself, and how long we try to end what is left. */
const GRACE_MS = 10_000;
const LIMIT_MS = 60_000;

/** @type {{ command: string, args: string[], mark: string, remove: string }} */
const { command, args, mark, remove } = JSON.parse(process.argv[2] ?? '');

const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
// Nobody may be left to read what we say.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
// Ctrl+C reaches the whole group; the end is announced by standard input.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGHUP', 'SIGTERM'])) process.on(signal, () => {});

const ended = new Promise((resolve) => {
  server.on('exit', resolve);
  server.on('error', (error) => {
    console.error(error.message);
    resolve(null);
  });
});
const asked = new Promise((resolve) => {
  process.stdin.on('end', resolve).on('error', resolve).resume();
});
const status = await Promise.race([ended, asked.then(() => 0)]);

await endEverything();
rmSync(remove, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
process.exit(typeof status === 'number' ? status : 1);

async function endEverything() {
  const { pid } = server;
  if (pid === undefined) return;
  // Extensions get their time to deactivate. Others, the file watcher above all, would linger for seconds for nothing.
  const extensionHosts = ours(pid).filter((one) => commandOf(one).includes('--type=extensionHost'));
  signalProcess(pid, 'SIGTERM');
  await untilGone([pid, ...extensionHosts], GRACE_MS);
  // What is left is ended for certain; while one of them lives it may start another.
  for (const limit = Date.now() + LIMIT_MS; Date.now() < limit; ) {
    const left = ours(pid);
    if (left.length === 0) break;
    for (const one of left) signalProcess(one, 'SIGKILL');
    await untilGone(left, 1000);
  }
}

/**
 * The server and its processes. Once it has ended, its number may be another's, and only the mark counts.
 *
 * @param {number} pid
 */
function ours(pid) {
  const ended = server.exitCode !== null || server.signalCode !== null || !isAlive(pid);
  return ended ? processesOf(null, mark) : [...processesOf(pid, mark), pid];
}
