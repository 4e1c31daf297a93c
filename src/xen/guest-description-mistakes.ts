import type { GuestDescription } from './guest-description.ts';

/** What of a description a mistake is about. */
export type DescriptionPart =
  | 'name'
  | 'kernel'
  | 'ramdisk'
  | 'root'
  | 'cmdline'
  | 'bootloader'
  | 'disk'
  | 'bridge'
  | 'mac'
  | 'memory'
  | 'vcpus'
  | 'cpus';

/** IDE has four drives, and libxl emulates no more. */
export const MOST_DISKS = 4;

/**
 * Why a description cannot be written, by its part; empty where it can. Names and paths are told apart from what
 * xl would take for more than one field or another key.
 */
export function descriptionMistakes(
  guest: GuestDescription,
): readonly { readonly part: DescriptionPart; readonly sentence: string }[] {
  const { boot } = guest;
  const all: (readonly [DescriptionPart, string | null])[] = [
    ['name', nameMistake(guest.name)],
    ['memory', wholeMistake(guest.memoryMiB, 16, 16 * 1024 * 1024, 'Memory', 'MiB')],
    ['vcpus', wholeMistake(guest.vcpus, 1, 512, 'The number of vCPUs', '')],
    ['cpus', guest.cpus === null ? null : cpusMistake(guest.cpus)],
    ['bridge', guest.bridge === null ? null : bridgeMistake(guest.bridge)],
    ['mac', guest.mac === null ? null : macMistake(guest.mac)],
    ...(boot.from === 'kernel'
      ? ([
          ['kernel', pathMistake(boot.kernel, 'The kernel')],
          ['ramdisk', boot.ramdisk === null ? null : pathMistake(boot.ramdisk, 'The ramdisk')],
          ['root', boot.root === null ? null : rootMistake(boot.root)],
          ['cmdline', lineMistake(boot.cmdline)],
        ] as const)
      : ([['bootloader', bootloaderMistake(boot.bootloader)]] as const)),
    ...guest.disks.map((disk) => ['disk', diskMistake(disk)] as const),
    ['disk', disksMistake(guest)],
  ];
  return all.flatMap(([part, sentence]) => (sentence === null ? [] : [{ part, sentence }]));
}

export function nameMistake(name: string): string | null {
  if (name === '') return 'A guest needs a name.';
  if (name.length > 50) return 'The name of a guest may have at most 50 characters.';
  return /^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(name) && !/^\d+$/.test(name)
    ? null
    : `"${name}" is no good name for a guest: use letters, digits, "-", "_", "." and "+", beginning with a letter or digit; digits alone are an id for xl.`;
}

export function pathMistake(path: string, what: string): string | null {
  if (!path.startsWith('/')) return `${what} is a path on the dom0 that begins with "/", not "${path}".`;
  return lineMistake(path);
}

export function diskMistake(disk: string): string | null {
  const path = /^(?:(?:phy|file|raw|qcow2|vhd|qed):)?(.*)$/s.exec(disk)?.[1] ?? '';
  if (/^[a-z]\w*:/.test(path) || !path.startsWith('/') || path.length < 2) {
    return `A disk is phy:/dev/..., file:/PATH, qcow2:/PATH or a path on the dom0, not "${disk}".`;
  }
  if (/^phy:/.test(disk) && !path.startsWith('/dev/')) {
    return `phy: is for block devices below /dev; for the file ${path} write file:${path}.`;
  }
  return /^\s|\s$/.test(path) ? `"${disk}" ends or begins with a blank.` : lineMistake(path);
}

export function bridgeMistake(bridge: string): string | null {
  return /^[A-Za-z0-9._:@-]{1,15}$/.test(bridge)
    ? null
    : `"${bridge}" is no name of a bridge, such as xenbr0.`;
}

export function macMistake(mac: string): string | null {
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i.test(mac)) {
    return `"${mac}" is no MAC address, such as 00:16:3e:12:34:56.`;
  }
  return Number.parseInt(mac.slice(0, 2), 16) % 2 === 1
    ? `${mac} is an address of a group (its first byte is odd): a network card needs one of its own.`
    : null;
}

export function cpusMistake(cpus: string): string | null {
  return /^\d{1,4}(?:-\d{1,4})?(?:,\^?\d{1,4}(?:-\d{1,4})?)*$/.test(cpus)
    ? null
    : `"${cpus}" is no list of CPUs, such as 2-3 or 0,2.`;
}

function bootloaderMistake(bootloader: string): string | null {
  return /^[A-Za-z0-9._/+-]{1,200}$/.test(bootloader)
    ? null
    : `"${bootloader}" is no program, such as pygrub.`;
}

function rootMistake(root: string): string | null {
  return root === '' || /\s/.test(root)
    ? `The root file system is one word, such as /dev/xvda1, not "${root}".`
    : lineMistake(root);
}

/** Every text stands in one line of the file, between double quotes. */
function lineMistake(text: string): string | null {
  if (text.length > 2_000) return 'A text of a configuration may have at most 2000 characters.';
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)
    ? 'A text of a configuration is one line without control characters.'
    : null;
}

function disksMistake({ disks, boot }: GuestDescription): string | null {
  if (disks.length > MOST_DISKS)
    return `A guest has at most ${MOST_DISKS} disks here: no more can be emulated for HVM.`;
  if (new Set(disks).size < disks.length)
    return 'One disk is given twice: a guest would write it in two ways at once.';
  return boot.from === 'disk' && disks.length === 0 ? 'A guest that boots from its disk needs one.' : null;
}

function wholeMistake(value: number, least: number, most: number, what: string, unit: string): string | null {
  return Number.isInteger(value) && value >= least && value <= most
    ? null
    : `${what} is a whole number from ${least} to ${most}${unit === '' ? '' : ` ${unit}`}.`;
}
