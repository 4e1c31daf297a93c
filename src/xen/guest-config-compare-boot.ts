import { type ConfigDifference, type DifferenceKind, side } from './guest-config-difference.ts';
import type { GuestFacts } from './guest-config-facts.ts';
import type { GuestConfig } from './guest-config-read.ts';

/** Differences in type, name, kernel, ramdisk and the kernel's command line. */
export function bootDifferences(
  factsA: GuestFacts,
  factsB: GuestFacts,
  a: GuestConfig,
  b: GuestConfig,
): readonly ConfigDifference[] {
  const line = (config: GuestConfig, key: string) => config.get(key)?.line ?? null;
  const all: ConfigDifference[] = [];
  const tell = (
    kind: DifferenceKind,
    what: string,
    sentence: string,
    valueA: string | null,
    valueB: string | null,
  ) => {
    if (valueA === valueB) return;
    const key = what === 'boot' ? bootKey : what;
    all.push({
      kind,
      what,
      sentence,
      a: side(
        valueA,
        what === 'type' ? factsA.typeLine : line(a, typeof key === 'string' ? key : key(factsA)),
      ),
      b: side(
        valueB,
        what === 'type' ? factsB.typeLine : line(b, typeof key === 'string' ? key : key(factsB)),
      ),
    });
  };
  tell('expected', 'type', 'what is compared', factsA.type, factsB.type);
  tell('harmless', 'name', 'domains of one host need names of their own', factsA.name, factsB.name);
  const [from, to] = [factsA.boot, factsB.boot];
  if (from !== to) {
    const disk = from !== 'kernel' && to !== 'kernel';
    tell(
      disk ? 'expected' : 'spoils',
      'boot',
      disk
        ? 'both kernels come from the disk: by a boot loader of the dom0, and by the firmware'
        : 'one kernel comes from the dom0, the other from the disk: nobody knows whether they are the same',
      BOOTS[from],
      BOOTS[to],
    );
    return all;
  }
  const [packed, packedWord] = sameKernel(factsA, factsB)
    ? ([
        'expected',
        'one kernel in two forms: HVM wants the compressed one. Make sure that they are of one build',
      ] as const)
    : (['spoils', 'two kernels: what differs may be theirs'] as const);
  tell(packed, 'kernel', packedWord, factsA.kernel, factsB.kernel);
  tell(
    'spoils',
    'ramdisk',
    'two ramdisks may load other drivers and start other programs',
    factsA.ramdisk,
    factsB.ramdisk,
  );
  return [...all, ...cmdlineDifferences(factsA, factsB)];
}

const BOOTS = { kernel: 'a kernel of the dom0', bootloader: 'bootloader', firmware: 'firmware' } as const;

function bootKey({ boot }: GuestFacts): string {
  return boot === 'firmware' ? 'boot' : boot;
}

/** `/boot/vmlinux-6.1` and `/boot/vmlinuz-6.1`, where one of the guests is HVM. */
function sameKernel(a: GuestFacts, b: GuestFacts): boolean {
  if (a.type === b.type || (a.type !== 'hvm' && b.type !== 'hvm')) return false;
  const plainly = (path: string | null) => path?.replace(/vmlinuz(?=[^/]*$)/, 'vmlinux');
  return plainly(a.kernel) === plainly(b.kernel);
}

/** Differences in the words of two command lines; the order of words does not count. */
function cmdlineDifferences(a: GuestFacts, b: GuestFacts): ConfigDifference[] {
  const [wordsA, wordsB] = [byName(a.cmdline), byName(b.cmdline)];
  return [...new Set([...wordsA.keys(), ...wordsB.keys()])].flatMap((name) => {
    const [valueA, valueB] = [wordsA.get(name) ?? null, wordsB.get(name) ?? null];
    if (valueA === valueB) return [];
    const [kind, sentence] = judgeWord(name, a, b, valueA ?? '', valueB ?? '');
    const lineOf = (value: string | null, facts: GuestFacts) => (value === null ? null : facts.cmdlineLine);
    return [
      {
        kind,
        what: `cmdline ${name}`,
        sentence,
        a: side(valueA, lineOf(valueA, a)),
        b: side(valueB, lineOf(valueB, b)),
      },
    ];
  });
}

function judgeWord(
  name: string,
  a: GuestFacts,
  b: GuestFacts,
  valueA: string,
  valueB: string,
): readonly [DifferenceKind, string] {
  if (/^(?:console|earlyprintk|earlycon)$/.test(name))
    return ['expected', 'each type has a console of its own'];
  if (name === 'xen_emul_unplug') return ['expected', 'whether an HVM guest keeps its emulated devices'];
  if (name === 'root' && partition(valueA) !== null && partition(valueA) === partition(valueB)) {
    return ['expected', 'one disk has other names under other drivers'];
  }
  const own = (value: string, facts: GuestFacts) =>
    value === '' || ADDRESS.test(value) || (facts.name !== null && value.endsWith(`=${facts.name}`));
  if ((valueA !== '' || valueB !== '') && own(valueA, a) && own(valueB, b)) {
    return ['harmless', 'who the guest is: its name or address'];
  }
  return ['spoils', 'the kernels are told to behave differently'];
}

/** A value that is an address, with what may stand around it: `10.0.0.1/24`, `ip=10.0.0.1::10.0.0.2:...`, a MAC address. */
const ADDRESS =
  /=(?:\d{1,3}(?:\.\d{1,3}){3}(?:[/:].*)?|[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\/\d+)?)$/i;

/** `a1` of `/dev/xvda1`, `/dev/hda1`, `/dev/sda1`; null for any other. */
function partition(word: string): string | null {
  return /^root=\/dev\/(?:xvd|hd|sd|vd)([a-z]\d*)$/.exec(word)?.[1] ?? null;
}

/** Words by what stands before their `=`; several of one name together. */
function byName(words: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const word of words) {
    const name = word.split('=', 1)[0] ?? word;
    const before = named.get(name);
    named.set(name, before === undefined ? word : `${before} ${word}`);
  }
  return named;
}
