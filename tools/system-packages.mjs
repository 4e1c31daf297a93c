// What tests (and the real run of `npm start`) need from the system: found, or installed when we are root on Debian.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const NEEDS = {
  sshd: { package: 'openssh-server', there: () => existsSync('/usr/sbin/sshd') },
  ssh: { package: 'openssh-client', there: () => onPath('ssh-keygen') && onPath('ssh') },
  busybox: { package: 'busybox', there: () => onPath('busybox') },
  compiler: { package: 'gcc libc6-dev', there: () => onPath('cc') && existsSync('/usr/include/stdio.h') },
  ps: { package: 'procps', there: () => onPath('ps') },
  nssWrapper: {
    package: 'libnss-wrapper',
    there: () => ['/usr/lib', '/lib'].some((folder) => holds(folder, 'libnss_wrapper.so')),
  },
  make: { package: 'make', there: () => onPath('make') },
  cxx: { package: 'g++', there: () => onPath('g++') },
  python: { package: 'python3', there: () => onPath('python3') },
  qemu: { package: 'qemu-system-x86', there: () => onPath('qemu-system-x86_64') },
  qemuImg: { package: 'qemu-utils', there: () => onPath('qemu-img') },
  seabios: { package: 'seabios', there: () => holds('/usr/share', 'bios-256k.bin') },
  mmdebstrap: { package: 'mmdebstrap', there: () => onPath('mmdebstrap') },
  // mmdebstrap works in a user namespace where it is not started as root.
  userNamespaces: { package: 'uidmap', there: () => process.getuid?.() === 0 || onPath('newuidmap') },
  debianKeys: {
    package: 'debian-archive-keyring',
    there: () => existsSync('/usr/share/keyrings/debian-archive-keyring.gpg'),
  },
  mke2fs: { package: 'e2fsprogs', there: () => onPath('mke2fs') || existsSync('/usr/sbin/mke2fs') },
  zstd: { package: 'zstd', there: () => onPath('zstd') },
  xz: { package: 'xz-utils', there: () => onPath('xz') },
  cpio: { package: 'cpio', there: () => onPath('cpio') },
  chromium: { package: 'chromium', there: () => findChromium() !== null },
};

/** What a real VS Code wants: tools to build its native parts once, and a browser to show it in. */
export const VSCODE_NEEDS = ['make', 'cxx', 'python', 'chromium'];

/** What the lab with a real Xen is built with and runs in. */
export const XEN_LAB_NEEDS = [
  ...[
    'qemu',
    'qemuImg',
    'seabios',
    'mmdebstrap',
    'userNamespaces',
    'debianKeys',
    'mke2fs',
    'zstd',
    'xz',
    'cpio',
    'ssh',
  ],
];

/** Path of a Chromium or Chrome on this machine, or null. */
export function findChromium() {
  const names = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser'];
  return names.map(whereOnPath).find((path) => path !== null) ?? null;
}

/**
 * Makes sure of the named needs; with `install` false it only looks. Gives the Debian packages that are still missing: none when all is there; we are not
 * root, or this is no Debian, when some are.
 */
export function ensureSystem(names, { install = true } = {}) {
  const missing = () => names.filter((name) => !NEEDS[name].there()).map((name) => NEEDS[name].package);
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (!install || !canInstall()) return wanted;
  console.error(`Installing ${wanted.join(' ')} ...`);
  withoutServices(() => {
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', ...wanted.join(' ').split(' ')]);
  });
  return missing();
}

/**
 * The folder with netperf and netserver, or null. Debian keeps netperf in its component non-free, which may not be
 * enabled: a private apt configuration, with the addresses of the machine's own sources, fetches the package and
 * unpacks it into the user's cache. The machine's sources stay as they are, no service is started, and nothing of it
 * is ever part of this project (its licence).
 */
export function ensureNetperf() {
  if (onPath('netperf') && onPath('netserver')) return '';
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'xen-bench', 'netperf-debian');
  const bin = join(cache, 'usr', 'bin');
  if (existsSync(join(bin, 'netserver'))) return bin;
  if (!onPath('apt-get') || !onPath('dpkg')) return null;
  console.error('Fetching netperf from Debian non-free ...');
  const work = join(cache, 'apt');
  for (const folder of ['sources', 'lists/partial', 'archives/partial'])
    mkdirSync(join(work, folder), { recursive: true });
  writeFileSync(join(work, 'sources', 'non-free.sources'), nonFreeSources());
  writeFileSync(
    join(work, 'apt.conf'),
    [
      `Dir::Etc::sourcelist "${work}/none.list";`,
      `Dir::Etc::sourceparts "${work}/sources";`,
      `Dir::State::lists "${work}/lists";`,
      `Dir::Cache "${work}";`,
      'APT::Sandbox::User "root";',
      '',
    ].join('\n'),
  );
  const options = { cwd: work, env: { ...process.env, APT_CONFIG: join(work, 'apt.conf') } };
  apt(['update', '-qq'], options);
  apt(['download', '-qq', 'netperf'], options);
  const archive = readdirSync(work).find((name) => /^netperf_.*\.deb$/.test(name));
  if (archive !== undefined) spawnSync('dpkg', ['-x', join(work, archive), cache], { stdio: 'inherit' });
  rmSync(work, { recursive: true, force: true });
  return existsSync(join(bin, 'netserver')) ? bin : null;
}

/** The machine's own Debian sources, with the component non-free in place of theirs. */
function nonFreeSources() {
  const stanzas = [];
  const parts = '/etc/apt/sources.list.d';
  const files = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [];
  for (const file of files.filter((name) => name.endsWith('.sources'))) {
    for (const stanza of readFileSync(file, 'utf8').split(/\n\s*\n/)) {
      if (!/^Components:.*\bmain\b/m.test(stanza)) continue;
      stanzas.push(stanza.replace(/^#.*\n/gm, '').replace(/^Components:.*$/m, 'Components: non-free'));
    }
  }
  for (const file of ['/etc/apt/sources.list', ...files.filter((name) => name.endsWith('.list'))]) {
    if (!existsSync(file)) continue;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+.*\bmain\b/.exec(line);
      if (match) stanzas.push(`Types: deb\nURIs: ${match[1]}\nSuites: ${match[2]}\nComponents: non-free`);
    }
  }
  return `${stanzas.join('\n\n')}\n`;
}

function canInstall() {
  return process.getuid?.() === 0 && onPath('apt-get') && existsSync('/etc/debian_version');
}

/** Runs apt-get quietly; shows the last of what it said when it fails. */
function apt(args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      ...options,
      env: { ...(options.env ?? process.env), DEBIAN_FRONTEND: 'noninteractive' },
    },
  );
  if (status === 0) return;
  const said = `${stdout ?? ''}\n${stderr ?? ''}`.trim().split('\n').slice(-30).join('\n');
  console.error(`apt-get ${args[0]} failed:\n${error?.message ?? said}`);
}

/** Debian starts a service when its package is installed; a test machine's port 22 is none of our business. */
function withoutServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n');
    chmodSync(policy, 0o755);
  }
  try {
    install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

function onPath(name) {
  return whereOnPath(name) !== null;
}

function whereOnPath(name) {
  const folders = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Whether a library folder, or one below it (they are named by architecture), holds a file. */
function holds(folder, name) {
  if (!existsSync(folder)) return false;
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return existsSync(join(folder, name)) || below.some((entry) => existsSync(join(folder, entry.name, name)));
}
