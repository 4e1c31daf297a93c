import type { Experiment } from '../experiment/model.ts';
import type { PlanResult } from './result.ts';

/** What a cell shows that defines an experiment. `estimateSeconds` of the whole run; `at`: instant, ISO 8601, UTC. */
export function planResult(experiment: Experiment, estimateSeconds: number, at: string): PlanResult {
  const { title, targets, baseline, cases, repetitions, order, seed } = experiment;
  return {
    format: 1,
    show: 'plan',
    at,
    title,
    targets: targets.map(({ name, kind, host }) => ({ name, kind, host, baseline: name === baseline })),
    benchmarks: [...new Set(cases.map(({ entry }) => entry))],
    cases: cases.length,
    trials: targets.length * cases.length * repetitions,
    order,
    seed,
    estimateSeconds,
  };
}
