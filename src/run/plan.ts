import type { Case, Experiment, Target } from '../experiment/model.ts';
import { seededShuffle } from './shuffle.ts';

/** One trial to be done. Its identity, across resumes, is boot, round, target and case; `trial` is its place. */
export interface PlannedTrial {
  /** From 1. */
  readonly trial: number;
  /** From 1. */
  readonly boot: number;
  /** From 1 to the repetitions, counted on over the boots. */
  readonly round: number;
  readonly target: Target;
  readonly case_: Case;
}

/** Identity of a planned trial, as its record in a run file has it. */
export function trialKey(trial: { boot: number; round: number; target: string; case: string }): string {
  return JSON.stringify([trial.boot, trial.round, trial.target, trial.case]);
}

export function plannedKey({ boot, round, target, case_ }: PlannedTrial): string {
  return trialKey({ boot, round, target: target.name, case: case_.id });
}

/**
 * All trials of an experiment in the order they are to be run; the same experiment and seed give the same plan on
 * every machine.
 *
 * - `interleaved`: each round holds every target x case once, shuffled, so that what drifts over the hours falls on
 *   all alike. Where guests take turns (a target has a `domain`), only one of them is up at a time: the unit is a
 *   block of one boot of one target with its share of the rounds, and the blocks are shuffled too.
 * - `sequential`: the order of 2008, target by target, case by case, all repetitions in a row.
 *
 * Several boots share the repetitions as evenly as they go.
 */
export function planTrials(experiment: Experiment): PlannedTrial[] {
  const ordered = experiment.order === 'sequential' ? sequential(experiment) : interleaved(experiment);
  return ordered.map((trial, index) => ({ trial: index + 1, ...trial }));
}

type Unnumbered = Omit<PlannedTrial, 'trial'>;

function sequential({ targets, cases, repetitions, boots }: Experiment): Unnumbered[] {
  return targets.flatMap((target) =>
    bootShares(repetitions, boots).flatMap(({ boot, rounds }) =>
      cases.flatMap((case_) => rounds.map((round) => ({ boot, round, target, case_ }))),
    ),
  );
}

function interleaved(experiment: Experiment): Unnumbered[] {
  const { targets, cases, repetitions, boots, seed } = experiment;
  const shuffle = seededShuffle(seed);
  const shares = bootShares(repetitions, boots);
  const together = !targets.some((target) => target.domain !== null);
  // A block is what one state of the machines serves: all targets of a boot together, or one of them alone.
  const blocks = together
    ? shares.map((share) => ({ ...share, targets }))
    : shuffle(shares.flatMap((share) => targets.map((target) => ({ ...share, targets: [target] }))));
  return blocks.flatMap(({ boot, rounds, targets: present }) =>
    rounds.flatMap((round) =>
      shuffle(present.flatMap((target) => cases.map((case_) => ({ boot, round, target, case_ })))),
    ),
  );
}

/** The rounds of each boot: 10 rounds over 3 boots are 1-4, 5-7, 8-10. */
function bootShares(repetitions: number, boots: number): { boot: number; rounds: number[] }[] {
  let next = 1;
  return Array.from({ length: boots }, (_, index) => {
    const count = Math.floor(repetitions / boots) + (index < repetitions % boots ? 1 : 0);
    const rounds = Array.from({ length: count }, () => next++);
    return { boot: index + 1, rounds };
  });
}
