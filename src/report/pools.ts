import type { Experiment } from '../experiment/model.ts';
import type { RunFile } from '../journal/records.ts';
import { grouped } from './grouped.ts';

/** A run file with its experiment, read again from the file's own text and narrowed to what was planned. */
export interface GivenRun {
  readonly file: RunFile;
  readonly experiment: Experiment;
}

/** Runs whose trials count together. */
export interface Pool {
  readonly runs: readonly GivenRun[];
  readonly experiment: Experiment;
  /** Place of its first run among those given, from 1. */
  readonly position: number;
  /** Name of a target in the report. */
  readonly nameOf: (target: string) => string;
}

/**
 * Runs by id, in the order given. A file given twice, or with an older copy of it, would count its trials twice;
 * the copy with the most trials stays.
 */
export function withoutCopies(given: readonly GivenRun[]): readonly GivenRun[] {
  const byId = new Map<string, GivenRun>();
  for (const run of given) {
    const known = byId.get(run.file.run.id);
    if (known === undefined || run.file.trials.length > known.file.trials.length) {
      byId.set(run.file.run.id, run);
    }
  }
  return [...byId.values()];
}

/**
 * Puts runs together. Those of the same experiment text (by hash) and the same plan are one pool: more trials of
 * the same series. Any other run stays apart, even where its targets bear the same names: the first pool keeps
 * its names, and every target of a later one is called `NAME (run 2)` after the place of its first run.
 */
export function poolRuns(runs: readonly GivenRun[]): readonly Pool[] {
  const alike = grouped(runs, ({ file: { run } }) => JSON.stringify([run.experiment.sha256, run.plan]));
  const taken = new Set<string>();
  return [...alike.values()].flatMap((together) => {
    const [first] = together;
    if (first === undefined) return [];
    const position = runs.indexOf(first) + 1;
    const names = new Map<string, string>();
    for (const { name } of first.experiment.targets) {
      let shown = position === 1 ? name : `${name} (run ${position})`;
      while (taken.has(shown)) shown += "'";
      taken.add(shown);
      names.set(name, shown);
    }
    const nameOf = (target: string) => names.get(target) ?? target;
    return [{ runs: together, experiment: first.experiment, position, nameOf }];
  });
}
