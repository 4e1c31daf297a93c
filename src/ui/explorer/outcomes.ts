import type { Target } from '../../experiment/model.ts';
import type { Memory } from '../memory.ts';
import type { ProvedOutcome, TargetOutcome } from './target-look.ts';

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

/** A target that connects elsewhere, or claims something else, is another one, whatever its name. */
function keyOf(experiment: string, { name, kind, under, host, jump, identityFile }: Target): string {
  return JSON.stringify([experiment, name, kind, under, host, jump, identityFile]);
}

function read(value: unknown): [string, TargetOutcome][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((pair: unknown): [string, TargetOutcome][] => {
    if (!Array.isArray(pair)) return [];
    const [key, outcome] = pair as unknown[];
    return typeof key === 'string' && isOutcome(outcome) ? [[key, outcome]] : [];
  });
}

function isProved(value: unknown): value is ProvedOutcome {
  if (typeof value !== 'object' || value === null) return false;
  const { label, status, sentence, evidence } = value as Record<string, unknown>;
  return (
    [label, status, sentence].every((text) => typeof text === 'string') &&
    Array.isArray(evidence) &&
    evidence.every(
      (each: unknown) =>
        typeof each === 'object' &&
        each !== null &&
        typeof (each as Record<string, unknown>)['source'] === 'string' &&
        typeof (each as Record<string, unknown>)['says'] === 'string',
    )
  );
}

function isOutcome(value: unknown): value is TargetOutcome {
  if (typeof value !== 'object' || value === null) return false;
  const { at, address, simulated, system, proved, problems } = value as Record<string, unknown>;
  return (
    typeof at === 'string' &&
    (address === null || typeof address === 'string') &&
    (simulated === null || typeof simulated === 'boolean') &&
    (system === null || typeof system === 'string') &&
    (proved === null || isProved(proved)) &&
    Array.isArray(problems) &&
    problems.every((problem) => typeof problem === 'string')
  );
}
