// @ts-check
// The life of an instance: a folder in which one lab runs.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, processesOf, signalProcess, untilGone } from '../vscode-host/processes.mjs';
import { findAccelerator } from './accelerator.mjs';
import { assertAlive, endBox, freePort, lastWords, makeDisks, startBox } from './box.mjs';
import { buildImage } from './build.mjs';
import { hasSnapshot, imageFolder, isBuilt, keepInUse, snapshotFolder } from './cache.mjs';
import { experimentText } from './experiment.mjs';
import { setClocks, startGuests } from './guests.mjs';
import {
  instanceFolder,
  readState,
  removeInstanceFiles,
  updateState,
  writeState,
} from './instance-files.mjs';
import { GUEST_NAMES } from './machines.mjs';
import { openMonitor } from './qmp.mjs';
import { saveSnapshot } from './snapshot.mjs';
import { untilSsh } from './ssh.mjs';
import { tie } from './tie.mjs';

/** @typedef {import('./cache.mjs').SnapshotName} SnapshotName */
/** @typedef {import('./instance-files.mjs').State} State */
/** @typedef {import('./machines.mjs').BoxName} BoxName */

/** Emulation on a busy machine: dom0 and the native machine need a minute or three. */
const BOOT_MS = 1_800_000;
const RESTORE_MS = 300_000;
const END_MS = 15_000;
/** A finished experiment file; a person may have changed it, so it is written once. */
const EXPERIMENT = 'xen-lab.xenbench.jsonc';

/**
 * Makes a new instance in `directory` that nothing runs in yet.
 *
 * @param {string} directory absolute
 * @param {{ image: string, accelerator: State['accelerator'], snapshot: State['snapshot'] }} what
 * @returns {Promise<State>}
 */
async function newInstance(directory, { image, accelerator, snapshot }) {
  mkdirSync(directory, { recursive: true });
  removeInstanceFiles(directory);
  /** @type {State} */
  const state = {
    version: 1,
    mark: `XEN_LAB=${randomUUID()}`,
    image,
    accelerator,
    snapshot,
    ports: { xen: await freePort(), native: await freePort() },
    pids: {},
  };
  writeState(directory, state);
  return state;
}

/**
 * Starts a box of an instance from a snapshot, or by booting it, and waits until it lets us in.
 *
 * @param {string} directory
 * @param {BoxName} box
 * @param {SnapshotName | null} snapshot
 */
async function runBox(directory, box, snapshot) {
  const state = stateOf(directory);
  const folder = instanceFolder(directory);
  const from = snapshot === null ? null : snapshotFolder(state.image, snapshot);
  await makeDisks(folder, box, state.image, from);
  await startBox({
    folder,
    box,
    image: state.image,
    accelerator: state.accelerator,
    from,
    mark: state.mark,
    port: state.ports[box],
    started: (pid, port) =>
      updateState(directory, (now) => {
        now.pids[box] = pid;
        now.ports[box] = port;
      }),
  });
  const name = box === 'xen' ? 'dom0' : 'native';
  const check = () => assertRuns(directory, box);
  try {
    await untilSsh(directory, name, from === null ? BOOT_MS : RESTORE_MS, check);
  } catch (error) {
    throw new Error(`${/** @type {Error} */ (error).message}${lastWords(folder, box)}`);
  }
  if (from === null) return;
  await setClocks(directory, [name, ...(snapshot === 'guests' ? GUEST_NAMES : [])], check);
}

/**
 * Builds what is missing of the image and of the snapshots that are named, and gives the image's folder.
 *
 * @param {readonly SnapshotName[]} snapshots
 * @param {(text: string) => void} say
 */
export async function prepare(snapshots, say) {
  const accelerator = findAccelerator();
  const image = await buildImage(accelerator, say);
  keepInUse(image);
  for (const name of snapshots) await ensureSnapshot(image, accelerator, name, say);
  return { image, accelerator };
}

/**
 * @param {string} image
 * @param {State['accelerator']} accelerator
 * @param {SnapshotName} name
 * @param {(text: string) => void} say
 */
async function ensureSnapshot(image, accelerator, name, say) {
  if (hasSnapshot(image, name)) return;
  if (name === 'guests') await ensureSnapshot(image, accelerator, 'dom0', say);
  const box = name === 'native' ? 'native' : 'xen';
  // Beside the snapshots, so that disks are moved, not copied.
  mkdirSync(join(image, 'boots'), { recursive: true });
  const directory = mkdtempSync(join(image, 'boots', `${name}-`));
  const end = tie(directory, { remove: true });
  try {
    say(
      name === 'guests'
        ? 'Booting all guests for a snapshot (once, some minutes) ...'
        : `Booting ${name} for a snapshot (once, a minute or two) ...`,
    );
    await newInstance(directory, { image, accelerator, snapshot: 'dom0' });
    await runBox(directory, box, name === 'guests' ? 'dom0' : null);
    if (name === 'guests') await startGuests(directory, GUEST_NAMES, () => assertRuns(directory, 'xen'), say);
    const folder = instanceFolder(directory);
    await saveSnapshot({ image, name, box, folder, end: () => endBoxOf(directory, box) });
  } finally {
    await end();
  }
}

