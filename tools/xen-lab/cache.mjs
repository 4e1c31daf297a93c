// @ts-check
// What is built once is kept in the user's cache, in a folder whose name tells what it was made of.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXCLUDED, PACKAGES, SUITE } from './packages.mjs';
import { QEMU } from './qemu.mjs';

/** @typedef {import('./qemu.mjs').Accelerator} Accelerator */
/** @typedef {'dom0' | 'guests' | 'native'} SnapshotName dom0 without a guest; dom0 with all guests; the native machine */

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DAY_MS = 24 * 60 * 60 * 1000;
const OURS = /^xen-lab-(?:root-)?[0-9a-f]{16}(?:\.tar\.zst)?(?:\.partial-\w+)?$/;

/** The files that the image and its snapshots are made by. */
export const RECIPE = [
  ...[
    'build-image.sh',
    'build.mjs',
    'guest-config.mjs',
    'initrd/init',
    'machines.mjs',
    'packages.mjs',
    'qemu.mjs',
  ],
  ...[
    'root/etc/inittab',
    'root/etc/ssh/sshd_config',
    'root/etc/xen/scripts/block',
    'root/etc/xen/scripts/vif-bridge',
    'root/lab/halt',
    'root/lab/rc',
    'root/lab/sshd',
  ],
  ...['snapshot.mjs', 'vmlinux.mjs'],
];

/**
 * Sixteen hexadecimal digits that stand for the given texts; the same texts in another order are others.
 *
 * @param {readonly string[]} texts
 */
export function keyOf(texts) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}\n`).update(text);
  return hash.digest('hex').slice(0, 16);
}

/** Version of QEMU on this machine, in its own words; null where it has none. */
export function qemuVersion() {
  const { status, stdout } = spawnSync(QEMU, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (stdout.split('\n')[0] ?? '') : null;
}

/**
 * The folder for an image with its snapshots. A snapshot fits one version of QEMU and one kind of processor.
 *
 * @param {Accelerator} accelerator
 */
export function imageFolder(accelerator) {
  const recipe = RECIPE.map((name) => readFileSync(join(HERE, name), 'utf8'));
  return join(cacheFolder(), `xen-lab-${keyOf([qemuVersion() ?? '', accelerator, ...recipe])}`);
}

/**
 * The archive of the root that images are made of: it changes less often than they do.
 *
 * @param {readonly string[]} sources
 */
export function rootArchive(sources) {
  return join(cacheFolder(), `xen-lab-root-${keyOf([SUITE, ...PACKAGES, ...EXCLUDED, ...sources])}.tar.zst`);
}

/** The folder of all caches of Xen Bench. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'xen-bench');
}

/** @param {string} image */
export function isBuilt(image) {
  return existsSync(join(image, 'base.qcow2'));
}

/**
 * Folder of a snapshot: the disks as they were, and `state.zst`, the memory and processors.
 *
 * @param {string} image
 * @param {SnapshotName} name
 */
export function snapshotFolder(image, name) {
  return join(image, 'snapshots', name);
}

/**
 * @param {string} image
 * @param {SnapshotName} name
 */
export function hasSnapshot(image, name) {
  return existsSync(join(snapshotFolder(image, name), 'state.zst'));
}

/**
 * Notes that an image is used, and removes others that have not been for a day: of older recipes, or half made.
 *
 * @param {string} image
 */
export function keepInUse(image) {
  const now = new Date();
  utimesSync(image, now, now);
  removeOld(cacheFolder(), (name) => OURS.test(name) && join(cacheFolder(), name) !== image);
  removeOld(join(image, 'boots'), () => true);
  removeOld(join(image, 'snapshots'), (name) => name.includes('.partial-'));
}

/**
 * @param {string} folder
 * @param {(name: string) => boolean} isCandidate
 */
function removeOld(folder, isCandidate) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter(isCandidate)) {
    const path = join(folder, name);
    try {
      if (Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process has just removed it.
    }
  }
}
