import type { Target } from '../../experiment/model.ts';
import type { Memory } from '../memory.ts';
import type { TargetOutcome } from './target-look.ts';

/** What checks found about targets, kept for the workspace. */
export interface Outcomes {
  /** null: not checked, or what it connects to was changed since. */
  get(experiment: string, target: Target): TargetOutcome | null;
  set(experiment: string, target: Target, outcome: TargetOutcome): void;
}

const KEY = 'xenBench.checks';
/** A workspace where targets come and go must not fill up. */
const MOST = 500;

/** @param experiment text of its Uri */
export function checkOutcomes(memory: Memory): Outcomes {
  const kept = new Map<string, TargetOutcome>(read(memory.get(KEY)));
  return {
    get: (experiment, target) => kept.get(keyOf(experiment, target)) ?? null,
    set(experiment, target, outcome) {
      const key = keyOf(experiment, target);
      kept.delete(key);
      kept.set(key, outcome);
      for (const oldest of [...kept.keys()].slice(0, -MOST)) kept.delete(oldest);
      void memory.update(KEY, [...kept]);
    },
  };
}

/** A target that connects elsewhere is another one, whatever its name. */
function keyOf(experiment: string, { name, host, jump, identityFile }: Target): string {
  return JSON.stringify([experiment, name, host, jump, identityFile]);
}

function read(value: unknown): [string, TargetOutcome][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((pair: unknown): [string, TargetOutcome][] => {
    if (!Array.isArray(pair)) return [];
    const [key, outcome] = pair as unknown[];
    return typeof key === 'string' && isOutcome(outcome) ? [[key, outcome]] : [];
  });
}

function isOutcome(value: unknown): value is TargetOutcome {
  if (typeof value !== 'object' || value === null) return false;
  const { at, address, simulated, system, problems } = value as Record<string, unknown>;
  return (
    typeof at === 'string' &&
    (address === null || typeof address === 'string') &&
    (simulated === null || typeof simulated === 'boolean') &&
    (system === null || typeof system === 'string') &&
    Array.isArray(problems) &&
    problems.every((problem) => typeof problem === 'string')
  );
}
