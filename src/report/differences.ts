import type { TargetRecord } from '../journal/records.ts';
import { measuredTargets } from './deviations-of-hosts.ts';
import { differenceIn, type Side } from './difference-rules.ts';
import { factWords, flatFacts, inReadingOrder } from './fact-words.ts';
import { grouped } from './grouped.ts';
import { listed } from './listed.ts';
import type { Difference } from './model.ts';
import { plain } from './plain.ts';
import type { Pool } from './pools.ts';

/** More facts of one pair of targets are not told: they are two worlds. */
const MOST_OF_A_PAIR = 100;
const MOST = 2_000;
const LONGEST_VALUE = 200;

/**
 * What differs between what is compared, beside the kind: each target against the baseline of its experiment, and where
 * several experiments come together, against the target of the same name in the first that has one. Only of machines
 * that were really measured, as they were last seen. What spoils a comparison comes before what the kinds explain.
 */
export function differencesOf(pools: readonly Pool[]): readonly Difference[] {
  const first = new Map<string, Compared>();
  const all = pools.flatMap((pool) => {
    const measured = measuredTargets(pool).map(({ target, name, record }): Compared => {
      return { name, own: target.name, side: sideOf(record, target.kind) };
    });
    const baseline = measured.find(({ own }) => own === pool.experiment.baseline);
    return measured.flatMap((target) => {
      const earlier = first.get(target.own);
      if (earlier === undefined) first.set(target.own, target);
      const others = [baseline, earlier].filter((other) => other !== undefined && other !== target);
      return others.flatMap((other) => (other === undefined ? [] : differencesBetween(target, other)));
    });
  });
  return all.slice(0, MOST);
}

interface Compared {
  /** As the report calls it, and as its experiment does. */
  readonly name: string;
  readonly own: string;
  readonly side: Side;
}

function sideOf({ environment, observed }: TargetRecord, kind: string): Side {
  const said = (key: string) => {
    const value = Object.hasOwn(observed, key) ? observed[key] : null;
    return typeof value === 'string' ? value : null;
  };
  return {
    machine: said('machine') ?? kind,
    sort: said('label') ?? kind,
    facts: flatFacts(environment),
  };
}

function differencesBetween(target: Compared, baseline: Compared): readonly Difference[] {
  const facts = inReadingOrder(new Set([...target.side.facts.keys(), ...baseline.side.facts.keys()]));
  const found = facts.flatMap((fact): readonly Difference[] => {
    const told = differenceIn(fact, target.side, baseline.side);
    if (told === null) return [];
    const [one, other] = told.values.map((value) => (value === null ? null : plain(value, LONGEST_VALUE)));
    return [
      {
        target: target.name,
        baseline: baseline.name,
        fact: plain(fact, LONGEST_VALUE),
        label: plain(factWords(fact).label, LONGEST_VALUE),
        values: [one ?? null, other ?? null],
        expected: told.expected,
      },
    ];
  });
  return found.sort((a, b) => Number(a.expected) - Number(b.expected)).slice(0, MOST_OF_A_PAIR);
}

/** A difference in words, the same for all targets that have it. */
export interface DifferenceLine {
  readonly label: string;
  /** `6.1.0 on pv and hvm, 6.6.0 on bare`. */
  readonly text: string;
  readonly expected: boolean;
}

/** Differences as lines, what spoils the comparison first; texts are not yet safe for a format. */
export function differenceLines(differences: readonly Difference[]): readonly DifferenceLine[] {
  const alike = grouped(differences, ({ baseline, fact, values, expected }) =>
    JSON.stringify([baseline, fact, values, expected]),
  );
  return [...alike.values()]
    .flatMap((same): readonly DifferenceLine[] => {
      const [first] = same;
      if (first === undefined) return [];
      const { label, values, baseline, expected } = first;
      const targets = listed(same.map(({ target }) => target));
      const text = `${shownValue(values[0])} on ${targets}, ${shownValue(values[1])} on ${baseline}`;
      return [{ label, text, expected }];
    })
    .sort((a, b) => Number(a.expected) - Number(b.expected));
}

/** A value of a difference; of words that only one side has there may be none. */
export function shownValue(value: string | null): string {
  return value === null ? 'not told' : value === '' ? 'none' : value;
}

/** Facts that two records of one target both tell, and not alike; in reading order. */
export function changedFacts(records: readonly TargetRecord[]): readonly string[] {
  const values = new Map<string, Set<string>>();
  for (const { environment } of records) {
    for (const [fact, value] of flatFacts(environment)) {
      // Of each start of a domain another one, and no fact about its machine.
      if (fact === 'hypervisor_uuid') continue;
      const known = values.get(fact);
      if (known === undefined) values.set(fact, new Set([value]));
      else known.add(value);
    }
  }
  return inReadingOrder([...values].flatMap(([fact, told]) => (told.size > 1 ? [fact] : [])));
}
