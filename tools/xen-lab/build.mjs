// @ts-check
// Builds the image of all machines: a root of Debian packages, made into one disk that every machine has a layer over.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, imageFolder, isBuilt, rootArchive } from './cache.mjs';
import { guestConfig } from './guest-config.mjs';
import { addressOf, GUESTS, MACHINE_NAMES } from './machines.mjs';
import { DISK_SIZE, EXCLUDED, PACKAGES, SUITE } from './packages.mjs';
import { run } from './run.mjs';
import { aptFiles, aptOptions, labSources } from './sources.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/**
 * Makes sure of the image and gives its folder. Everything is made beside the final folder and renamed at the end: a build
 * that is ended in the middle leaves nothing that looks finished.
 *
 * @param {import('./qemu.mjs').Accelerator} accelerator
 * @param {(text: string) => void} say
 */
export async function buildImage(accelerator, say) {
  const image = imageFolder(accelerator);
  if (isBuilt(image)) return image;
  const sources = labSources(aptFiles());
  if (sources.length === 0)
    throw new Error(
      'The lab is made of Debian packages, and the configuration of apt names no Debian archive. Use a Debian machine.',
    );
  mkdirSync(cacheFolder(), { recursive: true });
  const root = rootArchive(sources);
  if (!existsSync(root)) await buildRoot(root, sources, say);

  say('Making the disk image ...');
  const partial = mkdtempSync(`${image}.partial-`);
  try {
    // Others are let in for the time that it is made: without root, it is made by another user.
    const work = join(partial, 'work');
    mkdirSync(work);
    makeOverlay(join(work, 'overlay'), partial);
    await makeImage(root, work);
    for (const name of ['vmlinuz', 'vmlinux', 'initrd', 'xen.elf', 'packages.txt'])
      cpSync(join(work, name), join(partial, name));
    const compressed = ['-f', 'raw', '-O', 'qcow2', '-c', '-o', 'compression_type=zstd'];
    await run('qemu-img', ['convert', ...compressed, join(work, 'base.raw'), join(partial, 'base.qcow2')]);
    rmSync(work, { recursive: true, force: true });
    chmodSync(partial, 0o700);
    try {
      renameSync(partial, image);
    } catch (error) {
      if (!isBuilt(image)) throw error;
    }
  } finally {
    rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
  }
  return image;
}

/**
 * @param {string} archive
 * @param {readonly string[]} sources
 * @param {(text: string) => void} say
 */
async function buildRoot(archive, sources, say) {
  say('Fetching and unpacking Debian packages (once, about a minute) ...');
  const work = mkdtempSync(`${archive}.partial-`);
  try {
    writeFileSync(join(work, 'sources.list'), `${sources.join('\n')}\n`);
    const tar = join(work, 'root.tar');
    await run(
      'mmdebstrap',
      [
        ...(isRoot() ? ['--mode=root'] : ['--mode=unshare']),
        ...[
          '--variant=minbase',
          '--architectures=amd64',
          '--skip=check/qemu',
          `--include=${PACKAGES.join(',')}`,
        ],
        ...['Acquire::Retries "5";', 'APT::Install-Recommends "false";', ...aptOptions()].map(
          (option) => `--aptopt=${option}`,
        ),
        ...EXCLUDED.map((path) => `--dpkgopt=path-exclude=${path}`),
        ...[SUITE, tar, join(work, 'sources.list')],
      ],
      // No initrd for a real machine: making it takes longer than all else.
      { env: { ...process.env, INITRD: 'No' } },
    ).catch((error) => {
      throw new Error(`The packages of the lab could not be installed.${unshareHint()}\n${error.message}`);
    });
    await run('zstd', ['-q', '-3', '-T0', tar, '-o', join(work, 'root.tar.zst')]);
    renameSync(join(work, 'root.tar.zst'), archive);
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Makes disk, kernel, initrd and hypervisor in the folder `work`, as the owner of all files of a root: as root, or in a
 * namespace where we look like root.
 *
 * @param {string} root
 * @param {string} work
 */
async function makeImage(root, work) {
  const script = [
    join(HERE, 'build-image.sh'),
    root,
    join(work, 'overlay'),
    work,
    DISK_SIZE,
    process.execPath,
  ];
  if (isRoot()) {
    await run('sh', script);
    return;
  }
  for (const folder of [dirname(work), work]) chmodSync(folder, 0o777);
  await run('mmdebstrap', ['--unshare-helper', 'sh', ...script]).catch((error) => {
    throw new Error(`The disk image could not be made.${unshareHint()}\n${error.message}`);
  });
}

/**
 * What the lab itself puts into the root: scripts, configurations of guests, and new keys. The private key of the person
 * and the public host keys go to `secrets`.
 *
 * @param {string} overlay
 * @param {string} secrets
 */
function makeOverlay(overlay, secrets) {
  cpSync(join(HERE, 'root'), overlay, { recursive: true });
  for (const guest of GUESTS)
    writeFileSync(join(overlay, 'etc/xen', `${guest.name}.cfg`), guestConfig(guest));
  const hosts = MACHINE_NAMES.map((name) => `${addressOf(name)} ${name}\n`).join('');
  writeFileSync(join(overlay, 'etc/hosts'), `127.0.0.1 localhost\n${hosts}`);

  mkdirSync(join(overlay, 'lab/host-keys'));
  /** @type {Record<string, string>} */
  const keys = {};
  for (const name of MACHINE_NAMES)
    keys[name] = makeKey(join(overlay, 'lab/host-keys', name), name)
      .split(' ')
      .slice(0, 2)
      .join(' ');
  writeFileSync(join(secrets, 'host-keys.json'), `${JSON.stringify(keys, null, 2)}\n`);
  writeFileSync(join(overlay, 'etc/ssh/authorized_keys'), makeKey(join(secrets, 'id_ed25519'), 'xen-lab'));
}

/**
 * Makes a key pair and gives the public one.
 *
 * @param {string} file
 * @param {string} comment
 */
function makeKey(file, comment) {
  const { status, stderr } = spawnSync(
    'ssh-keygen',
    ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`ssh-keygen could not make a key: ${stderr}`);
  return readFileSync(`${file}.pub`, 'utf8');
}

function isRoot() {
  return process.getuid?.() === 0;
}

function unshareHint() {
  return isRoot()
    ? ''
    : ' Without root this needs user namespaces and a range of your user in /etc/subuid and /etc/subgid; else run it as root.';
}
