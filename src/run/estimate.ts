import { benchmarkOf } from '../benchmarks/index.ts';
import type { Case, Experiment, Target } from '../experiment/model.ts';
import { managed } from './managed.ts';
import type { PlannedTrial } from './plan.ts';

/** A simulated guest does not wait: a trial takes what the messages take, s. */
const SIMULATED_SECONDS = 0.01;

/** Connecting, looking at the host, compiling the kernels: per target, s. */
const PREPARATION_SECONDS = 3;

/** Shutting one guest down and starting the next, s. */
const BOOT_SECONDS = 60;

/** Expected time of one trial before any has run, s. */
export function estimateTrial(target: Target, case_: Case): number {
  return isSimulatedHost(target.host) ? SIMULATED_SECONDS : benchmarkOf(case_).estimateSeconds(case_);
}

/** Expected time of one trial of each of these cases on each of these targets, s. */
export function estimateOnce(targets: readonly Target[], cases: readonly Case[]): number {
  return targets.reduce(
    (sum, target) => sum + cases.reduce((rest, case_) => rest + estimateTrial(target, case_), 0),
    0,
  );
}

/** Expected time of a whole plan with its warm-ups, s. */
export function estimatePlan(experiment: Experiment, trials: readonly PlannedTrial[]): number {
  const measured = trials.reduce((sum, { target, case_ }) => sum + estimateTrial(target, case_), 0);
  const warmups = experiment.targets.reduce(
    (sum, target) =>
      sum +
      (isSimulatedHost(target.host) ? 0 : PREPARATION_SECONDS) +
      experiment.cases.reduce((rest, case_) => rest + experiment.warmup * estimateTrial(target, case_), 0),
    0,
  );
  const turns = experiment.targets.filter(managed).length * experiment.boots;
  return measured + warmups * (experiment.warmup === 0 ? 1 : experiment.boots) + turns * BOOT_SECONDS;
}

/** `lab:pv` and the like answer from a model; `lab:this-machine` really runs commands. */
function isSimulatedHost(host: string): boolean {
  return host.startsWith('lab:') && host !== 'lab:this-machine';
}

/** Learns how long trials really take, and says how long the rest will. */
export class TimeLeft {
  readonly #cells = new Map<string, { left: number; estimate: number; seconds: number; count: number }>();

  /** @param trials those that are still to be done */
  constructor(trials: readonly PlannedTrial[]) {
    for (const trial of trials) {
      const cell = this.#cells.get(cellKey(trial));
      if (cell !== undefined) cell.left += 1;
      else {
        const estimate = estimateTrial(trial.target, trial.case_);
        this.#cells.set(cellKey(trial), { left: 1, estimate, seconds: 0, count: 0 });
      }
    }
  }

  /** @param seconds from the end of the trial before to the end of this one; null: it was passed over */
  passed(trial: PlannedTrial, seconds: number | null): void {
    const cell = this.#cells.get(cellKey(trial));
    if (cell === undefined) return;
    cell.left -= 1;
    if (seconds === null) return;
    cell.seconds += seconds;
    cell.count += 1;
  }

  /** Expected time of the trials that are left, s. */
  get seconds(): number {
    let sum = 0;
    for (const { left, estimate, seconds, count } of this.#cells.values()) {
      sum += left * (count === 0 ? estimate : seconds / count);
    }
    return sum;
  }
}

function cellKey({ target, case_ }: PlannedTrial): string {
  return JSON.stringify([target.name, case_.id]);
}
