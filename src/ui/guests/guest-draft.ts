import { parseSize } from '../../experiment/sizes.ts';
import type { GuestDescription, GuestVariant } from '../../xen/guest-description.ts';

/** A guest as it was typed so far. */
export interface GuestDraft {
  readonly name: string;
  readonly boot: 'kernel' | 'disk';
  readonly kernel: string;
  readonly ramdisk: string;
  readonly cmdline: string;
  /** With blanks between. */
  readonly disks: string;
  readonly bridge: string;
  readonly memory: string;
  readonly vcpus: string;
  readonly like2008: boolean;
  /** Null: not chosen yet. */
  readonly variants: readonly GuestVariant[] | null;
  readonly folder: string;
}

export const NO_GUEST: GuestDraft = {
  name: '',
  boot: 'kernel',
  kernel: '',
  ramdisk: '',
  cmdline: '',
  disks: '',
  bridge: 'xenbr0',
  memory: '1G',
  vcpus: '1',
  like2008: false,
  variants: null,
  folder: 'guests',
};

/** What was typed, as a description; it may have mistakes still. */
export function describeGuest(draft: GuestDraft): GuestDescription {
  const { boot, kernel, ramdisk, cmdline, vcpus } = draft;
  return {
    name: draft.name,
    boot:
      boot === 'disk'
        ? { from: 'disk', bootloader: 'pygrub' }
        : { from: 'kernel', kernel, ramdisk: ramdisk === '' ? null : ramdisk, root: null, cmdline },
    disks: draft.disks.split(/\s+/).filter(Boolean),
    bridge: draft.bridge === '' ? null : draft.bridge,
    mac: null,
    memoryMiB: mebibytes(draft.memory) ?? Number.NaN,
    vcpus: /^\d{1,4}$/.test(vcpus) ? Number(vcpus) : Number.NaN,
    cpus: null,
    tscMode: null,
    like2008: draft.like2008,
  };
}

/** Why a text is no amount of memory, or null. */
export function memoryMistake(text: string): string | null {
  const size = parseSize(text);
  if (!size.ok) return `Memory ${size.error}.`;
  const whole = mebibytes(text);
  return whole !== null && whole >= 16 ? null : 'Memory is a whole number of MiB, at least 16M.';
}

function mebibytes(text: string): number | null {
  const size = parseSize(text);
  return size.ok && size.bytes % 1024 ** 2 === 0 ? size.bytes / 1024 ** 2 : null;
}
