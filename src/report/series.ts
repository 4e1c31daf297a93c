import type { Metric } from '../benchmarks/benchmark.ts';
import type { Case, Experiment } from '../experiment/model.ts';
import type { TrialRecord } from '../journal/records.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { summarise } from '../statistics/summary.ts';
import { grouped } from './grouped.ts';
import { groupOf, mainMetrics } from './groups.ts';
import type { Series } from './model.ts';
import type { SeriesPoints } from './points.ts';
import type { Pool } from './pools.ts';

/** An attempt that counts. */
export interface CountedTrial {
  /** Place of its run in the report, from 0. */
  readonly run: number;
  readonly record: TrialRecord;
}

/** A series with what the CV table needs to know of it. */
export interface PlannedSeries {
  readonly series: Series;
  readonly points: SeriesPoints;
  readonly case: Case;
  /** It has a row in the CV table. */
  readonly main: boolean;
}

export interface PoolSeries {
  readonly series: readonly PlannedSeries[];
  /** Measurements left out because their unit is not the metric's. */
  readonly otherUnit: number;
}

/**
 * Every target x case x metric of a pool in the order of its plan, the baseline first, those without a valid
 * trial too. `trials` are the attempts that count; points are in the order of runs, boots and rounds.
 */
export function seriesOf(
  { experiment, nameOf }: Pool,
  trials: readonly CountedTrial[],
  metricsOf: (case_: Case) => readonly Metric[],
): PoolSeries {
  const valid = grouped(
    trials.filter(({ record }) => record.outcome === 'valid'),
    ({ record }) => record.target,
  );
  let otherUnit = 0;
  const series = baselineFirst(experiment).flatMap(({ name }) => {
    const byCase = grouped(valid.get(name) ?? [], ({ record }) => record.case);
    return experiment.cases.flatMap((case_) => {
      const metrics = metricsOf(case_);
      const main = mainMetrics(case_, metrics);
      const ofCase = (byCase.get(case_.id) ?? []).sort(inOrder);
      return metrics.map((metric): PlannedSeries => {
        const { points, others } = pointsOf(metric, ofCase);
        otherUnit += others;
        const series = oneSeries(nameOf(name), case_, metric, points.values);
        return { series, points, case: case_, main: main.includes(metric) };
      });
    });
  });
  return { series, otherUnit };
}

function inOrder(a: CountedTrial, b: CountedTrial): number {
  return a.run - b.run || a.record.boot - b.record.boot || a.record.round - b.record.round;
}

/** The numbers of a metric with where each is from, and how many there are in another unit. */
function pointsOf({ name, unit }: Metric, trials: readonly CountedTrial[]) {
  const values: number[] = [];
  const runs: number[] = [];
  const places: number[] = [];
  const attempts: number[] = [];
  let others = 0;
  for (const { run, record } of trials) {
    for (const measurement of record.measurements) {
      if (measurement.metric !== name) continue;
      if (measurement.unit !== unit) {
        others++;
        continue;
      }
      values.push(measurement.value);
      runs.push(run);
      places.push(record.trial);
      attempts.push(record.attempt);
    }
  }
  const points: SeriesPoints = { values, runs, trials: places, attempts };
  return { points, others };
}

/** The targets of an experiment as every table has them. */
export function baselineFirst({ targets, baseline }: Experiment): Experiment['targets'] {
  return [
    ...targets.filter(({ name }) => name === baseline),
    ...targets.filter(({ name }) => name !== baseline),
  ];
}

function oneSeries(target: string, case_: Case, metric: Metric, values: readonly number[]): Series {
  const summary = summarise(values);
  const { n, mean, sd, cv, min, max, median } = summary;
  return {
    target,
    case: case_.id,
    group: groupOf(case_, metric.name),
    metric: metric.name,
    unit: metric.unit,
    better: metric.better,
    n,
    mean,
    sd,
    cv,
    min,
    max,
    median,
    medianInterval: medianInterval(values),
    meanInterval: meanInterval(summary),
  };
}
