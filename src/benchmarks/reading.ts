import type { Measurement, Reading } from './benchmark.ts';

export function valid(measurements: readonly Measurement[]): Reading {
  return { outcome: 'valid', measurements };
}

export function invalid(reason: string): Reading {
  return { outcome: 'invalid', reason };
}

/** A step of reading that may fail: what it gives, or the reason of an invalid trial. */
export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

export function got<T>(value: T): Attempt<T> {
  return { ok: true, value };
}

export function refused(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
