import { l10n, type Uri, window, workspace } from 'vscode';
import { entryName } from '../../experiment/entry-name.ts';
import { valueAt } from '../../experiment/places.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import type { ExperimentFile, ExperimentFiles } from '../files/experiment-files.ts';
import { BACK, type Choice, pickOne } from '../multi-step.ts';
import { readRunArgument } from '../run-command/run-argument.ts';
import type { OpenExperiment } from './experiment-edits.ts';

/**
 * The experiment that a command is about: that of its argument (an item of the explorer, a Uri), the only one there is,
 * or the one that the person chooses. Undefined: given up. Throws HumanError where there is none.
 */
export async function chooseExperiment(
  files: ExperimentFiles,
  argument: unknown,
  title: string,
): Promise<Uri | undefined> {
  const { experiment } = readRunArgument(argument);
  if (experiment !== null) return experiment;
  await files.ready;
  const [first, ...others] = files.all;
  if (first === undefined) {
    throw new HumanError(
      l10n.t('There is no experiment in this workspace yet: make one with the command "Create Experiment".'),
      EXIT.usage,
    );
  }
  if (others.length === 0) return first.uri;
  const inEditor = window.activeTextEditor?.document.uri.toString();
  const answer = await pickOne({
    title,
    placeholder: l10n.t('Which experiment?'),
    choices: files.all.map(experimentChoice),
    ...active(files.all.find(({ uri }) => uri.toString() === inEditor)),
  });
  return answer === undefined || answer === BACK ? undefined : answer.uri;
}

function experimentChoice(file: ExperimentFile): Choice<ExperimentFile> {
  const { uri, name, reading } = file;
  return {
    value: file,
    label: name,
    description: reading.experiment?.title ?? l10n.t('has mistakes'),
    detail: workspace.asRelativePath(uri),
    icon: reading.experiment === null ? 'error' : 'beaker',
  };
}

/** The target that a command is about, as `chooseExperiment`; `of` its experiment. */
export async function chooseTarget(
  of: OpenExperiment,
  argument: unknown,
  title: string,
): Promise<string | undefined> {
  const [named] = readRunArgument(argument).targets ?? [];
  if (named !== undefined) return named;
  const targets = Object.entries(objectAt(of.value, 'targets'));
  const [only, ...others] = targets;
  if (only === undefined) {
    throw new HumanError(
      l10n.t('{0} has no targets yet: add one with the command "Add Target".', of.fileName),
      EXIT.usage,
    );
  }
  if (others.length === 0) return only[0];
  const answer = await pickOne({
    title,
    placeholder: l10n.t('Which target?'),
    choices: targets.map(([name, target]) => ({
      value: name,
      label: name,
      description: [valueAt(target, ['kind']), valueAt(target, ['host'])].filter(isText).join('  '),
    })),
  });
  return answer === BACK ? undefined : answer;
}

/** The entry of `benchmarks` that a command is about, by its place in the list from 0; as `chooseTarget`. */
export async function chooseEntry(
  of: OpenExperiment,
  argument: unknown,
  title: string,
): Promise<number | undefined> {
  const entries = entriesOf(of.value);
  const index = valueAt(argument, ['index']);
  const [named] = readRunArgument(argument).benchmarks ?? [];
  const isGiven = typeof index === 'number' && entryName(entries[index]) === named;
  if (named !== undefined) {
    const found = isGiven ? index : entries.findIndex((entry) => entryName(entry) === named);
    if (found >= 0) return found;
  }
  const [first, ...others] = entries;
  if (first === undefined) {
    throw new HumanError(
      l10n.t('{0} has no benchmarks yet: add one with the command "Add Benchmark".', of.fileName),
      EXIT.usage,
    );
  }
  if (others.length === 0) return 0;
  const answer = await pickOne({
    title,
    placeholder: l10n.t('Which benchmark?'),
    choices: entries.map((entry, place) => ({
      value: place,
      label: entryName(entry) ?? '?',
      description: typeof entry === 'string' ? '' : parametersOf(entry),
    })),
  });
  return answer === BACK ? undefined : answer;
}

export function entriesOf(value: unknown): readonly unknown[] {
  const list = valueAt(value, ['benchmarks']);
  return Array.isArray(list) ? list : [];
}

export function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = valueAt(value, [key]);
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Readonly<Record<string, unknown>>)
    : {};
}

function parametersOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return '';
  return Object.entries(entry)
    .filter(([key]) => key !== 'benchmark' && key !== 'name')
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.filter(isShort).join(' ') : String(value)}`)
    .join(', ');
}

function isShort(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function active<Value>(value: Value | undefined): { readonly active?: Value } {
  return value === undefined ? {} : { active: value };
}