/**
 * Starts an instance. What is missing in the cache is built.
 *
 * @param {string} directory absolute
 * @param {object} options
 * @param {boolean} options.guests whether all guests run at once
 * @param {boolean} options.native whether the native machine runs too
 * @param {boolean} options.cold boot, without a snapshot
 * @param {(text: string) => void} options.say
 */
export async function startInstance(directory, { guests, native, cold, say }) {
  if (isRunning(directory)) throw new Error(`A lab runs in ${directory} already.`);
  const snapshot = guests ? 'guests' : 'dom0';
  const { image, accelerator } = await prepare(
    cold ? [] : [snapshot, ...(native ? /** @type {const} */ (['native']) : [])],
    say,
  );
  await newInstance(directory, { image, accelerator, snapshot });
  const experiment = join(directory, EXPERIMENT);
  if (!existsSync(experiment)) writeFileSync(experiment, experimentText());
  await Promise.all([
    runBox(directory, 'xen', cold ? null : snapshot),
    ...(native ? [runBox(directory, 'native', cold ? null : 'native')] : []),
  ]);
  if (cold && guests) await startGuests(directory, GUEST_NAMES, () => assertRuns(directory, 'xen'), say);
}

/**
 * Back to the snapshot, with new disks: of dom0 and its guests, and of the native machine where it runs.
 *
 * @param {string} directory
 * @param {{ guests?: boolean, say: (text: string) => void }} options guests: that of all guests, or of none; without it the one
 *   that the instance was started from
 */
export async function restoreInstance(directory, { guests, say }) {
  if (guests !== undefined)
    updateState(directory, (now) => {
      now.snapshot = guests ? 'guests' : 'dom0';
    });
  const state = stateOf(directory);
  const native = state.pids.native !== undefined;
  for (const name of /** @type {SnapshotName[]} */ ([state.snapshot, ...(native ? ['native'] : [])]))
    await ensureSnapshot(state.image, state.accelerator, name, say);
  for (const box of /** @type {const} */ (['xen', 'native'])) await endBoxOf(directory, box);
  await Promise.all([
    runBox(directory, 'xen', state.snapshot),
    ...(native ? [runBox(directory, 'native', 'native')] : []),
  ]);
}

/**
 * Starts the native machine of an instance, from its snapshot.
 *
 * @param {string} directory
 * @param {(text: string) => void} say
 */
export async function startNative(directory, say) {
  const state = stateOf(directory);
  if (boxRuns(state, 'native')) return;
  await ensureSnapshot(state.image, state.accelerator, 'native', say);
  await runBox(directory, 'native', 'native');
}

/**
 * The native machine of an instance once more, booted: its boot id is another one then.
 *
 * @param {string} directory
 */
export async function rebootNative(directory) {
  await endBoxOf(directory, 'native');
  await runBox(directory, 'native', null);
}

/**
 * Stops the processors of the box with Xen, or lets them run again: for the world outside it hangs.
 *
 * @param {string} directory
 * @param {'stop' | 'cont'} command of QEMU's monitor
 */
export async function haltXen(directory, command) {
  assertRuns(directory, 'xen');
  const monitor = await openMonitor(join(instanceFolder(directory), 'xen'), 'qmp.sock');
  try {
    await monitor.execute(command);
  } finally {
    monitor.close();
  }
}

/**
 * Ends all that an instance has started, and removes its files. What a person has there stays.
 *
 * @param {string} directory
 */
export async function stopInstance(directory) {
  const state = readState(directory);
  if (state !== null) {
    await Promise.all([endBoxOf(directory, 'xen'), endBoxOf(directory, 'native')]);
    // What was just starting when its starter was killed.
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
      const left = processesOf(null, state.mark);
      if (left.length === 0) break;
      for (const pid of left) signalProcess(pid, signal);
      await untilGone(left, END_MS);
    }
  }
  removeInstanceFiles(directory);
}

/**
 * @param {string} directory
 * @param {BoxName} box
 */
export async function endBoxOf(directory, box) {
  const state = stateOf(directory);
  await endBox(instanceFolder(directory), box, state.pids[box], state.mark);
  updateState(directory, (now) => {
    delete now.pids[box];
  });
}

/** @param {string} directory */
export function isRunning(directory) {
  const state = readState(directory);
  return state !== null && (boxRuns(state, 'xen') || boxRuns(state, 'native'));
}

/**
 * @param {State} state
 * @param {BoxName} box
 */
export function boxRuns(state, box) {
  const pid = state.pids[box];
  return pid !== undefined && isAlive(pid) && processesOf(null, state.mark).includes(pid);
}

/**
 * The state of an instance; throws where there is none.
 *
 * @param {string} directory
 */
export function stateOf(directory) {
  const state = readState(directory);
  if (state === null) throw new Error(`No lab runs in ${directory}. Start one with: npm run xen-lab`);
  return state;
}

/**
 * Throws, with its last words, when a box does not run.
 *
 * @param {string} directory
 * @param {BoxName} box
 */
export function assertRuns(directory, box) {
  assertAlive(instanceFolder(directory), box, stateOf(directory).pids[box]);
}

/**
 * What the cache holds already; nothing is built.
 *
 * @returns {{ image: string, snapshots: SnapshotName[] } | null}
 */
export function cachedLab() {
  const image = imageFolder(findAccelerator());
  if (!isBuilt(image)) return null;
  const names = /** @type {const} */ (['dom0', 'guests', 'native']);
  return { image, snapshots: names.filter((name) => hasSnapshot(image, name)) };
}
