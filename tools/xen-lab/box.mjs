// @ts-check
// A QEMU of an instance: its disks, its start, its end.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, processesOf, signalProcess, untilGone } from '../vscode-host/processes.mjs';
import { DISKS } from './machines.mjs';
import { QEMU, qemuArguments } from './qemu.mjs';
import { openMonitor } from './qmp.mjs';
import { run } from './run.mjs';

/** @typedef {import('./machines.mjs').BoxName} BoxName */

/** How long a QEMU may take to read a snapshot, and to end. */
const START_MS = 300_000;
const END_MS = 15_000;
const PORT_TAKEN = /Could not set up host forwarding rule/;

/**
 * New disks for a box: empty layers over those in `from` (null: over the image as it was built).
 *
 * @param {string} folder of the instance
 * @param {BoxName} box
 * @param {string} image
 * @param {string | null} from folder of a snapshot
 */
export async function makeDisks(folder, box, image, from) {
  rmSync(join(folder, box), { recursive: true, force: true });
  mkdirSync(join(folder, box), { recursive: true, mode: 0o700 });
  for (const disk of DISKS[box]) {
    const below = from === null ? join(image, 'base.qcow2') : join(from, box, `${disk}.qcow2`);
    const file = join(folder, box, `${disk}.qcow2`);
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', below, file]);
  }
}

/**
 * Starts a box whose disks are made, and waits until its processors run.
 *
 * @param {object} what
 * @param {string} what.folder of the instance
 * @param {BoxName} what.box
 * @param {string} what.image
 * @param {import('./qemu.mjs').Accelerator} what.accelerator
 * @param {string | null} what.from folder of a snapshot to go on from; null boots
 * @param {string} what.mark
 * @param {number} what.port of loopback to take where it is free
 * @param {(pid: number, port: number) => void} what.started is told at once, so that nothing is forgotten if we are killed
 */
export async function startBox({ folder, box, image, accelerator, from, mark, port, started }) {
  for (let attempt = 1; ; attempt++) {
    const chosen = attempt === 1 ? port : await freePort();
    const args = qemuArguments({
      box,
      accelerator,
      cache: image,
      port: chosen,
      ...(from === null ? {} : { state: join(from, 'state.zst') }),
    });
    const [name = '', value] = mark.split('=');
    const log = openSync(join(folder, box, 'qemu.log'), 'w');
    const child = spawn(QEMU, args, {
      cwd: folder,
      detached: true,
      env: { ...process.env, [name]: value },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const pid = await new Promise((resolve, reject) => {
      child.on('spawn', () => resolve(child.pid)).on('error', reject);
    });
    child.unref();
    started(pid, chosen);
    try {
      await untilRunning(folder, box, pid);
      return;
    } catch (error) {
      await endBox(folder, box, pid, mark);
      if (attempt >= 5 || !PORT_TAKEN.test(logOf(folder, box, 'qemu.log'))) throw error;
    }
  }
}

/**
 * Waits until the monitor says that the machine runs. One that comes out of a snapshot waits for our word.
 *
 * @param {string} folder
 * @param {BoxName} box
 * @param {number} pid
 */
async function untilRunning(folder, box, pid) {
  for (const end = Date.now() + START_MS; ; await delay(50)) {
    assertAlive(folder, box, pid);
    if (Date.now() > end) throw new Error(`QEMU (${box}) did not start within ${START_MS / 1000} s.`);
    if (!existsSync(join(folder, box, 'qmp.sock'))) continue;
    let monitor;
    try {
      monitor = await openMonitor(join(folder, box), 'qmp.sock');
      const { status } = await monitor.execute('query-status');
      if (status === 'running') return;
      if (status === 'paused' || status === 'postmigrate') {
        await monitor.execute('cont');
        return;
      }
    } catch {
      // It does not listen yet, or has ended: seen by the next turn.
    } finally {
      monitor?.close();
    }
  }
}

/**
 * Throws when a box has ended, with what it said last.
 *
 * @param {string} folder
 * @param {BoxName} box
 * @param {number | undefined} pid
 */
export function assertAlive(folder, box, pid) {
  if (pid !== undefined && isAlive(pid)) return;
  throw new Error(`QEMU (${box}) has ended.${lastWords(folder, box)}`);
}

/**
 * The last lines of a box's logs, for an error.
 *
 * @param {string} folder
 * @param {BoxName} box
 */
export function lastWords(folder, box) {
  return ['qemu.log', 'serial.log']
    .map((name) => ({ name, text: logOf(folder, box, name).trimEnd().split('\n').slice(-25).join('\n') }))
    .filter(({ text }) => text !== '')
    .map(({ name, text }) => `\nThe end of ${join(folder, box, name)}:\n${text}`)
    .join('');
}

/**
 * @param {string} folder
 * @param {BoxName} box
 * @param {string} name
 */
function logOf(folder, box, name) {
  const file = join(folder, box, name);
  if (!existsSync(file)) return '';
  // Control characters of a console would reach the terminal that the error is shown in.
  return readFileSync(file, 'latin1')
    .slice(-16_384)
    .replace(/[^\P{Cc}\n]/gu, '');
}

/**
 * Ends a box: by its monitor, then by its process id. Only a process that carries the instance's mark is ever signalled.
 *
 * @param {string} folder
 * @param {BoxName} box
 * @param {number | undefined} pid
 * @param {string} mark
 */
export async function endBox(folder, box, pid, mark) {
  const ours = () => (pid === undefined ? [] : processesOf(null, mark).filter((one) => one === pid));
  if (ours().length > 0) {
    try {
      const monitor = await openMonitor(join(folder, box), 'qmp.sock');
      await monitor.execute('quit').finally(monitor.close);
    } catch {
      // Then by signals.
    }
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
      if (await untilGone(ours(), END_MS)) break;
      for (const one of ours()) signalProcess(one, signal);
    }
    await untilGone(ours(), END_MS);
  }
  for (const socket of [join(box, 'qmp.sock'), `lan-${box}.sock`])
    rmSync(join(folder, socket), { force: true });
}

/** A port of loopback that nobody uses just now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.on('error', reject).listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
