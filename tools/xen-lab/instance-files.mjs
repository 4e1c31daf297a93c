// @ts-check
// The files of an instance: what runs, and how it is reached.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { knownHosts, sshConfig } from './ssh-files.mjs';

/**
 * @typedef {object} State
 * @property {1} version
 * @property {string} mark in the environment of all processes of the instance, `XEN_LAB=...`
 * @property {string} image folder of the built image
 * @property {import('./qemu.mjs').Accelerator} accelerator
 * @property {'dom0' | 'guests'} snapshot what `restore` goes back to
 * @property {{ xen: number, native: number }} ports of loopback, that lead to SSH of dom0 and of the native machine
 * @property {{ xen?: number, native?: number }} pids
 */

const SSH_FILES = ['id_ed25519', 'ssh_config', 'known_hosts'];

/**
 * The folder with disks, sockets, logs and state; all of it goes with the instance.
 *
 * @param {string} directory
 */
export function instanceFolder(directory) {
  return join(directory, 'instance');
}

/**
 * What is known of the instance in `directory`; null where there is none.
 *
 * @param {string} directory
 * @returns {State | null}
 */
export function readState(directory) {
  const file = join(instanceFolder(directory), 'state.json');
  if (!existsSync(file)) return null;
  try {
    const state = JSON.parse(readFileSync(file, 'utf8'));
    if (state.version === 1) return state;
  } catch {
    // Told below.
  }
  throw new Error(`${file} is not of this version of the lab. End its processes and remove the folder.`);
}

/**
 * Writes the state, and the files that follow from it.
 *
 * @param {string} directory
 * @param {State} state
 */
export function writeState(directory, state) {
  const folder = instanceFolder(directory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'state.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.new`, file);
  writeFileSync(join(directory, 'ssh_config'), sshConfig(directory, state.ports));
  const keys = JSON.parse(readFileSync(join(state.image, 'host-keys.json'), 'utf8'));
  writeFileSync(join(directory, 'known_hosts'), knownHosts(keys, state.ports));
  const key = join(directory, 'id_ed25519');
  if (!existsSync(key)) copyFileSync(join(state.image, 'id_ed25519'), key);
  chmodSync(key, 0o600);
}

/**
 * Changes the state as it is now: two boxes of an instance start and end at the same time.
 *
 * @param {string} directory
 * @param {(state: State) => void} change
 */
export function updateState(directory, change) {
  const state = readState(directory);
  if (state === null) return;
  change(state);
  writeState(directory, state);
}

/**
 * Removes all that belongs to a running instance. What a person may have changed or measured stays.
 *
 * @param {string} directory
 */
export function removeInstanceFiles(directory) {
  rmSync(instanceFolder(directory), { recursive: true, force: true, maxRetries: 5 });
  for (const name of SSH_FILES) rmSync(join(directory, name), { force: true });
}
