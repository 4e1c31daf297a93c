import { diskLine } from './guest-config-disk.ts';
import { macOf } from './guest-config-mac.ts';
import type { GuestDescription, GuestVariant } from './guest-description.ts';

/** A configuration file for xl. */
export interface GuestConfigFile {
  readonly variant: GuestVariant;
  /** The domain's name; the file is this with `.cfg`. */
  readonly name: string;
  readonly text: string;
}

/**
 * Writes one configuration for each variant, in the order given: files that differ in nothing but what the type demands,
 * each line that differs with its reason. The description has no mistakes (`descriptionMistakes`).
 */
export function writeGuestConfigs(
  guest: GuestDescription,
  variants: readonly GuestVariant[],
): readonly GuestConfigFile[] {
  return variants.map((variant) => {
    const name = `${guest.name}-${variant}`;
    const lines = [
      ...heading(guest, variant, variants),
      ...sameForAll(guest),
      '',
      '# What follows differs from type to type; each line says why.',
      `name = ${quoted(name)}   # two domains of one host cannot share a name`,
      `type = "${typeOf(variant)}"   # ${TYPE_REASONS[variant]}`,
      ...bootLines(guest, variant),
      ...diskLines(guest, variant),
      ...networkLines(guest, variant),
      ...machineLines(guest, variant),
    ];
    return { variant, name, text: `${lines.join('\n')}\n` };
  });
}

export function typeOf(variant: GuestVariant): 'pv' | 'hvm' | 'pvh' {
  return variant === 'hvm-emulated' ? 'hvm' : variant;
}

const TYPE_REASONS: Readonly<Record<GuestVariant, string>> = {
  pv: 'paravirtualised: the kernel asks the hypervisor, with no help of the CPU',
  hvm: 'hardware virtualisation with a device model; Linux changes to its PV drivers for disk and network',
  pvh: 'hardware virtualisation without a device model; PV drivers for disk and network',
  'hvm-emulated': 'hardware virtualisation with a device model, and its emulated disk and network kept',
};

function heading(
  guest: GuestDescription,
  variant: GuestVariant,
  variants: readonly GuestVariant[],
): string[] {
  const others = variants.filter((other) => other !== variant).map((other) => `${guest.name}-${other}`);
  const shared = guest.disks.some((disk) => !disk.includes('{type}'));
  return [
    `# ${guest.name} as ${LABELS[variant]}${guest.like2008 ? ', with the paging of 2008' : ''}, for xl. Written by Xen Bench.`,
    ...(others.length === 0 ? [] : [`# To be compared with ${others.join(', ')}.`]),
    ...(others.length > 0 && shared
      ? [
          '# These guests take turns: they use the same disk. Two running guests that write one disk destroy its file',
          '# system. Shut one down, wait until it is gone from "xl list", then create the next.',
        ]
      : []),
    '',
  ];
}

const LABELS: Readonly<Record<GuestVariant, string>> = {
  pv: 'PV',
  hvm: 'HVM with PV drivers',
  pvh: 'PVH',
  'hvm-emulated': 'HVM with emulated devices',
};

function sameForAll(guest: GuestDescription): string[] {
  const tsc = guest.tscMode ?? (guest.like2008 ? 'native' : 'default');
  return [
    '# The same for every type. Change a line here in all of the files, or they compare nothing.',
    `memory = ${guest.memoryMiB}`,
    `maxmem = ${guest.memoryMiB}   # as memory: no ballooning while it is measured`,
    `vcpus = ${guest.vcpus}`,
    `maxvcpus = ${guest.vcpus}`,
    ...(guest.cpus === null
      ? []
      : [`cpus = ${quoted(guest.cpus)}   # CPUs of the host that the vCPUs may use`]),
    `tsc_mode = "${tsc}"   # how the guest reads the time-stamp counter`,
  ];
}

