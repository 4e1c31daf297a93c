import type { TrialRecord } from '../journal/records.ts';
import { type PlannedTrial, plannedKey, trialKey } from './plan.ts';

/** How far each planned trial is: which are valid, and how often each was tried. Begins with what a run file holds. */
export class Progress {
  readonly #valid = new Set<string>();
  readonly #attempts = new Map<string, number>();

  constructor(earlier: readonly TrialRecord[]) {
    for (const record of earlier) this.record(record);
  }

  record(record: TrialRecord): void {
    const key = trialKey(record);
    this.#attempts.set(key, Math.max(this.#attempts.get(key) ?? 0, record.attempt));
    if (record.outcome === 'valid') this.#valid.add(key);
  }

  isValid(trial: PlannedTrial): boolean {
    return this.#valid.has(plannedKey(trial));
  }

  /** From 1. */
  nextAttempt(trial: PlannedTrial): number {
    return (this.#attempts.get(plannedKey(trial)) ?? 0) + 1;
  }
}
