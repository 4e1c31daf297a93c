import { getLocation, parseTree } from 'jsonc-parser';
import { entrySchema } from '../../experiment/benchmark-entries.ts';
import { casesOf } from '../../experiment/cases.ts';
import type { Experiment } from '../../experiment/model.ts';
import { nestingOf, nodeAt, plainValue } from '../../experiment/tree.ts';
import { estimateOnce } from '../../run/estimate.ts';

/** What an entry of `benchmarks` means for a run. */
export interface EntryFacts {
  /** Ids, in the order of the entry. */
  readonly cases: readonly string[];
  readonly targets: number;
  readonly repetitions: number;
  /** Expected time of its measured trials on all targets, s; null where the experiment has mistakes. */
  readonly seconds: number | null;
  /** Of what stands under the pointer. */
  readonly offset: number;
  readonly length: number;
}

/**
 * The facts about the entry at `offset`: at the bare name of a group, or at the `benchmark` of an object. null: there is
 * none, or it has a mistake. `experiment` is the whole file's, null where that has mistakes.
 */
export function entryFacts(text: string, offset: number, experiment: Experiment | null): EntryFacts | null {
  if (nestingOf(text).tooDeepAt !== null) return null;
  const { path } = getLocation(text, offset);
  const isBenchmark = path.length === 2 || (path.length === 3 && path[2] === 'benchmark');
  if (path[0] !== 'benchmarks' || !isBenchmark) return null;
  const root = parseTree(text, [], { allowTrailingComma: true });
  const entry = root === undefined ? undefined : nodeAt(root, path.slice(0, 2));
  const node = root === undefined ? undefined : nodeAt(root, path);
  if (entry === undefined || node?.type !== 'string') return null;
  const reading = entrySchema.safeParse(plainValue(entry));
  if (!reading.success) return null;
  const cases = casesOf(reading.data);
  const place = { offset: node.offset, length: node.length };
  const ids = cases.map(({ id }) => id);
  if (experiment === null) return { cases: ids, targets: 0, repetitions: 0, seconds: null, ...place };
  const { targets, repetitions } = experiment;
  const seconds = repetitions * estimateOnce(targets, cases);
  return { cases: ids, targets: targets.length, repetitions, seconds, ...place };
}
