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
    await saveState(join(folder, box), join(partial, 'state.zst'));
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
 */
async function saveState(folder, file) {
  const monitor = await openMonitor(folder, 'qmp.sock');
  try {
    await monitor.execute('stop');
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
