import { defaultOf } from './guest-config-rules.ts';

/** One side of a difference. */
export interface ConfigSide {
  /** As it takes effect; null: not there. */
  readonly value: string | null;
  /** Line of the file, from 1; null where no line says it. */
  readonly line: number | null;
}

/** What a difference means. */
export type DifferenceKind =
  /** The type, and what it demands. */
  | 'expected'
  /** Who the guest is: nothing that is measured depends on it. */
  | 'harmless'
  /** It changes what is measured: the difference in numbers would not be that of the types. */
  | 'spoils';

export interface ConfigDifference {
  readonly kind: DifferenceKind;
  /** A key of xl.cfg(5), or the part of one: `disk 1 format`, `cmdline mitigations`. */
  readonly what: string;
  readonly sentence: string;
  readonly a: ConfigSide;
  readonly b: ConfigSide;
}

export function side(value: string | null, line: number | null): ConfigSide {
  return { value, line };
}

/** A side as words: `2 (line 4)`, `not set`, `default (the default)`. */
export function sideText({ value, line }: ConfigSide, key: string): string {
  if (value === null) return line === null ? 'not set' : `not set (line ${line})`;
  const shown = value === '' ? '""' : value;
  if (line !== null) return `${shown} (line ${line})`;
  return defaultOf(key) === value ? `${shown} (the default)` : shown;
}
