import type { TargetRecord } from '../journal/records.ts';
import { IO_KINDS, type Io, type IoKind } from '../xen/devices.ts';
import { MACHINES, type Machine } from '../xen/identity.ts';
import { machineName } from '../xen/label.ts';
import { plain } from './plain.ts';

/** What a run file says of how a target's label was proved; all null where it was never reached, or by an old version. */
export interface TargetLabel {
  /** `HVM, emulated devices`: what the machine proved to be. */
  readonly label: string | null;
  readonly machine: Machine | null;
  readonly under: string | null;
  readonly io: Io | null;
  /** `proved`, `mismatch`, `simulated`, `unproved`, or `unchecked`: not asked; the worst of its records. */
  readonly proof: string;
  /** How the proof went, one sentence with the evidence in words. */
  readonly sentence: string | null;
}

/** The better a status is, the later it stands; one that is not known is as bad as a mismatch. */
const STATUSES = ['mismatch', 'unproved', 'unchecked', 'simulated', 'proved'];

/** The label of a target from its records, in their order. */
export function targetLabel(records: readonly TargetRecord[]): TargetLabel {
  const worst = worstOf(records, ({ proof }) => proof.status);
  if (worst === undefined) {
    return { label: null, machine: null, under: null, io: null, proof: 'unchecked', sentence: null };
  }
  const { observed, proof } = worst;
  const { machine, under, io } = observed;
  const labels = new Set(records.flatMap((record) => textOf(record.observed['label']) ?? []));
  return {
    label: labels.size === 0 ? null : [...labels].join(', then '),
    machine: MACHINES.find((each) => each === machine) ?? null,
    under: textOf(under),
    io: ioOf(io),
    proof: proof.status,
    sentence: proof.sentence ?? null,
  };
}

/** The item with the worst status, the last of several. */
export function worstOf<Item>(items: readonly Item[], statusOf: (item: Item) => string): Item | undefined {
  return items.reduce<Item | undefined>(
    (worst, item) =>
      worst === undefined || STATUSES.indexOf(statusOf(item)) <= STATUSES.indexOf(statusOf(worst))
        ? item
        : worst,
    undefined,
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
}

function ioOf(value: unknown): Io | null {
  if (typeof value !== 'object' || value === null) return null;
  const { network, disk } = value as Record<string, unknown>;
  const kind = (each: unknown): IoKind => IO_KINDS.find((known) => known === each) ?? 'unknown';
  return { network: kind(network), disk: kind(disk) };
}

/** What marks need of a target. */
export interface LabelledTarget extends TargetLabel {
  readonly kind: string;
  readonly simulated: boolean | null;
}

/** The label, or what the experiment file says where nothing was proved; safe to show. */
export function shownLabel({ label, kind }: Pick<LabelledTarget, 'label' | 'kind'>): string {
  return plain(label ?? kind, 100);
}

/** `proved`, `simulated`, `mismatch: HVM seen`, `label not proved`, `unproved`; safe to show. */
export function proofMark({ proof, machine, under, simulated }: LabelledTarget): string {
  const model = simulated === true && proof !== 'simulated' ? ', simulated' : '';
  switch (proof) {
    case 'mismatch':
      return `mismatch: ${machine === null ? 'something else' : plain(machineName({ machine, under }), 60)} seen${model}`;
    case 'unproved':
      return `label not proved${model}`;
    case 'unchecked':
      return simulated === true ? 'simulated' : 'unproved';
    default:
      return `${plain(proof, 40)}${model}`;
  }
}

/** Whether a target's numbers must not be taken for those of its name. */
export function isDoubtful({ proof }: Pick<LabelledTarget, 'proof'>): boolean {
  return proof === 'mismatch' || proof === 'unproved';
}

/** `HVM, emulated devices (proved)`. */
export function labelWords(target: LabelledTarget): string {
  return `${shownLabel(target)} (${proofMark(target)})`;
}

/** Head of a target's column where no legend stands beside it: `hvm (HVM, emulated devices; proved)`; not yet escaped. */
export function targetHead(target: LabelledTarget & { readonly name: string }): string {
  return `${target.name} (${shownLabel(target)}; ${proofMark(target)})`;
}

/** Who is who under a table, one item for each target: `hvm: HVM, emulated devices (proved)`; safe to show. */
export function labelLegend(targets: readonly (LabelledTarget & { readonly name: string })[]): string {
  return targets.map((target) => `${plain(target.name, 80)}: ${labelWords(target)}`).join('; ');
}

/** Stands over all numbers as soon as the label of one of them is not what was declared; null: all are. */
export function doubtSentence(
  targets: readonly (LabelledTarget & { readonly name: string })[],
): string | null {
  const doubtful = targets.filter(isDoubtful);
  if (doubtful.length === 0) return null;
  const told = doubtful.map(
    (target) => `${plain(target.name, 80)} is declared ${plain(target.kind, 20)}, ${proofMark(target)}`,
  );
  return `Labels that do not hold: ${told.join('; ')}.`;
}
