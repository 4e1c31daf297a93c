import type { Io, IoKind } from './devices.ts';
import type { Identity, Machine } from './identity.ts';

const NAMES: Readonly<Record<Machine, string>> = {
  native: 'native',
  dom0: 'dom0',
  pv: 'PV',
  hvm: 'HVM',
  pvh: 'PVH',
  'pv-shim': 'PV in a PVH shim',
  kvm: 'KVM',
  'kvm-as-xen': 'KVM presenting itself as Xen',
  other: 'guest',
  unknown: 'unknown',
};

/** Hypervisors as people write them, by the words of systemd-detect-virt. */
const UNDER: Readonly<Record<string, string>> = {
  qemu: 'QEMU',
  kvm: 'KVM',
  amazon: 'Amazon EC2',
  google: 'Google Compute Engine',
  vmware: 'VMware',
  microsoft: 'Hyper-V',
  oracle: 'VirtualBox',
  xen: 'Xen',
  bochs: 'Bochs',
  parallels: 'Parallels',
  bhyve: 'bhyve',
  apple: 'Apple Virtualization',
  acrn: 'ACRN',
  unknown: 'an unknown hypervisor',
};

export function underName(under: string): string {
  return Object.hasOwn(UNDER, under) ? (UNDER[under] ?? under) : under;
}

/** `HVM`, `native on QEMU`, `guest of VMware`: what a machine is, in short. */
export function machineName({ machine, under }: Pick<Identity, 'machine' | 'under'>): string {
  const name = NAMES[machine];
  if (under === null) return name;
  if (machine === 'native') return `native on ${underName(under)}`;
  if (machine === 'other') return `guest of ${underName(under)}`;
  return name;
}

const XEN_GUESTS: ReadonlySet<Machine> = new Set(['pv', 'pv-shim', 'hvm', 'pvh']);

const WORDS: Readonly<Record<IoKind, string>> = {
  paravirtual: 'PV',
  emulated: 'emulated',
  virtio: 'virtio',
  hardware: 'hardware',
  mixed: 'mixed',
  unknown: 'unknown',
};

/** What goes without saying: the bare machine has hardware, PV and PVH guests have no other devices than Xen's. */
const USUAL: Readonly<Partial<Record<Machine, IoKind>>> = {
  native: 'hardware',
  pv: 'paravirtual',
  'pv-shim': 'paravirtual',
  pvh: 'paravirtual',
};

/**
 * The label that stands beside every number: `PV`, `HVM, emulated devices`, `HVM, PV drivers`, `HVM, mixed devices (network
 * PV, disk emulated)`, `PV, inside QEMU`, `KVM, virtio`, `native on QEMU`. `asNative`: a machine on another hypervisor that is
 * knowingly taken as one without Xen.
 */
export function labelOf(identity: Identity, io: Io, asNative = false): string {
  const { machine, under } = identity;
  if (asNative && under !== null) return `native on ${underName(under)}`;
  const name = machineName(identity);
  if (machine === 'unknown' || machine === 'dom0' || (machine === 'native' && under !== null)) return name;
  const devices = devicesWords(io, USUAL[machine] ?? null);
  const label = devices === null ? name : `${name}, ${devices}`;
  // Xen on a machine that is made up itself: no number of it may pass as one of Xen on hardware.
  return XEN_GUESTS.has(machine) && under !== null ? `${label}, inside ${underName(under)}` : label;
}

function devicesWords({ network, disk }: Io, usual: IoKind | null): string | null {
  const known = [...new Set([network, disk])].filter((kind) => kind !== 'unknown');
  const [kind] = known;
  if (kind === undefined || (known.length === 1 && kind === usual)) return null;
  if (known.length > 1 || kind === 'mixed') {
    return `mixed devices (network ${WORDS[network]}, disk ${WORDS[disk]})`;
  }
  switch (kind) {
    case 'paravirtual':
      return 'PV drivers';
    case 'virtio':
      return 'virtio';
    default:
      return `${WORDS[kind]} devices`;
  }
}
