import type { Experiment } from '../experiment/model.ts';
import type { RunFile, TrialRecord } from '../journal/records.ts';

/** Of each planned trial that was tried, the attempt that counts. */
export interface Latest {
  /** By target, then case, in no order of time. */
  readonly trials: readonly TrialRecord[];
  /** Records of a target, case, round or boot that the plan does not hold. */
  readonly unplanned: number;
}

/** The latest attempt at each planned trial (boot, round, target, case); a valid one beats any other. */
export function latestAttempts(file: RunFile, experiment: Experiment): Latest {
  const { targets, cases, repetitions, boots } = experiment;
  const planned = new Map(
    targets.map(({ name }) => [name, new Map(cases.map(({ id }) => [id, new Map<number, TrialRecord>()]))]),
  );
  let unplanned = 0;
  for (const trial of file.trials) {
    const places = planned.get(trial.target)?.get(trial.case);
    if (places === undefined || !within(trial.round, repetitions) || !within(trial.boot, boots)) {
      unplanned++;
      continue;
    }
    const place = trial.boot * (repetitions + 1) + trial.round;
    const known = places.get(place);
    if (known === undefined || beats(trial, known)) places.set(place, trial);
  }
  const trials = [...planned.values()]
    .flatMap((cases) => [...cases.values()])
    .flatMap((places) => [...places.values()]);
  return { trials, unplanned };
}

function beats(later: TrialRecord, earlier: TrialRecord): boolean {
  if ((later.outcome === 'valid') !== (earlier.outcome === 'valid')) return later.outcome === 'valid';
  return later.attempt >= earlier.attempt;
}

function within(place: number, last: number): boolean {
  return place >= 1 && place <= last;
}
