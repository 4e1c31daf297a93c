import { IO_KINDS } from '../xen/devices.ts';
import { MACHINES } from '../xen/identity.ts';
import type { Result } from './result.ts';

/**
 * Results come back from a file that anybody may have edited: what has not the shape of one is not shown. Unknown keys
 * are passed over.
 */

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const is =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const tuple =
  (...checks: readonly Check[]): Check =>
  (value) =>
    Array.isArray(value) &&
    value.length === checks.length &&
    checks.every((check, index) => check(value[index]));
const object =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shape).every(
      // A key of what the value's prototype has is absent.
      ([key, check]) => check(Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined),
    );
const record =
  (check: Check): Check =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(check);

const orAbsent =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const named = { name: text, kind: text, host: text, baseline: flag };
const ioKind = is(...IO_KINDS);
const labelled = {
  label: orNull(text),
  machine: orNull(is(...MACHINES)),
  under: orNull(text),
  io: orNull(object({ network: ioKind, disk: ioKind })),
  proof: text,
  sentence: orNull(text),
};
const target = { ...named, ...labelled, simulated: orNull(flag), pending: number };
const fromRun = {
  format: is(1),
  from: object({ file: text, id: text, bytes: number, sha256: text }),
  at: text,
  title: text,
  startedAt: text,
  simulated: flag,
  targets: list(object(target)),
};
const cvRow = object({
  group: text,
  target: text,
  maxCv: orNull(number),
  case: orNull(text),
  n: number,
  interval: orNull(tuple(number, orNull(number))),
});
const unknown = orNull(number);
const cell = tuple(number, unknown, unknown, unknown, unknown, unknown, list(number));
const figure = object({
  title: text,
  kind: is('network', 'disk', 'memory', 'other'),
  groups: list(text),
  metric: text,
  unit: text,
  better: is('higher', 'lower'),
  relativeTo: orNull(text),
  axis: object({ scale: is('sizes', 'names'), title: text }),
  steps: list(tuple(text, text, orNull(number))),
  lines: list(object({ target: text, cells: list(orNull(cell)) })),
});
const counts = {
  planned: number,
  valid: number,
  invalid: number,
  failed: number,
  lost: number,
  cancelled: number,
};
const summary = {
  ...fromRun,
  outcome: is('completed', 'cancelled', 'failed', null),
  endedAt: orNull(text),
  trials: object(counts),
  problems: list(text),
  notes: list(text),
  deviations: list(text),
  rows: list(cvRow),
};

const SHAPES: Readonly<Record<Result['show'], Check>> = {
  plan: object({
    format: is(1),
    at: text,
    title: text,
    targets: list(object(named)),
    benchmarks: list(text),
    cases: number,
    trials: number,
    order: text,
    seed: number,
    estimateSeconds: number,
  }),
  'cv-table': object({ ...fromRun, rows: list(cvRow) }),
  chart: object({ ...fromRun, figures: list(figure) }),
  summary: object(summary),
  run: object(summary),
  environment: object({ ...fromRun, environments: list(record(text)), more: orAbsent(number) }),
};

/** null: the text is no result, or one that this version does not know. */
export function readResult(json: string): Result | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const show: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'show') : null;
  if (typeof show !== 'string' || !Object.hasOwn(SHAPES, show)) return null;
  if (show !== 'plan') fillLabels(value);
  const check = SHAPES[show as Result['show']];
  return check(value) && fits(value as Result) ? (value as Result) : null;
}

/** Notebooks from before labels were proved have targets without them. */
function fillLabels(value: unknown): void {
  const { targets } = value as { readonly targets?: unknown };
  if (!Array.isArray(targets)) return;
  for (const each of targets as unknown[]) {
    if (typeof each !== 'object' || each === null || Object.hasOwn(each, 'label')) continue;
    Object.assign(each, { label: null, machine: null, under: null, io: null, sentence: null });
  }
}

/** A figure's lines have a cell for each step. */
function fits(result: Result): boolean {
  return (
    result.show !== 'chart' ||
    result.figures.every(({ steps, lines }) => lines.every(({ cells }) => cells.length === steps.length))
  );
}
