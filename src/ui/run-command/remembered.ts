import type { Memory } from '../memory.ts';

/** What a person ticked; null: all there was, and so also what is added to the experiment later. */
export interface Choice {
  readonly targets: readonly string[] | null;
  readonly benchmarks: readonly string[] | null;
}

const ALL: Choice = { targets: null, benchmarks: null };

/** What was chosen the last time for an experiment, by the text of its Uri; everything where it was never run. */
export function rememberedChoice(memory: Memory, experiment: string): Choice {
  const value = memory.get(choiceKey(experiment));
  if (typeof value !== 'object' || value === null) return ALL;
  const { targets, benchmarks } = value as Record<string, unknown>;
  return { targets: names(targets), benchmarks: names(benchmarks) };
}

export async function rememberChoice(memory: Memory, experiment: string, choice: Choice): Promise<void> {
  await memory.update(choiceKey(experiment), choice);
  await memory.update(LAST, experiment);
}

/** The experiment that was run last; null: none in this workspace yet. */
export function lastExperiment(memory: Memory): string | null {
  const value = memory.get(LAST);
  return typeof value === 'string' ? value : null;
}

/** What is ticked at first: the remembered ones that are still there, or all where none is. */
export function preselected(all: readonly string[], remembered: readonly string[] | null): readonly string[] {
  const still = all.filter((name) => remembered === null || remembered.includes(name));
  return still.length === 0 ? all : still;
}

/** A choice to be remembered and put into a task: null where everything was ticked. */
export function unlessAll(all: readonly string[], chosen: readonly string[]): readonly string[] | null {
  return all.every((name) => chosen.includes(name)) ? null : chosen;
}

const LAST = 'xenBench.lastExperiment';

function choiceKey(experiment: string): string {
  return `xenBench.choice:${experiment}`;
}

function names(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((name) => typeof name === 'string') ? value : null;
}
