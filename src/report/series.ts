import type { Metric } from '../benchmarks/benchmark.ts';
import type { Case, Experiment } from '../experiment/model.ts';
import type { TrialRecord } from '../journal/records.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { medianInterval } from '../statistics/median-interval.ts';
import { summarise } from '../statistics/summary.ts';
import { grouped } from './grouped.ts';
import { groupOf, mainMetrics } from './groups.ts';
import type { Series } from './model.ts';
import type { Pool } from './pools.ts';

/** A series with what the CV table needs to know of it. */
export interface PlannedSeries {
  readonly series: Series;
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
 * trial too. `trials` are the attempts that count.
 */
export function seriesOf(
  { experiment, nameOf }: Pool,
  trials: readonly TrialRecord[],
  metricsOf: (case_: Case) => readonly Metric[],
): PoolSeries {
  const valid = grouped(
    trials.filter((trial) => trial.outcome === 'valid'),
    (trial) => trial.target,
  );
  let otherUnit = 0;
  const series = baselineFirst(experiment).flatMap(({ name }) => {
    const byCase = grouped(valid.get(name) ?? [], (trial) => trial.case);
    return experiment.cases.flatMap((case_) => {
      const metrics = metricsOf(case_);
      const main = mainMetrics(case_, metrics);
      const ofCase = byCase.get(case_.id) ?? [];
      return metrics.map((metric): PlannedSeries => {
        const { values, others } = valuesOf(metric, ofCase);
        otherUnit += others;
        const series = oneSeries(nameOf(name), case_, metric, values);
        return { series, case: case_, main: main.includes(metric) };
      });
    });
  });
  return { series, otherUnit };
}

/** The numbers of a metric, and how many there are in another unit. */
function valuesOf({ name, unit }: Metric, trials: readonly TrialRecord[]) {
  const values: number[] = [];
  let others = 0;
  for (const { measurements } of trials) {
    for (const measurement of measurements) {
      if (measurement.metric !== name) continue;
      if (measurement.unit === unit) values.push(measurement.value);
      else others++;
    }
  }
  return { values, others };
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
