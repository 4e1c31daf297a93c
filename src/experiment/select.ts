import { EXIT, HumanError } from '../human-error.ts';
import { bootsProblem, trialsProblem } from './limits.ts';
import type { Experiment, Order } from './model.ts';
import { experimentSchema } from './schema.ts';
import { listed, nearest, quoted, shownValue } from './wording.ts';

/** What a person asks for beside the file. Nothing, or an empty list, leaves what the file says. */
export interface Selection {
  /** Names of targets. */
  readonly targets?: readonly string[] | undefined;
  /** Entries (`tcp-small`, `fio-randread`) or ids of single cases (`tcp-small/64`). */
  readonly benchmarks?: readonly string[] | undefined;
  readonly repetitions?: number | undefined;
  readonly order?: Order | undefined;
  readonly seed?: number | undefined;
}

/**
 * The part of an experiment that was asked for, in the order of the file. Where the baseline is not in it, its first
 * target takes that part. Throws a `HumanError` (`EXIT.usage`) that names what there is to choose from.
 */
export function selectExperiment(experiment: Experiment, selection: Selection): Experiment {
  const targets = pick(experiment.targets, selection.targets, 'target', ({ name }) => [name]);
  const cases = pick(experiment.cases, selection.benchmarks, 'benchmark', ({ entry, id }) => [entry, id]);
  const selected: Experiment = {
    ...experiment,
    targets,
    cases,
    baseline: targets.some(({ name }) => name === experiment.baseline)
      ? experiment.baseline
      : (targets[0]?.name ?? experiment.baseline),
    repetitions: override('repetitions', selection.repetitions, experiment.repetitions),
    order: override('order', selection.order, experiment.order),
    seed: override('seed', selection.seed, experiment.seed),
  };
  const problem =
    bootsProblem(selected.boots, selected.repetitions) ??
    trialsProblem(targets.length, cases.length, selected.repetitions);
  if (problem !== null) throw new HumanError(problem, EXIT.usage);
  return selected;
}

/** The items that one of the `wanted` words names; `words` are those of an item, its usual one first. */
function pick<Item>(
  items: readonly Item[],
  wanted: readonly string[] | undefined,
  what: string,
  words: (item: Item) => readonly string[],
): readonly Item[] {
  if (wanted === undefined || wanted.length === 0) return items;
  const known = [...new Set(items.flatMap(words))];
  for (const word of wanted) {
    if (known.includes(word)) continue;
    const usual = [...new Set(items.map((item) => words(item)[0] ?? ''))];
    const meant = nearest(word, known);
    const hint = meant === null ? '' : ` Did you mean ${quoted(meant)}?`;
    const message = `There is no ${what} ${quoted(word)} in this experiment: it has ${listed(usual)}.${hint}`;
    throw new HumanError(message, EXIT.usage);
  }
  return items.filter((item) => words(item).some((word) => wanted.includes(word)));
}

/** A value given beside the file, held to what the file itself would be. */
function override<Key extends 'repetitions' | 'order' | 'seed'>(
  key: Key,
  given: Experiment[Key] | undefined,
  fallback: Experiment[Key],
): Experiment[Key] {
  if (given === undefined) return fallback;
  const reading = experimentSchema.shape[key].safeParse(given);
  if (reading.success) return given;
  const reason = reading.error.issues[0]?.message ?? 'is not allowed';
  throw new HumanError(`${key} ${reason}, not ${shownValue(given)}.`, EXIT.usage);
}
