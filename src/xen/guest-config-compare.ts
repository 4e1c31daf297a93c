import { bootDifferences } from './guest-config-compare-boot.ts';
import { deviceDifferences } from './guest-config-compare-devices.ts';
import { keyDifferences } from './guest-config-compare-keys.ts';
import type { ConfigDifference } from './guest-config-difference.ts';
import { factsOf } from './guest-config-facts.ts';
import { comparisonNotes } from './guest-config-notes.ts';
import type { GuestConfig } from './guest-config-read.ts';

/** Whether two guests can be compared, and all that differs between them. */
export interface ConfigComparison {
  /** No difference spoils it. */
  readonly comparable: boolean;
  /** Those that spoil first, then expected ones, then harmless ones. */
  readonly differences: readonly ConfigDifference[];
  /** What needs saying even where nothing differs. */
  readonly notes: readonly string[];
}

const ORDER = ['spoils', 'expected', 'harmless'] as const;

/**
 * Compares two configurations of guests: is what differs between them their type and what that demands, and nothing
 * else? Values are compared as they take effect: defaults count, and a number is the same in any notation.
 */
export function compareGuestConfigs(a: GuestConfig, b: GuestConfig): ConfigComparison {
  const facts = { a: factsOf(a), b: factsOf(b) };
  const all = [
    ...bootDifferences(facts.a, facts.b, a, b),
    ...keyDifferences(facts.a, facts.b, a, b),
    ...deviceDifferences(facts.a, facts.b, a, b),
  ];
  const differences = ORDER.flatMap((kind) => all.filter((difference) => difference.kind === kind));
  return {
    comparable: !differences.some(({ kind }) => kind === 'spoils'),
    differences,
    notes: comparisonNotes(facts.a, facts.b, a, b),
  };
}
