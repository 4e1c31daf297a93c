// @ts-check
// What the root of all machines is made of.

/** Debian's release with the Xen of {@link PACKAGES}. */
export const SUITE = 'bookworm';

export const PACKAGES = [
  ...[
    'linux-image-amd64',
    'xen-hypervisor-4.17-amd64',
    'xen-utils-4.17',
    'xen-utils-common',
    'qemu-system-xen',
  ],
  ...['sysvinit-core', 'openssh-server', 'iproute2', 'iputils-ping', 'bridge-utils', 'ethtool', 'kmod'],
  ...['busybox-static', 'procps', 'util-linux', 'e2fsprogs', 'pciutils', 'dmidecode', 'virt-what', 'systemd'],
  // What Xen Bench measures with: it compiles its kernels on the target. netperf is in Debian's non-free.
  ...['gcc', 'libc6-dev', 'netperf', 'fio', 'iperf3'],
];

/** Files that no machine of the lab opens; they are half of what the packages hold. */
export const EXCLUDED = [
  ...['doc', 'man', 'locale', 'info', 'lintian'].map((folder) => `/usr/share/${folder}/*`),
  ...[
    'sound',
    'drivers/gpu',
    'drivers/media',
    'drivers/net/wireless',
    'drivers/staging',
    'drivers/infiniband',
  ].map((folder) => `/lib/modules/*/kernel/${folder}/*`),
];

/** Size of each machine's disk, as truncate(1) reads it. */
export const DISK_SIZE = '2G';
