import { EXIT, HumanError } from '../human-error.ts';
import { locate } from './diagnostic.ts';
import type { Json } from './edit-style.ts';
import { editsOf, type TextEdit, unedited } from './edit-text.ts';
import { type EditedFile, hasComments, withKey, withValue } from './edit-value.ts';
import type { Kind, Under } from './model.ts';
import { readExperimentText } from './read.ts';
import { parseText } from './syntax.ts';
import { duplicates, nestingOf, nodeAt, type Path, plainValue } from './tree.ts';
import { quoted } from './wording.ts';

/** Fields of a target in the file. Undefined, or left out: the file does not have the key. */
export interface TargetFields {
  readonly kind: Kind;
  readonly under?: Under | undefined;
  readonly host: string;
  readonly jump?: string | undefined;
  readonly identityFile?: string | undefined;
  readonly domain?:
    | {
        readonly dom0: string;
        readonly name: string;
        readonly config?: string | undefined;
        readonly bootSeconds?: number | undefined;
        readonly graceSeconds?: number | undefined;
        readonly alongside?: boolean | undefined;
      }
    | undefined;
}

/** Fields of an entry of `benchmarks`; with nothing but `benchmark` it is written as the bare name of the group. */
export interface EntryFields {
  readonly benchmark: string;
  readonly [parameter: string]: Json | undefined;
}

export type ExperimentEdit =
  | { readonly edit: 'add-target'; readonly name: string; readonly target: TargetFields }
  /** Fields that are left out stay; those that are undefined are removed. */
  | { readonly edit: 'change-target'; readonly name: string; readonly fields: Partial<TargetFields> }
  /** `baseline` follows. */
  | { readonly edit: 'rename-target'; readonly name: string; readonly to: string }
  /** Where it is the file's `baseline`, `baseline` takes its place; null: the key goes too. */
  | { readonly edit: 'remove-target'; readonly name: string; readonly baseline: string | null }
  | { readonly edit: 'add-benchmark'; readonly entry: EntryFields }
  /** `index` is its place in the list, from 0. Fields as in a target. */
  | {
      readonly edit: 'change-benchmark';
      readonly index: number;
      readonly fields: { readonly [parameter: string]: Json | undefined };
    }
  /** null: it goes by the name of its group again. */
  | { readonly edit: 'rename-benchmark'; readonly index: number; readonly name: string | null }
  | { readonly edit: 'remove-benchmark'; readonly index: number }
  /** A key of the top level; undefined removes it. */
  | { readonly edit: 'set'; readonly key: string; readonly value: Json | undefined };

/**
 * The changes of the text that make these edits, one after the other, and leave its comments, order and layout alone.
 * Throws HumanError (usage), and says where, for a file whose JSON is broken or has a key twice, and for an edit that
 * would bring a mistake into the file which was not there before.
 */
export function editExperiment(
  text: string,
  fileName: string,
  edits: readonly ExperimentEdit[],
): readonly TextEdit[] {
  const file = edits.reduce(edited, opened(text, fileName));
  const known = new Set(mistakes(text, fileName));
  const made = mistakes(file.edited.text, fileName).find((message) => !known.has(message));
  if (made !== undefined) throw new HumanError(made, EXIT.usage);
  return editsOf(file.edited, text);
}

/** An entry of `benchmarks` as it stands in a file, in the form with parameters. */
function entryFieldsOf(entry: unknown): EntryFields {
  return typeof entry === 'string' ? { benchmark: entry } : { ...(entry as EntryFields) };
}

function opened(text: string, fileName: string): EditedFile {
  const nesting = nestingOf(text);
  const tooDeep = nesting.tooDeepAt;
  if (tooDeep !== null) throw refusal(text, fileName, 'The brackets are nested too deep here.', tooDeep);
  const { root, findings } = parseText(text, nesting.unclosedAt);
  const [broken] = locate(text, findings, 1);
  if (broken !== undefined) throw refusal(text, fileName, broken.message, broken.offset);
  if (root?.type !== 'object')
    throw refusal(text, fileName, 'An experiment must be an object, in { }.', root?.offset ?? 0);
  const [double] = duplicates(root);
  if (double !== undefined) {
    const message = `The key ${quoted(double.key)} is already there in the same object: remove one of the two.`;
    throw refusal(text, fileName, message, double.node.offset);
  }
  const file = { edited: unedited(text), root };
  containerAt(file, fileName, ['targets'], 'object', '"targets" must be an object that names each target.');
  containerAt(file, fileName, ['benchmarks'], 'array', '"benchmarks" must be a list of benchmarks.');
  return file;
}

