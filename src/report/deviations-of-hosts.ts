import type { Target } from '../experiment/model.ts';
import type { TargetRecord } from '../journal/records.ts';
import { counted, listed } from './listed.ts';
import { plain } from './plain.ts';
import type { Pool } from './pools.ts';
import { targetLabel } from './target-label.ts';

/** A machine that was really measured, as it was last seen. */
export interface MeasuredTarget {
  readonly target: Target;
  /** As the report calls it. */
  readonly name: string;
  readonly record: TargetRecord;
}

/** The targets of a pool that are machines, not models of the demo lab, and were reached. */
export function measuredTargets({ runs, experiment, nameOf }: Pool): readonly MeasuredTarget[] {
  return experiment.targets.flatMap((target) => {
    const record = runs
      .flatMap(({ file }) => file.targets)
      .filter((each) => each.target === target.name)
      .at(-1);
    return record === undefined || record.simulated ? [] : [{ target, name: nameOf(target.name), record }];
  });
}

/** Memory of the machines of 2008, KiB. */
const PAPER_MEMORY = 8 * 1024 ** 2;

/** What of the machines and guests is otherwise than in 2008, as far as they told. */
export function hostDeviations(measured: readonly MeasuredTarget[], paperDisk: boolean): readonly string[] {
  return [
    ...machineSentence(measured),
    ...hvmSentences(measured.filter((each) => machineOf(each) === 'hvm')),
    ...pvSentence(measured.filter((each) => machineOf(each) === 'pv')),
    ...(paperDisk ? memorySentence(measured) : []),
  ];
}

/** What it proved to be; where that was not asked, what it is called. */
function machineOf({ target, record }: MeasuredTarget): string {
  return targetLabel([record]).machine ?? target.kind;
}

function machineSentence(measured: readonly MeasuredTarget[]): readonly string[] {
  const told = measured.flatMap(({ name, record }) => {
    const release = fact(record, 'release');
    const kernel = release === null ? null : `${fact(record, 'system') ?? 'kernel'} ${release}`;
    const facts = [fact(record, 'cpu_model'), kernel].filter((each) => each !== null);
    return facts.length === 0 ? [] : [`${name} is ${facts.join(' with ')}`];
  });
  if (told.length === 0) return [];
  return [
    `The machines are others: ${listed(told)}; in 2008 Intel Xeon E5335 with Linux 2.6.20 and Xen 3.2.0.`,
  ];
}

function hvmSentences(guests: readonly MeasuredTarget[]): readonly string[] {
  if (guests.length === 0) return [];
  // The first kernel that lets go of emulated devices for PV ones.
  const replacing = guests.filter(({ record }) => {
    const { io } = targetLabel([record]);
    const kinds = io === null ? [] : [io.network, io.disk].filter((kind) => kind !== 'unknown');
    if (kinds.length > 0) return kinds.includes('paravirtual');
    return (
      isFrom(record, 2, 6, 36) !== false &&
      !/(?:^| )xen_emul_unplug=never(?: |$)/.test(fact(record, 'cmdline') ?? '')
    );
  });
  const names = (of: readonly MeasuredTarget[]) => listed(of.map(({ name }) => name));
  return [
    ...(replacing.length === 0
      ? []
      : [
          `${names(replacing)}: a Linux HVM guest of today takes PV drivers in place of emulated devices unless it ` +
            'is booted with xen_emul_unplug=never; in 2008 the devices were emulated.',
        ]),
    `${names(guests)}: an HVM guest of today has nested paging unless hap=0 stands in its domain's configuration; ` +
      'in 2008 there was none.',
  ];
}

function pvSentence(guests: readonly MeasuredTarget[]): readonly string[] {
  const slowed = guests.filter(
    ({ record }) => fact(record, 'machine') === 'x86_64' && isFrom(record, 4, 15, 0) === true,
  );
  if (slowed.length === 0) return [];
  return [
    `${listed(slowed.map(({ name }) => name))}: a 64-bit PV guest of Linux 4.15 or later pays for page-table ` +
      'isolation and L1TF mitigations, which 2008 did not have.',
  ];
}

function memorySentence(measured: readonly MeasuredTarget[]): readonly string[] {
  const larger = measured.filter(({ record }) => {
    const kib = fact(record, 'memory_total_kib');
    return kib !== null && /^\d{1,15}$/.test(kib) && Number(kib) > PAPER_MEMORY;
  });
  if (larger.length === 0) return [];
  return [
    `More of a file fits in the page cache than in 2008: ${counted(larger.length, 'target')} ` +
      `(${listed(larger.map(({ name }) => name))}) with more than the 8 GB of then.`,
  ];
}

/** A fact that a host told, as one short line; null where it told none. */
function fact({ environment }: TargetRecord, name: string): string | null {
  const value = Object.hasOwn(environment, name) ? environment[name] : null;
  return typeof value === 'string' && value !== '' ? plain(value, name === 'cmdline' ? 500 : 60) : null;
}

/** Whether a Linux kernel is of this version or later; null: it does not tell. */
function isFrom(record: TargetRecord, ...version: readonly [number, number, number]): boolean | null {
  if ((fact(record, 'system') ?? 'Linux') !== 'Linux') return false;
  const match = /^(\d{1,3})\.(\d{1,5})(?:\.(\d{1,5}))?/.exec(fact(record, 'release') ?? '');
  if (match === null) return null;
  const own = [match[1], match[2], match[3]].map((part) => Number(part ?? 0));
  const at = own.findIndex((part, index) => part !== version[index]);
  return at < 0 || (own[at] ?? 0) > (version[at] ?? 0);
}
