import type { Metric } from '../benchmarks/benchmark.ts';
import type { Case } from '../experiment/model.ts';
import type { Outcome } from '../journal/records.ts';
import { type AnalysedRun, analyseRun } from './analysed-run.ts';
import { cvTable } from './cv-table.ts';
import type { Problem, Report, TrialCounts } from './model.ts';
import { notesOf } from './notes.ts';
import { type GivenRun, poolRuns, withoutCopies } from './pools.ts';
import { seriesOf } from './series.ts';

/**
 * The report of one or more runs; pure. For each planned trial the latest attempt counts, a valid one beats any
 * other; planned trials that were never tried count in `trials.planned` only. How several runs come together is
 * told at `poolRuns`. `metricsOf` gives all metrics of a case, the main one first.
 */
export function analyse(given: readonly GivenRun[], metricsOf: (case_: Case) => readonly Metric[]): Report {
  const pools = poolRuns(withoutCopies(given));
  const runs = pools.flatMap((pool) => pool.runs.map((run) => analyseRun(run, pool)));
  const ofPools = pools.map((pool) => {
    const trials = runs.filter((run) => run.pool === pool).flatMap((run) => run.trials);
    return seriesOf(pool, trials, metricsOf);
  });
  const planned = ofPools.flatMap(({ series }) => series);
  const series = planned.map((each) => each.series);
  const trials = countTrials(runs);
  const otherUnit = ofPools.reduce((total, each) => total + each.otherUnit, 0);
  return {
    format: 1,
    runs: runs.map(({ report }) => report),
    simulated: runs.some(({ report }) => report.targets.some((target) => target.simulated)),
    trials,
    cvTable: cvTable(planned),
    series,
    comparisons: [],
    problems: runs.flatMap(problemsOf),
    notes: notesOf({ runs, series, trials, copies: given.length - runs.length, otherUnit }),
  };
}

function countTrials(runs: readonly AnalysedRun[]): TrialCounts {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of runs.flatMap((run) => run.trials)) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const count = (outcome: Outcome) => counts.get(outcome) ?? 0;
  return {
    planned: runs.reduce((total, { file }) => total + file.run.plan.trials, 0),
    valid: count('valid'),
    invalid: count('invalid'),
    failed: count('failed'),
    lost: count('lost'),
    cancelled: count('cancelled'),
  };
}

function problemsOf({ trials, pool }: AnalysedRun): readonly Problem[] {
  return trials
    .filter(({ outcome }) => outcome !== 'valid')
    .sort((a, b) => a.trial - b.trial)
    .map(({ trial, target, case: case_, round, outcome, reason }) => ({
      trial,
      target: pool.nameOf(target),
      case: case_,
      round,
      outcome,
      reason: reason ?? 'no reason recorded',
    }));
}
