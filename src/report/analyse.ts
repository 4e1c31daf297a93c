import type { Metric } from '../benchmarks/benchmark.ts';
import type { Case } from '../experiment/model.ts';
import type { Outcome } from '../journal/records.ts';
import { type AnalysedRun, analyseRun } from './analysed-run.ts';
import { cvTable } from './cv-table.ts';
import { deviationsOf } from './deviations.ts';
import { differencesOf } from './differences.ts';
import { environmentsOf, type TargetEnvironment } from './environments.ts';
import type { Problem, Report, TrialCounts } from './model.ts';
import { notesOf } from './notes.ts';
import type { SeriesPoints } from './points.ts';
import { type GivenRun, poolRuns, withoutCopies } from './pools.ts';
import { seriesOf } from './series.ts';

/** A report with the single values that it is made of. */
export interface Analysis {
  readonly report: Report;
  /** Of `report.series`, in its order. */
  readonly points: readonly SeriesPoints[];
  /** Of each of `report.runs`, its place among the runs given, from 0. */
  readonly given: readonly number[];
  /** What the targets that were reached told about themselves. */
  readonly environments: readonly TargetEnvironment[];
}

/** The report alone; see `analyseWithPoints`. */
export function analyse(given: readonly GivenRun[], metricsOf: (case_: Case) => readonly Metric[]): Report {
  return analyseWithPoints(given, metricsOf).report;
}

/**
 * The report of one or more runs and the points behind it; pure. For each planned trial the latest attempt counts, a
 * valid one beats any other; planned trials that were never tried count in `trials.planned` only. How several runs
 * come together is told at `poolRuns`. `metricsOf` gives all metrics of a case, the main one first.
 */
export function analyseWithPoints(
  given: readonly GivenRun[],
  metricsOf: (case_: Case) => readonly Metric[],
): Analysis {
  const pools = poolRuns(withoutCopies(given));
  const placed = pools.flatMap((pool) => pool.runs.map((run) => ({ run, pool })));
  const runs = placed.map(({ run, pool }) => analyseRun(run, pool));
  const ofPools = pools.map((pool) => {
    const trials = runs.flatMap((run, place) =>
      run.pool === pool ? run.trials.map((record) => ({ run: place, record })) : [],
    );
    return seriesOf(pool, trials, metricsOf);
  });
  const planned = ofPools.flatMap(({ series }) => series);
  const series = planned.map((each) => each.series);
  const trials = countTrials(runs);
  const otherUnit = ofPools.reduce((total, each) => total + each.otherUnit, 0);
  const report: Report = {
    format: 1,
    runs: runs.map((run) => run.report),
    simulated: runs.some((run) => run.report.targets.some((target) => target.simulated)),
    trials,
    cvTable: cvTable(planned),
    series,
    comparisons: [],
    problems: runs.flatMap(problemsOf),
    notes: notesOf({ runs, series, trials, copies: given.length - runs.length, otherUnit }),
    deviations: deviationsOf(pools),
    differences: differencesOf(pools),
  };
  return {
    report,
    points: planned.map(({ points }) => points),
    given: placed.map(({ run }) => given.indexOf(run)),
    environments: environmentsOf(pools),
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

function problemsOf({ file, trials, pool }: AnalysedRun): readonly Problem[] {
  return trials
    .filter(({ outcome }) => outcome !== 'valid')
    .sort((a, b) => a.trial - b.trial)
    .map(({ trial, attempt, target, case: case_, round, outcome, reason }) => ({
      run: file.run.id,
      trial,
      attempt,
      target: pool.nameOf(target),
      case: case_,
      round,
      outcome,
      reason: reason ?? 'no reason recorded',
    }));
}
