// @ts-check
// Builds the image of all machines: a root of Debian packages, made into one disk that every machine has a layer over.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, imageFolder, isBuilt, rootArchive } from './cache.mjs';
import { guestConfig } from './guest-config.mjs';
import { addressOf, GUESTS, MACHINE_NAMES } from './machines.mjs';
import { DISK_SIZE, EXCLUDED, PACKAGES, SUITE } from './packages.mjs';
import { run } from './run.mjs';
import { aptFiles, aptOptions, labSources } from './sources.mjs';
import { extractVmlinux } from './vmlinux.mjs';

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
    await makeImage(root, partial);
    const work = join(partial, 'work');
    const compressed = ['-f', 'raw', '-O', 'qcow2', '-c', '-o', 'compression_type=zstd'];
    await run('qemu-img', ['convert', ...compressed, join(work, 'base.raw'), join(partial, 'base.qcow2')]);
    for (const name of ['initrd', 'xen.elf', 'packages.txt'])
      renameSync(join(work, name), join(partial, name));
    rmSync(work, { recursive: true, force: true });
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
 * Makes kernel, keys and what the lab puts into the root in the folder `partial`, and in `work` below it the disk, the initrd
 * and the hypervisor. The part that has to own all files of a root runs as root, or in a namespace where it looks like root.
 *
 * @param {string} root
 * @param {string} partial
 */
async function makeImage(root, partial) {
  const work = join(partial, 'work');
  const overlay = join(partial, 'overlay');
  mkdirSync(work);
  const unpack = `zstd -dcq "$1" | tar -xf - -O --wildcards './boot/vmlinuz-*' > "$2"`;
  await run('sh', ['-c', unpack, 'sh', root, join(partial, 'vmlinuz')]);
  extractVmlinux(join(partial, 'vmlinuz'), join(partial, 'vmlinux'));
  makeOverlay(overlay, partial);
  linkSync(join(partial, 'vmlinux'), join(overlay, 'lab/vmlinux'));
  const tar = join(partial, 'overlay.tar');
  await run('tar', ['--owner=0', '--group=0', '--numeric-owner', '-cf', tar, '-C', overlay, '.']);

  // A pipe's status is that of its last command; a failure of the others leaves it without an archive to unpack.
  const script = readFileSync(join(HERE, 'build-image.sh'), 'utf8');
  const helper = isRoot() ? '' : 'env -u TMPDIR mmdebstrap --unshare-helper ';
  const make = `zstd -dcq "$1" | ${helper}sh -c "$2" sh "$3" 3< "$4" | tar -xf - -C "$5"`;
  await run('sh', ['-c', make, 'sh', root, script, DISK_SIZE, tar, work]).catch((error) => {
    throw new Error(`The disk image could not be made.${unshareHint()}\n${error.message}`);
  });
  rmSync(overlay, { recursive: true, force: true });
  rmSync(tar, { force: true });
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
  cpSync(join(HERE, 'initrd/init'), join(overlay, 'lab/initrd-init'));
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
