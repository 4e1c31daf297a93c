import { entrySchema } from '../../experiment/benchmark-entries.ts';
import { casesOf, writtenSize } from '../../experiment/cases.ts';
import type { Experiment } from '../../experiment/model.ts';
import { parseText } from '../../experiment/syntax.ts';
import { nodeAt, plainValue } from '../../experiment/tree.ts';
import { estimateOnce } from '../../run/estimate.ts';

/** An entry of `benchmarks`, as the explorer lists it. */
export interface EntryRow {
  /** Place in the list of the file, from 0. */
  readonly index: number;
  /** What selects it: `tcp-small`, or its own name. */
  readonly name: string;
  /** What it measures: `tcp-small`, `command`. */
  readonly benchmark: string;
  /** Row of the CV table. */
  readonly group: string;
  /** In the order of the file; empty where it has none. */
  readonly sizes: readonly string[];
  /** Cases that it stands for. */
  readonly cases: number;
  /** Expected time of its measured trials on all targets, s. */
  readonly seconds: number;
}

/** The entries of a valid experiment file, in its order. */
export function entryRows(text: string, experiment: Experiment): readonly EntryRow[] {
  const { root } = parseText(text, null);
  const list = root === undefined ? undefined : nodeAt(root, ['benchmarks']);
  return (list?.children ?? []).flatMap((node, index): EntryRow[] => {
    const reading = entrySchema.safeParse(plainValue(node));
    if (!reading.success) return [];
    const cases = casesOf(reading.data);
    return [
      {
        index,
        benchmark: typeof reading.data === 'string' ? reading.data : reading.data.benchmark,
        name: cases[0]?.entry ?? '',
        group: cases[0]?.group ?? '',
        sizes: cases.flatMap((case_) => writtenSize(case_) ?? []),
        cases: cases.length,
        seconds: experiment.repetitions * estimateOnce(experiment.targets, cases),
      },
    ];
  });
}
