import { type FactGroup, factWords, flatFacts, inReadingOrder } from './fact-words.ts';
import { plain } from './plain.ts';
import type { Pool } from './pools.ts';

/** What a target told about itself when it was last seen; texts are safe to show. */
export interface TargetEnvironment {
  /** As the report calls it. */
  readonly target: string;
  readonly facts: Readonly<Record<string, string>>;
}

const LONGEST_NAME = 200;
const LONGEST_FACT = 4_096;

/** Environments of the targets that were reached, in the order of the report. */
export function environmentsOf(pools: readonly Pool[]): readonly TargetEnvironment[] {
  return pools.flatMap(({ runs, experiment, nameOf }) =>
    experiment.targets.flatMap(({ name }) => {
      const record = runs
        .flatMap(({ file }) => file.targets)
        .filter(({ target }) => target === name)
        .at(-1);
      return record === undefined ? [] : [{ target: nameOf(name), facts: safeFacts(record.environment) }];
    }),
  );
}

/** Facts with safe names and values, at most so long; facts inside facts have the names of both. */
export function safeFacts(
  environment: Readonly<Record<string, unknown>>,
  longest = LONGEST_FACT,
): Readonly<Record<string, string>> {
  const facts = Array.from(
    flatFacts(environment),
    ([fact, value]) => [plain(fact, LONGEST_NAME), plain(value, longest)] as const,
  );
  return Object.fromEntries(facts);
}

/** A fact as a row: targets across. */
export interface FactRow {
  readonly fact: string;
  readonly label: string;
  readonly group: FactGroup;
  /** One for each environment given; empty where it told nothing. */
  readonly cells: readonly string[];
  /** Those that tell it do not tell the same. */
  readonly differs: boolean;
}

/** Facts of environments as rows, in reading order. */
export function factRows(environments: readonly Readonly<Record<string, string>>[]): readonly FactRow[] {
  const told = new Set(environments.flatMap((facts) => Object.keys(facts)));
  return inReadingOrder(told).map((fact) => {
    const cells = environments.map((facts) => (Object.hasOwn(facts, fact) ? (facts[fact] ?? '') : ''));
    const differs = new Set(cells.filter((cell) => cell !== '')).size > 1;
    return { fact, ...factWords(fact), cells, differs };
  });
}

/** Rows whose name, group or any value holds all of the words that are looked for, in any case. */
export function rowsWith(rows: readonly FactRow[], looked: string): readonly FactRow[] {
  const words = looked
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter(({ fact, label, group, cells }) => {
    const text = [fact, label, group, ...cells].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
