import type { Case } from '../experiment/model.ts';
import type { PlannedTrial } from './plan.ts';

/** The trials of each target, by its name, in their order. */
export function trialsByTarget(trials: readonly PlannedTrial[]): Map<string, PlannedTrial[]> {
  const byTarget = new Map<string, PlannedTrial[]>();
  for (const trial of trials) {
    const own = byTarget.get(trial.target.name);
    if (own === undefined) byTarget.set(trial.target.name, [trial]);
    else own.push(trial);
  }
  return byTarget;
}

/** The different cases of some trials, in the order of their first one. */
export function casesOf(trials: readonly PlannedTrial[]): readonly Case[] {
  return [...new Set(trials.map((trial) => trial.case_))];
}

/** The different boots of some trials, ascending. */
export function bootsOf(trials: readonly PlannedTrial[]): readonly number[] {
  return [...new Set(trials.map((trial) => trial.boot))].sort((a, b) => a - b);
}
