import { HumanError } from '../human-error.ts';
import type { RunFileFollower } from '../journal/follow.ts';
import type { Results, TrialDetail, TrialKey } from '../protocol.ts';
import { analyseRuns, givenRun } from './load-report.ts';

/** A run file that a results page shows. */
export interface ShownRun {
  readonly run: RunSource;
  /** How the page names the file. */
  readonly shown: string;
}

/** What is needed of a followed run file; see `RunFileFollower`. */
export type RunSource = Pick<RunFileFollower, 'path' | 'file' | 'problem' | 'deleted' | 'readTrial'>;

/** What is shown of run files as they were last read. */
export type RunResults =
  | {
      readonly ok: true;
      readonly results: Results;
      /** All that is kept of an attempt at a trial. Throws HumanError where the file no longer has it. */
      readonly trial: (key: TrialKey) => Promise<TrialDetail>;
    }
  | {
      readonly ok: false;
      /** A sentence for the person. */
      readonly problem: string;
    };

/** The results of one or more runs; pure in what was read of them. Two files of one run count once. */
export function runResults(shown: readonly ShownRun[]): RunResults {
  const runs = [];
  for (const { run } of shown) {
    const { file, problem, path } = run;
    if (file === null) return { ok: false, problem: problem ?? `The run file ${path} was not read yet.` };
    try {
      runs.push(givenRun(file, path));
    } catch (error) {
      if (!(error instanceof HumanError)) throw error;
      return { ok: false, problem: error.message };
    }
  }
  const { report, points, given, environments } = analyseRuns(runs);
  const places = given.flatMap((place) => shown[place] ?? []);
  const files = places.flatMap(({ run, shown: path }) => {
    if (run.file === null) return [];
    const { plan, software } = run.file.run;
    const { order, seed, repetitions } = plan;
    return [{ path, order, seed, repetitions, software }];
  });
  return {
    ok: true,
    results: { report, points, files, environments },
    async trial({ run, trial, attempt }) {
      const source = places[run]?.run;
      if (source === undefined) throw new HumanError(`There is no run ${run + 1} here.`, 2);
      return source.readTrial(trial, attempt);
    },
  };
}
