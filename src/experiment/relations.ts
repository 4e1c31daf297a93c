import { type Entry, entrySchema, MOST_ENTRIES } from './benchmark-entries.ts';
import { casesOf } from './cases.ts';
import type { DiagnosticCode } from './diagnostic.ts';
import { entryBenchmark } from './entry-name.ts';
import type { Problem } from './explain.ts';
import { GROUPS, isGroupName } from './groups.ts';
import { bootsProblem, trialsProblem } from './limits.ts';
import type { Case } from './model.ts';
import { valueAt } from './places.ts';
import { experimentSchema } from './schema.ts';
import type { Path } from './tree.ts';
import { advice, nearestFirst, quoted } from './wording.ts';

/**
 * What must hold between the parts of an experiment file. Each rule reads only the parts that it needs, so that a
 * mistake elsewhere hides none of these. `value` is the whole file as plain data, `targets` its names.
 */
export function relationProblems(value: unknown, targets: readonly string[]): Problem[] {
  const entries = entriesOf(value);
  return [
    ...reservedName(targets),
    ...under(value, targets),
    ...baseline(value, targets),
    ...peer(value),
    ...repetitions(value, targets.length, entries),
    ...identities(entries),
    ...metrics(value),
  ];
}

interface EntryAt {
  readonly path: Path;
  readonly entry: Entry;
  readonly cases: readonly Case[];
}

/** The entries of `benchmarks` that are valid by themselves. */
function entriesOf(value: unknown): EntryAt[] {
  return list(value, ['benchmarks']).flatMap((raw, index) => {
    const reading = entrySchema.safeParse(raw);
    if (!reading.success) return [];
    return [{ path: ['benchmarks', index], entry: reading.data, cases: casesOf(reading.data) }];
  });
}

/** The one name that JavaScript's objects cannot all hold as plain data. */
function reservedName(targets: readonly string[]): Problem[] {
  if (!targets.includes('__proto__')) return [];
  const message = 'A target cannot be called "__proto__": choose another name.';
  return [{ message, path: ['targets', '__proto__'], at: 'key', code: 'wrong-value' }];
}

/** Only a machine without Xen has its hypervisor named: a guest's is its kind. */
function under(value: unknown, targets: readonly string[]): Problem[] {
  return targets.flatMap((name) => {
    const path = ['targets', name, 'under'];
    const kind = valueAt(value, ['targets', name, 'kind']);
    if (valueAt(value, path) === undefined || typeof kind !== 'string' || kind === 'native') return [];
    const message = `"under" goes with "kind": "native" only, not with ${quoted(kind)}: take it out.`;
    return [{ message, path, at: 'key', code: 'under-of-guest' }];
  });
}

function baseline(value: unknown, targets: readonly string[]): Problem[] {
  const path = ['baseline'];
  const name = valueAt(value, path);
  if (typeof name !== 'string' || targets.length === 0 || targets.includes(name)) return [];
  const message = `The baseline ${quoted(name)} is no target: ${advice(name, targets, 'the targets are')}`;
  return [{ ...problem(message, path, 'unknown-target'), choices: nearestFirst(name, targets) }];
}

function peer(value: unknown): Problem[] {
  if (valueAt(value, ['peer']) !== undefined) return [];
  const index = list(value, ['benchmarks']).findIndex((raw) => {
    const name = entryBenchmark(raw);
    return name !== null && isGroupName(name) && GROUPS[name].protocol !== null;
  });
  if (index < 0) return [];
  const name = entryBenchmark(valueAt(value, ['benchmarks', index]));
  const message =
    `The benchmark ${quoted(String(name))} needs a second machine to talk to: ` +
    'add "peer": { "host": "root@10.0.0.2", "address": "10.0.0.2" } to the experiment.';
  return [problem(message, ['benchmarks', index], 'missing-peer')];
}

function repetitions(value: unknown, targets: number, entries: readonly EntryAt[]): Problem[] {
  const count = experimentSchema.shape.repetitions.safeParse(valueAt(value, ['repetitions']));
  if (!count.success) return [];
  const found: Problem[] = [];
  const boots = experimentSchema.shape.boots.safeParse(valueAt(value, ['boots']));
  const empty = boots.success ? bootsProblem(boots.data, count.data) : null;
  if (empty !== null) found.push(problem(empty, ['boots'], 'too-many-boots'));
  const cases = entries.reduce((sum, entry) => sum + entry.cases.length, 0);
  const tooMany = trialsProblem(targets, cases, count.data);
  if (tooMany !== null) found.push(problem(tooMany, ['repetitions'], 'too-many-trials'));
  return found;
}

/** Names and case ids stand for one thing each, so that no row of a report mixes two. One problem an entry. */
function identities(entries: readonly EntryAt[]): Problem[] {
  const names = new Set<string>();
  const ids = new Set<string>();
  return entries.flatMap(({ path, entry, cases }) => {
    const name = typeof entry === 'string' ? undefined : entry.name;
    if (name !== undefined && names.has(name)) {
      const message = `The name ${quoted(name)} is already that of another benchmark: choose another.`;
      return [problem(message, [...path, 'name'], 'same-name')];
    }
    if (name !== undefined) names.add(name);
    const own = new Set<string>();
    for (const [index, { id }] of cases.entries()) {
      if (own.has(id)) {
        const message = `The case ${quoted(id)} is twice in this list of sizes: remove one.`;
        return [problem(message, [...path, 'sizes', index], 'same-size')];
      }
      own.add(id);
    }
    const clash = cases.findIndex(({ id }) => ids.has(id));
    for (const id of own) ids.add(id);
    if (clash < 0) return [];
    const [again, another] = [quoted(cases[clash]?.id ?? ''), quoted(`${cases[clash]?.entry}-2`)];
    const message = `The case ${again} is already there: give this entry a name of its own, such as "name": ${another}.`;
    const hasSizes = typeof entry !== 'string' && 'sizes' in entry;
    return [problem(message, hasSizes ? [...path, 'sizes', clash] : path, 'same-case')];
  });
}

function metrics(value: unknown): Problem[] {
  return list(value, ['benchmarks']).flatMap((_, index) => {
    const path = ['benchmarks', index, 'metrics'];
    const names = new Set<unknown>();
    return list(value, path).flatMap((metric, number) => {
      const found = metricSource(metric, [...path, number]);
      const name = valueAt(metric, ['name']);
      if (typeof name === 'string' && names.has(name)) {
        const message = `The metric ${quoted(name)} is already there: choose another name.`;
        found.push(problem(message, [...path, number, 'name'], 'same-name'));
      }
      names.add(name);
      return found;
    });
  });
}

function metricSource(metric: unknown, path: Path): Problem[] {
  if (typeof metric !== 'object' || metric === null || Array.isArray(metric)) return [];
  const json = Object.hasOwn(metric, 'json');
  const pattern = Object.hasOwn(metric, 'pattern');
  if (json && pattern) {
    const message = 'A metric has either "json" or "pattern", not both: remove one.';
    return [problem(message, [...path, 'pattern'], 'two-sources')];
  }
  if (json || pattern) return [];
  const message =
    'A metric needs "json", a pointer such as "/jobs/0/read/iops" into JSON output, ' +
    'or "pattern", a regular expression with one group around the number.';
  return [problem(message, path, 'no-source')];
}

function problem(message: string, path: Path, code: DiagnosticCode): Problem {
  return { message, path, at: 'value', code };
}

/** The items of a list, as many as the schema allows; beyond them its own message is enough. */
function list(value: unknown, path: Path): readonly unknown[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.slice(0, MOST_ENTRIES) : [];
}
