// @ts-check
// A QEMU's monitor: JSON lines over a socket (QEMU Machine Protocol).
import { closeSync, openSync } from 'node:fs';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';

const LIMIT_MS = 120_000;

/**
 * @typedef {object} Monitor
 * @property {(command: string, args?: Record<string, unknown>) => Promise<any>} execute
 * @property {() => void} close
 */

/**
 * Connects to the monitor at `name` in `folder`.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<Monitor>}
 */
export async function openMonitor(folder, name) {
  // A socket's path may have 107 characters; by the descriptor of its folder it always fits.
  const descriptor = openSync(folder, 'r');
  try {
    return await connect(`/proc/self/fd/${descriptor}/${name}`);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * @param {string} path
 * @returns {Promise<Monitor>}
 */
async function connect(path) {
  const socket = createConnection(path);
  /** @type {{ resolve: (value: any) => void, reject: (error: Error) => void }[]} */
  const waiting = [];
  const fail = (/** @type {Error} */ error) => {
    for (const one of waiting.splice(0)) one.reject(error);
  };
  /** @type {Promise<unknown>} */
  const greeting = new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  const lines = createInterface({ input: socket }).on('line', (line) => {
    const answer = JSON.parse(line);
    if (answer.event !== undefined) return;
    const one = waiting.shift();
    if (answer.error === undefined) one?.resolve(answer.return ?? answer);
    else one?.reject(new Error(`QEMU: ${answer.error.desc}`));
  });
  // It repeats the errors of its socket, which are told below.
  lines.on('error', () => {});
  socket.on('error', fail).on('close', () => fail(new Error('QEMU has closed its monitor.')));
  socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error('QEMU does not answer.')));

  /** @type {Monitor['execute']} */
  const execute = (command, args = {}) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
  await greeting;
  await execute('qmp_capabilities');
  return { execute, close: () => socket.destroy() };
}