function bootLines({ boot }: GuestDescription, variant: GuestVariant): string[] {
  if (boot.from === 'disk') {
    if (typeOf(variant) === 'hvm')
      return ['boot = "c"   # the firmware starts the boot loader of the first disk'];
    return [
      `bootloader = ${quoted(boot.bootloader)}   # there is no firmware: the dom0 reads kernel and command line from the guest's boot menu`,
    ];
  }
  const words = boot.cmdline.split(/\s+/).filter((word) => word !== '' && !word.startsWith('console='));
  const given = words.find((word) => word.startsWith('root='))?.slice(5) ?? null;
  const root = boot.root ?? given;
  const rest = words.filter((word) => !word.startsWith('root=') && !word.startsWith('xen_emul_unplug='));
  const hvm = typeOf(variant) === 'hvm';
  const emulated = variant === 'hvm-emulated';
  const line = [
    ...(root === null
      ? []
      : [`root=${emulated ? root.replace(/^\/dev\/xvd(?=[a-d]\d*$)/, '/dev/sd') : root}`]),
    ...rest,
    `console=${hvm ? 'ttyS0' : 'hvc0'}`,
    ...(emulated ? ['xen_emul_unplug=never'] : []),
  ].join(' ');
  const reasons = [
    hvm ? 'console=ttyS0: the emulated serial line' : 'console=hvc0: the console of PV guests',
    ...(emulated ? ['xen_emul_unplug=never: Linux keeps the emulated devices'] : []),
    ...(emulated && root !== null && /^\/dev\/xvd[a-d]\d*$/.test(root)
      ? [
          `the emulated disk is ${root.replace('/dev/xvd', '/dev/sd')}, not ${root}; UUID=... would fit every type`,
        ]
      : []),
  ];
  return [
    `kernel = ${quoted(boot.kernel)}   # the same file for all: a compressed image (vmlinuz) that knows every type`,
    ...(boot.ramdisk === null ? [] : [`ramdisk = ${quoted(boot.ramdisk)}`]),
    ...reasons.map((reason) => `# ${reason}`),
    `cmdline = ${quoted(line)}`,
  ];
}

function diskLines({ disks }: GuestDescription, variant: GuestVariant): string[] {
  if (disks.length === 0) return [];
  const hvm = typeOf(variant) === 'hvm';
  const entries = disks.map(
    (disk, index) => `  ${quoted(diskLine(disk.replaceAll('{type}', variant), index, hvm))},`,
  );
  const reason =
    variant === 'hvm-emulated'
      ? 'hda: an emulated IDE disk, which Linux calls sda'
      : hvm
        ? 'hda: the firmware can start from it; with PV drivers Linux calls it xvda'
        : 'xvda: a PV disk';
  return [`disk = [   # ${reason}`, ...entries, ']'];
}

function networkLines(guest: GuestDescription, variant: GuestVariant): string[] {
  if (guest.bridge === null) return [];
  const ownDisk = guest.disks.length > 0 && guest.disks.every((disk) => disk.includes('{type}'));
  const mac = guest.mac ?? macOf(ownDisk ? `${guest.name}-${variant}` : guest.name);
  const card = guest.like2008 ? 'rtl8139' : 'e1000';
  const model = typeOf(variant) === 'hvm' ? `,model=${card}` : '';
  const macReason =
    ownDisk && guest.mac === null
      ? 'an address of its own: these guests may run at the same time'
      : 'one address for all, since they take turns: lease, ARP entries and the name of the card stay the same';
  const cardReason =
    variant === 'hvm-emulated'
      ? `${card}: the card that is emulated`
      : `${card}: emulated until Linux has unplugged it for its PV driver`;
  return [
    `# ${macReason}`,
    ...(model === '' ? [] : [`# ${cardReason}`]),
    `vif = [ ${quoted(`mac=${mac},bridge=${guest.bridge}${model}`)} ]`,
  ];
}

/** Lines that only a machine with a device model, or with help of the CPU, can have. */
function machineLines(guest: GuestDescription, variant: GuestVariant): string[] {
  if (variant === 'pv') return [];
  const paging = guest.like2008
    ? ['hap = 0   # shadow paging: the CPUs of 2008 had no nested paging. For PV there is none to choose']
    : ['hap = 1   # nested paging by the CPU. For PV there is none to choose'];
  if (variant === 'pvh') return paging;
  const fromDisk = guest.boot.from === 'disk';
  return [
    ...paging,
    ...(variant === 'hvm-emulated' && fromDisk
      ? [
          'xen_platform_pci = 0   # without this device Linux finds no PV drivers to change to, whatever its command line',
        ]
      : []),
    'serial = "pty"   # "xl console" shows the emulated serial line',
    '# The device model does as little as it can: no screen, no USB.',
    'vga = "none"',
    'vnc = 0',
    'nographic = 1',
    'usb = 0',
  ];
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
