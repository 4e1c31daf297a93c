// @ts-check
// Snapshots: the disks as they were, and memory and processors in a file. Many instances can start from one, each with
// layers of its own over the disks.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { snapshotFolder } from './cache.mjs';
import { DISKS } from './machines.mjs';
import { openMonitor } from './qmp.mjs';
import { run } from './run.mjs';

const SAVE_MS = 600_000;
/** How long we try to find all processors inside Xen, and how often we look. */
const QUIET_MS = 600_000;
const LOOK_MS = 30;

/** @typedef {import('./cache.mjs').SnapshotName} SnapshotName */

/**
 * Stops a running box where it is, saves it as the snapshot `name` of the image, and ends it.
 *
 * @param {object} what
 * @param {string} what.image
 * @param {SnapshotName} what.name
 * @param {import('./machines.mjs').BoxName} what.box
 * @param {string} what.folder of the instance
 * @param {() => Promise<void>} what.end ends the box
 */
export async function saveSnapshot({ image, name, box, folder, end }) {
  const snapshots = join(image, 'snapshots');
  mkdirSync(snapshots, { recursive: true });
  const partial = mkdtempSync(join(snapshots, `${name}.partial-`));
  try {
    await saveState(join(folder, box), join(partial, 'state.zst'), box === 'xen');
    await end();
    mkdirSync(join(partial, box));
    for (const disk of DISKS[box]) {
      const saved = join(partial, box, `${disk}.qcow2`);
      renameSync(join(folder, box, `${disk}.qcow2`), saved);
      // Paths inside the cache, so that it can be moved; the layers below are those that it was started from.
      const below = layerBelow(image, name, box, disk);
      const from = join(snapshotFolder(image, name), box);
      await run('qemu-img', ['rebase', '-u', '-F', 'qcow2', '-b', relative(from, below), saved]);
    }
    try {
      renameSync(partial, snapshotFolder(image, name));
    } catch (error) {
      if (!existsSync(join(snapshotFolder(image, name), 'state.zst'))) throw error;
    }
  } finally {
    rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * What lies below a disk of a snapshot: the state of dom0 alone for that with all guests, the built image for the others.
 *
 * @param {string} image
 * @param {SnapshotName} name
 * @param {import('./machines.mjs').BoxName} box
 * @param {string} disk
 */
function layerBelow(image, name, box, disk) {
  return name === 'guests'
    ? join(snapshotFolder(image, 'dom0'), box, `${disk}.qcow2`)
    : join(image, 'base.qcow2');
}

/**
 * @param {string} folder with the socket of the monitor
 * @param {string} file
 * @param {boolean} xen whether Xen runs there
 */
async function saveState(folder, file, xen) {
  const monitor = await openMonitor(folder, 'qmp.sock');
  try {
    if (xen) await stopInsideXen(monitor);
    else await monitor.execute('stop');
    await monitor.execute('migrate-set-parameters', { 'max-bandwidth': 4 * 1024 ** 3 });
    await monitor.execute('migrate', { uri: `exec:zstd -q -3 -T0 -o '${file.replaceAll("'", "'\\''")}'` });
    for (const end = Date.now() + SAVE_MS; ; await delay(100)) {
      const { status, 'error-desc': why } = await monitor.execute('query-migrate');
      if (status === 'completed') return;
      if (status === 'failed' || status === 'cancelled')
        throw new Error(`The snapshot could not be saved: ${why ?? status}`);
      if (Date.now() > end) throw new Error(`The snapshot was not saved within ${SAVE_MS / 1000} s.`);
    }
  } finally {
    monitor.close();
  }
}

/**
 * Stops the machine at a moment when no processor is inside a guest: QEMU saves an emulated processor that is, and then
 * refuses to load it. Guests that have nothing to do leave their processor to Xen most of the time.
 *
 * @param {import('./qmp.mjs').Monitor} monitor
 */
async function stopInsideXen(monitor) {
  for (const end = Date.now() + QUIET_MS; ; await delay(LOOK_MS)) {
    await monitor.execute('stop');
    const registers = await monitor.execute('human-monitor-command', { 'command-line': 'info registers -a' });
    if (areInsideXen(registers)) return;
    if (Date.now() > end)
      throw new Error(
        `The guests did not come to rest within ${QUIET_MS / 1000} s, so no snapshot was made.`,
      );
    await monitor.execute('cont');
  }
}

/**
 * Whether all processors execute Xen itself, which is linked to this part of the address space (XEN_VIRT_START).
 *
 * @param {string} registers as QEMU's monitor shows them
 */
export function areInsideXen(registers) {
  const places = [...registers.matchAll(/\bRIP=([0-9a-f]{16})\b/g)];
  return places.length > 0 && places.every(([, place]) => place?.startsWith('ffff82d0') === true);
}