function containerAt(
  { edited: { text }, root }: EditedFile,
  fileName: string,
  path: Path,
  type: string,
  message: string,
): void {
  const node = nodeAt(root, path);
  if (node !== undefined && node.type !== type) throw refusal(text, fileName, message, node.offset);
}

function refusal(text: string, fileName: string, message: string, offset: number): HumanError {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new HumanError(
    `${fileName} cannot be edited: line ${before.length}, column ${column}: ${message}`,
    EXIT.usage,
  );
}

function edited(file: EditedFile, edit: ExperimentEdit): EditedFile {
  switch (edit.edit) {
    case 'add-target':
      if (nodeAt(file.root, ['targets', edit.name]) !== undefined) throw taken(edit.name);
      return withValue(file, ['targets', edit.name], jsonOf(edit.target));
    case 'change-target': {
      const path = ['targets', edit.name];
      return withValue(file, path, jsonOf({ ...objectAt(file, path, edit.name), ...edit.fields }));
    }
    case 'rename-target':
      return renamed(file, edit.name, edit.to);
    case 'remove-target': {
      objectAt(file, ['targets', edit.name], edit.name);
      const next = withValue(file, ['targets', edit.name], undefined);
      if (nodeAt(file.root, ['baseline'])?.value !== edit.name) return next;
      return withValue(next, ['baseline'], edit.baseline ?? undefined);
    }
    case 'add-benchmark': {
      const count = nodeAt(file.root, ['benchmarks'])?.children?.length ?? 0;
      return withValue(file, ['benchmarks', count], entryOf(edit.entry, false));
    }
    case 'change-benchmark':
      return changed(file, edit.index, edit.fields);
    case 'rename-benchmark':
      return changed(file, edit.index, { name: edit.name ?? undefined });
    case 'remove-benchmark':
      entryAt(file, edit.index);
      return withValue(file, ['benchmarks', edit.index], undefined);
    case 'set':
      return withValue(file, [edit.key], edit.value);
  }
}

function renamed(file: EditedFile, name: string, to: string): EditedFile {
  objectAt(file, ['targets', name], name);
  if (name === to) return file;
  if (nodeAt(file.root, ['targets', to]) !== undefined) throw taken(to);
  const next = withKey(file, ['targets', name], to);
  return nodeAt(file.root, ['baseline'])?.value === name ? withValue(next, ['baseline'], to) : next;
}

function changed(
  file: EditedFile,
  index: number,
  fields: { readonly [parameter: string]: Json | undefined },
): EditedFile {
  const path = ['benchmarks', index];
  const entry = { ...entryFieldsOf(entryAt(file, index)), ...fields } as EntryFields;
  return withValue(file, path, entryOf(entry, hasComments(file, path)));
}

/** @param whole it stays an object, because there are comments in it */
function entryOf(fields: EntryFields, whole: boolean): Json {
  const entry = jsonOf(fields);
  const isBare = Object.keys(entry).length === 1 && fields.benchmark !== 'command' && !whole;
  return isBare ? fields.benchmark : entry;
}

/** Plain data without the fields that are undefined. */
function jsonOf(fields: object): Readonly<Record<string, Json>> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    present.map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null && !Array.isArray(value) ? jsonOf(value) : value,
    ]),
  );
}

function objectAt(file: EditedFile, path: Path, name: string): object {
  const node = nodeAt(file.root, path);
  if (node?.type === 'object') return plainValue(node) as object;
  const there = node === undefined ? 'is not in the file any more' : 'is no object in the file';
  throw new HumanError(`The target ${quoted(name)} ${there}.`, EXIT.usage);
}

function entryAt(file: EditedFile, index: number): unknown {
  const node = nodeAt(file.root, ['benchmarks', index]);
  if (node?.type === 'object' || node?.type === 'string') return plainValue(node);
  throw new HumanError(`There is no benchmark number ${index + 1} in the file any more.`, EXIT.usage);
}

function taken(name: string): HumanError {
  return new HumanError(
    `There is a target ${quoted(name)} already: choose another name for this one.`,
    EXIT.usage,
  );
}

function mistakes(text: string, fileName: string): string[] {
  const { diagnostics } = readExperimentText(text, fileName);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}
