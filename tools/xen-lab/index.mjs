// @ts-check
// The lab for tests: a real Xen with dom0 and guests, that ends with the test.
import { mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startGuests, stopGuests } from './guests.mjs';
import {
  assertRuns,
  haltXen,
  isRunning,
  prepare,
  rebootNative,
  restoreInstance,
  startInstance,
  stateOf,
} from './instance.mjs';
import { runSsh } from './ssh.mjs';
import { tie } from './tie.mjs';

export { cachedLab } from './instance.mjs';

/** @typedef {import('./machines.mjs').GuestName} GuestName */
/** @typedef {import('./machines.mjs').MachineName} MachineName */

/**
 * @typedef {object} Lab
 * @property {string} directory
 * @property {string} sshConfig path of the ssh_config that names dom0, native and the guests
 * @property {string} experiment path of an experiment on all of them
 * @property {number} dom0Port port of 127.0.0.1 that leads to dom0's SSH
 * @property {(name: MachineName, command: string, options?: { limitMs?: number }) => Promise<import('./ssh.mjs').SshResult>} ssh
 * @property {(...names: GuestName[]) => Promise<void>} up starts guests and waits for their SSH
 * @property {(...names: GuestName[]) => Promise<void>} down shuts guests down and waits until their names are free
 * @property {(options?: { guests?: boolean }) => Promise<void>} restore back to the snapshot
 * @property {() => Promise<void>} rebootNative boots the native machine once more
 * @property {() => Promise<void>} freeze makes Xen and all its guests hang
 * @property {() => Promise<void>} thaw lets them go on
 * @property {() => Promise<void>} stop ends everything; a folder that was made for this lab goes too
 */

/**
 * Builds what is missing: the image (minutes), and the snapshots of dom0 alone, of dom0 with all guests, and of the native
 * machine.
 *
 * @param {{ snapshots?: readonly import('./cache.mjs').SnapshotName[], say?: (text: string) => void }} [options]
 */
export async function buildLab({ snapshots = ['dom0', 'guests', 'native'], say = console.error } = {}) {
  await prepare(snapshots, say);
}

/**
 * Starts a lab. It ends with `stop`, or when this process does, however that ends.
 *
 * @param {object} [options]
 * @param {string} [options.directory] without it a temporary folder
 * @param {boolean} [options.guests] all guests run at once; without it dom0 alone
 * @param {boolean} [options.native] the native machine runs too
 * @param {boolean} [options.snapshot] false boots everything
 * @param {(text: string) => void} [options.say]
 * @returns {Promise<Lab>}
 */
export async function startLab(options = {}) {
  const temporary = options.directory === undefined;
  const directory = temporary
    ? realpathSync(mkdtempSync(join(tmpdir(), 'xen-lab-')))
    : resolve(options.directory ?? '');
  mkdirSync(directory, { recursive: true });
  if (isRunning(directory)) throw new Error(`A lab runs in ${directory} already.`);
  const say = options.say ?? (() => {});
  const stop = tie(directory, { remove: temporary });
  try {
    await startInstance(directory, {
      guests: options.guests ?? false,
      native: options.native ?? false,
      cold: options.snapshot === false,
      say,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    directory,
    sshConfig: join(directory, 'ssh_config'),
    experiment: join(directory, 'xen-lab.xenbench.jsonc'),
    dom0Port: stateOf(directory).ports.xen,
    ssh: (name, command, limits) => runSsh(directory, name, command, limits),
    up: (...names) => startGuests(directory, names, () => assertRuns(directory, 'xen'), say),
    down: (...names) => stopGuests(directory, names),
    restore: (which) => restoreInstance(directory, { ...which, say }),
    rebootNative: () => rebootNative(directory),
    freeze: () => haltXen(directory, 'stop'),
    thaw: () => haltXen(directory, 'cont'),
    stop,
  };
}
