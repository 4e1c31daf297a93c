import type * as z from 'zod';
import { ENTRY_NAMES } from './benchmark-entries.ts';
import type { DiagnosticCode } from './diagnostic.ts';
import { placeOf, valueAt } from './places.ts';
import type { Path } from './tree.ts';
import { advice, nearest, nearestFirst, quoted, shownValue } from './wording.ts';

/** A mistake, said in a sentence, and the value or key of the file that it is about. */
export interface Problem {
  readonly message: string;
  readonly path: Path;
  /** Whether the mark goes to the value or to the key that it stands under. */
  readonly at: 'key' | 'value';
  readonly code: DiagnosticCode;
  /** As in a diagnostic; nothing: none. */
  readonly choices?: readonly string[];
}

type Issue = z.core.$ZodIssue;

/** Sentences for what the schema finds in `value`, the whole file: the first of each place, `most` in all. */
export function explain(issues: readonly Issue[], value: unknown, most: number): Problem[] {
  const told = new Set<string>();
  return issues
    .slice(0, most)
    .flatMap((issue) => problemsOf(issue, value, most))
    .filter(({ path, at, message }) => {
      const place = JSON.stringify(at === 'value' ? path : [path, message]);
      const isNew = !told.has(place);
      told.add(place);
      return isNew;
    });
}

function problemsOf(issue: Issue, value: unknown, most: number): Problem[] {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, most).map((key) => unknownKey(key, path, value));
  }
  if (issue.code === 'invalid_union') return unionProblems(issue, path, value, most);
  if (issue.code === 'invalid_key') {
    const reason = issue.issues[0]?.message ?? 'is not allowed';
    const message = `The target name ${quoted(String(path.at(-1)))} ${reason}.`;
    return [{ message, path, at: 'key', code: 'wrong-value' }];
  }
  return [plainProblem(issue, path, value)];
}

function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  value: unknown,
  most: number,
): Problem[] {
  const found = valueAt(value, path);
  const isEntry = path[0] === 'benchmarks' && path.length === 2;
  const isKind = path[0] === 'benchmarks' && path.length === 3 && path[2] === 'benchmark';
  if (typeof found === 'string' && (isEntry || isKind)) {
    return [unknownBenchmark(found, isKind, path)];
  }
  // An entry's last form is the object; what that form lacks is what helps.
  const asObject = isEntry && typeof found === 'object' && found !== null ? issue.errors.at(-1) : undefined;
  if (asObject) {
    return asObject.flatMap((inner) =>
      problemsOf({ ...inner, path: [...path, ...pathOf(inner)] }, value, most),
    );
  }
  return [plainProblem(issue, path, value)];
}

function plainProblem(issue: Issue, path: Path, value: unknown): Problem {
  const found = valueAt(value, path);
  const key = path.at(-1);
  if (found === undefined && typeof key === 'string') {
    const { what } = placeOf(path.slice(0, -1), value);
    const message = `${quoted(key)} is missing from ${what}: it ${issue.message}.`;
    return { message, path: path.slice(0, -1), at: 'key', code: 'missing-key', choices: [key] };
  }
  const message = `${nameOf(path, found)} ${issue.message}${contrast(issue, found)}`;
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    const choices = nearestFirst(found, issue.values.map(String));
    return { message, path, at: 'value', code: 'unknown-value', choices };
  }
  if (issue.code === 'invalid_type' && issue.expected !== 'string' && isNumber(found)) {
    return { message, path, at: 'value', code: 'quoted-number', choices: [found] };
  }
  return { message, path, at: 'value', code: path.at(-2) === 'sizes' ? 'wrong-size' : 'wrong-value' };
}

function isNumber(found: unknown): found is string {
  return typeof found === 'string' && /^(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$/.test(found);
}

/** What stands there instead, where the predicate says what should. */
function contrast(issue: Issue, found: unknown): string {
  if (
    issue.code === 'custom' ||
    (issue.code !== 'invalid_value' && typeof found === 'string' && found === '')
  ) {
    return '.';
  }
  const tooLong = issue.code === 'too_big' && typeof found !== 'number';
  if (tooLong) return '.';
  const meant =
    issue.code === 'invalid_value' && typeof found === 'string'
      ? nearest(found, issue.values.map(String))
      : null;
  return `, not ${shownValue(found)}${meant === null ? '.' : `: did you mean ${quoted(meant)}?`}`;
}

function unknownKey(key: string, path: Path, value: unknown): Problem {
  const { what, keys } = placeOf(path, value);
  const message = `Unknown key ${quoted(key)} in ${what}: ${advice(key, keys, 'known are')}`;
  const meant = nearest(key, keys);
  const choices = meant === null ? [] : [meant];
  return { message, path: [...path, key], at: 'key', code: 'unknown-key', choices };
}

function unknownBenchmark(name: string, inObject: boolean, path: Path): Problem {
  if (name === 'command') {
    const message =
      'A command needs an object: { "benchmark": "command", "name": ..., "run": ..., "metrics": [...] }.';
    return { message, path, at: 'value', code: 'bare-command' };
  }
  const known = inObject ? ENTRY_NAMES : ENTRY_NAMES.filter((each) => each !== 'command');
  const message = `Unknown benchmark ${quoted(name)}: ${advice(name, known, 'known are')}`;
  return { message, path, at: 'value', code: 'unknown-benchmark', choices: nearestFirst(name, known) };
}

/** The subject of a sentence about the value at a path. */
function nameOf(path: Path, found: unknown): string {
  const key = path.at(-1);
  if (key === undefined) return 'An experiment';
  if (path[0] === 'targets' && path.length === 2) return `The target ${quoted(String(key))}`;
  if (typeof key === 'string') return quoted(key);
  const list = path.at(-2);
  if (list === 'sizes')
    return typeof found === 'object' || typeof found === 'boolean'
      ? 'A size'
      : `The size ${shownValue(found)}`;
  return list === 'metrics' ? 'A metric' : 'A benchmark';
}

function pathOf(issue: Issue): (string | number)[] {
  return issue.path.filter((step) => typeof step !== 'symbol');
}
