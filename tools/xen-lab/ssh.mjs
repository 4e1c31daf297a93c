// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @typedef {object} SshResult
 * @property {number | null} status null where it took too long
 * @property {string} stdout
 * @property {string} stderr
 */

const MOST_OUTPUT = 16 * 1024 * 1024;

/**
 * Runs `command` on a machine of the lab. A host that does not answer is a result too (status 255, or null).
 *
 * @param {string} directory of the instance
 * @param {string} name
 * @param {string} command for the shell there
 * @param {object} [options]
 * @param {number} [options.limitMs]
 * @param {() => string} [options.answer] what the command is told once it has said something: a login takes seconds, and what is
 *   true now is not when it runs
 * @returns {Promise<SshResult>}
 */
export function runSsh(directory, name, command, { limitMs = 600_000, answer } = {}) {
  return new Promise((resolve, reject) => {
    const args = ['-F', join(directory, 'ssh_config'), '-o', 'BatchMode=yes', name, command];
    const child = spawn('ssh', args, { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => {});
    if (answer === undefined) child.stdin.end();
    else child.stdout.once('data', () => child.stdin.end(answer()));
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limitMs);
    const said = { stdout: '', stderr: '' };
    for (const stream of /** @type {const} */ (['stdout', 'stderr']))
      child[stream].setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        said[stream] = (said[stream] + text).slice(-MOST_OUTPUT);
      });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status: late ? null : status, ...said });
    });
  });
}

/**
 * Waits until a machine lets us in. Rejects with the last words of ssh when `limitMs` are over, or with what `check` throws:
 * it looks after what would make waiting vain.
 *
 * @param {string} directory
 * @param {string} name
 * @param {number} limitMs
 * @param {() => void} check
 */
export async function untilSsh(directory, name, limitMs, check) {
  for (const end = Date.now() + limitMs; ; await delay(500)) {
    check();
    const left = end - Date.now();
    const { status, stderr } = await runSsh(directory, name, 'true', {
      limitMs: Math.max(1000, Math.min(60_000, left)),
    });
    if (status === 0) return;
    if (Date.now() > end)
      throw new Error(`${name} did not answer by SSH within ${limitMs / 1000} s. ${stderr.trim()}`);
  }
}
