import { type ConfigDisk, type ConfigNic, disksOf, nicsOf } from './guest-config-devices.ts';
import { type ConfigDifference, type DifferenceKind, side } from './guest-config-difference.ts';
import type { GuestFacts } from './guest-config-facts.ts';
import type { GuestConfig } from './guest-config-read.ts';

type Tell = (
  kind: DifferenceKind,
  what: string,
  sentence: string,
  a: string | null,
  b: string | null,
) => void;

/** Differences in disks and network cards, in the order in which they are given. */
export function deviceDifferences(
  factsA: GuestFacts,
  factsB: GuestFacts,
  a: GuestConfig,
  b: GuestConfig,
): readonly ConfigDifference[] {
  const all: ConfigDifference[] = [];
  const teller =
    (key: string): Tell =>
    (kind, what, sentence, valueA, valueB) => {
      if (valueA === valueB) return;
      const line = (config: GuestConfig) => config.get(key)?.line ?? null;
      all.push({ kind, what, sentence, a: side(valueA, line(a)), b: side(valueB, line(b)) });
    };
  const emulation = factsA.type !== factsB.type || factsA.emulated !== factsB.emulated;
  const disks = [disksOf(a), disksOf(b)] as const;
  compareDisks(disks[0], disks[1], emulation, teller('disk'));
  compareNics(nicsOf(a), nicsOf(b), factsA.type !== factsB.type, teller('vif'));
  if (factsA.type === 'hvm' && factsB.type === 'hvm' && factsA.emulated !== factsB.emulated) {
    const word = (emulated: boolean | null) =>
      emulated === true ? 'emulated' : 'PV drivers where the kernel has them';
    all.push({
      kind: 'expected',
      what: 'devices',
      sentence: 'what is compared: emulated devices and PV drivers',
      a: side(word(factsA.emulated), a.get('xen_platform_pci')?.line ?? factsA.cmdlineLine),
      b: side(word(factsB.emulated), b.get('xen_platform_pci')?.line ?? factsB.cmdlineLine),
    });
  }
  return all;
}

function compareDisks(a: readonly ConfigDisk[], b: readonly ConfigDisk[], types: boolean, tell: Tell): void {
  tell(
    'spoils',
    'number of disks',
    'another number of disks and CD drives',
    String(a.length),
    String(b.length),
  );
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined) return;
    const what = (field: string) => `disk ${index + 1} ${field}`;
    tell(
      'spoils',
      what('backend'),
      'another way of the dom0 to serve the disk',
      backend(one),
      backend(other),
    );
    tell('spoils', what('format'), 'another format of the image costs other work', one.format, other.format);
    tell('spoils', what('access'), 'one may be written, the other not', access(one), access(other));
    tell(
      'spoils',
      what('options'),
      'options of a disk change what it does',
      one.more || null,
      other.more || null,
    );
    const place = letter(one) === letter(other);
    tell(
      place && types ? 'expected' : 'spoils',
      what('vdev'),
      place && types
        ? 'the same disk by the name that the type demands'
        : 'the guests find the disk in another place',
      one.vdev,
      other.vdev,
    );
    tell(
      'harmless',
      what('target'),
      'each guest has a disk of its own; they have to be equal copies on the same storage',
      one.target,
      other.target,
    );
  }
}

/** What serves the disk: the backend that is named, else what libxl makes of the target. */
function backend({ backend: named, target }: ConfigDisk): string {
  return named ?? (target.startsWith('/dev/') ? 'phy' : 'a file');
}

function access({ writable, cdrom }: ConfigDisk): string {
  return cdrom ? 'CD drive' : writable ? 'read and write' : 'read only';
}

/** `a` of `xvda`, `hda`, `sda`, with the partition. */
function letter({ vdev }: ConfigDisk): string {
  return vdev.replace(/^(?:ioemu:)?(?:xvd|hd|sd)/, '');
}

/** Fields of a card by which nothing differs that is measured. */
const OWN = new Set(['mac', 'ip', 'vifname', 'devid']);

function compareNics(a: readonly ConfigNic[], b: readonly ConfigNic[], types: boolean, tell: Tell): void {
  tell(
    'spoils',
    'number of network cards',
    'another number of network cards',
    String(a.length),
    String(b.length),
  );
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined) return;
    for (const field of new Set([...one.keys(), ...other.keys()])) {
      const own = OWN.has(field);
      const model = field === 'model' || field === 'type';
      tell(
        own ? 'harmless' : model && types ? 'expected' : 'spoils',
        `network card ${index + 1} ${field}`,
        own
          ? 'who the guest is on the network'
          : model
            ? types
              ? 'only an HVM guest has an emulated card'
              : 'another emulated card costs other work'
            : 'packets take another way',
        one.get(field) ?? null,
        other.get(field) ?? null,
      );
    }
  }
}
