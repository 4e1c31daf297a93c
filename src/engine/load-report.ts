import { benchmarkOf } from '../benchmarks/index.ts';
import type { Experiment } from '../experiment/model.ts';
import { experimentOfRun } from '../journal/experiment-of-run.ts';
import { readRunFile } from '../journal/read.ts';
import type { RunFile, RunRecord } from '../journal/records.ts';
import { reparseRun } from '../journal/reparse.ts';
import { type Analysis, analyseWithPoints } from '../report/analyse.ts';
import type { Report } from '../report/model.ts';
import type { GivenRun } from '../report/pools.ts';

/** The report of run files. Throws HumanError (usage) where one cannot be read. */
export async function loadReport(paths: readonly string[], reparse = false): Promise<Report> {
  const runs = [];
  for (const path of paths) {
    const file = await readRunFile(path, reparse ? 'with' : 'without');
    const { experiment } = givenRun(file, path);
    runs.push({ file: reparse ? reparseRun(file, experiment) : file, experiment });
  }
  return analyseRuns(runs).report;
}

/** The report of runs, and the points behind it. */
export function analyseRuns(runs: readonly GivenRun[]): Analysis {
  return analyseWithPoints(runs, (case_) => benchmarkOf(case_).metrics(case_));
}

/** Of a run that is followed, only trials are new: its experiment is read once. */
const experiments = new WeakMap<RunRecord, Experiment>();

/** A run file with its experiment. Throws HumanError (usage) where the experiment in it cannot be read. */
export function givenRun(file: RunFile, path: string): GivenRun {
  const experiment = experiments.get(file.run) ?? experimentOfRun(file.run, path);
  experiments.set(file.run, experiment);
  return { file, experiment };
}
