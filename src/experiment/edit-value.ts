import type { Node } from 'jsonc-parser';
import { insertMember } from './edit-insert.ts';
import { commentsIn } from './edit-members.ts';
import { removeMember } from './edit-remove.ts';
import { hasBreak, indentationAt, type Json, type Style, styleOf, written } from './edit-style.ts';
import { type EditedText, type TextEdit, withEdits } from './edit-text.ts';
import { parseText } from './syntax.ts';
import { nodeAt, type Path, plainValue, properties } from './tree.ts';

/** An experiment file under edit. `root` is the tree of `edited.text`, which is whole. */
export interface EditedFile {
  readonly edited: EditedText;
  readonly root: Node;
}

/**
 * Makes the value at a path another one, by touching only what differs: what is in both stays with its comments, its
 * order and its form. Undefined takes it out; where nothing is there yet, it is put behind its neighbours.
 */
export function withValue(file: EditedFile, path: Path, value: Json | undefined): EditedFile {
  const node = nodeAt(file.root, path);
  if (value === undefined) return node === undefined ? file : without(file, path);
  if (node === undefined) return added(file, path, value);
  if (node.type === 'object' && isObject(value)) return withFields(file, path, node, value);
  if (node.type === 'array' && isList(value)) return withItems(file, path, node, value);
  if (equal(plainValue(node), value)) return file;
  const { text } = file.edited;
  const tall = hasBreak(text.slice(node.offset, node.offset + node.length));
  const content = written(value, styleIn(file), indentationAt(text, node.offset), tall);
  return step(file, [{ offset: node.offset, length: node.length, content }]);
}

/** Gives the member at a path another key; its value and place stay. */
export function withKey(file: EditedFile, path: Path, key: string): EditedFile {
  const node = nodeAt(file.root, path)?.parent?.children?.[0];
  if (node === undefined) throw new Error('no member to rename');
  return step(file, [{ offset: node.offset, length: node.length, content: JSON.stringify(key) }]);
}

/** Whether a person wrote comments inside the value at a path. */
export function hasComments({ edited, root }: EditedFile, path: Path): boolean {
  const node = nodeAt(root, path);
  return node !== undefined && commentsIn(edited.text, node.offset, node.offset + node.length).length > 0;
}

function withFields(
  file: EditedFile,
  path: Path,
  node: Node,
  value: Readonly<Record<string, Json>>,
): EditedFile {
  const gone = properties(node).filter(({ key }) => !Object.hasOwn(value, key));
  // What comes in first, so that no object is without members in between, which would lose its layout.
  const filled = Object.entries(value).reduce(
    (next, [key, child]) => withValue(next, [...path, key], child),
    file,
  );
  return gone.reduce((next, { key }) => without(next, [...path, key]), filled);
}

/** What both lists begin and end with stays; of the rest, items change in place, and only the surplus comes or goes. */
function withItems(file: EditedFile, path: Path, node: Node, value: readonly Json[]): EditedFile {
  const old = (node.children ?? []).map(plainValue);
  const most = Math.min(old.length, value.length);
  let same = 0;
  while (same < most && equal(old[same], value[same])) same += 1;
  let sameEnd = 0;
  while (sameEnd < most - same && equal(old.at(-1 - sameEnd), value.at(-1 - sameEnd))) sameEnd += 1;
  const [last, lastOld] = [value.length - sameEnd, old.length - sameEnd];
  let next = file;
  for (let index = same; index < last; index++) {
    const item = value[index] ?? null;
    next = index < lastOld ? withValue(next, [...path, index], item) : added(next, [...path, index], item);
  }
  for (let index = lastOld - 1; index >= last; index--) next = without(next, [...path, index]);
  return next;
}

function added(file: EditedFile, path: Path, value: Json): EditedFile {
  const above = path.slice(0, -1);
  const key = path.at(-1);
  const container = nodeAt(file.root, above);
  if (key === undefined) throw new Error('a file has one value');
  if (container === undefined)
    return added(file, above, typeof key === 'number' ? [value] : { [key]: value });
  const index = typeof key === 'number' ? key : (container.children?.length ?? 0);
  const member = { key: typeof key === 'number' ? null : key, value };
  return step(file, insertMember(file.edited.text, container, index, member, styleIn(file)));
}

function without(file: EditedFile, path: Path): EditedFile {
  const node = nodeAt(file.root, path);
  const member = node?.parent?.type === 'property' ? node.parent : node;
  const container = member?.parent;
  const index = member === undefined ? -1 : (container?.children?.indexOf(member) ?? -1);
  if (container === undefined || index < 0) throw new Error('no member to remove');
  return step(file, removeMember(file.edited.text, container, index));
}

function step({ edited }: EditedFile, edits: readonly TextEdit[]): EditedFile {
  const next = withEdits(edited, edits);
  const { root, findings } = parseText(next.text, null);
  if (root === undefined || findings.length > 0) throw new Error('an edit broke the file');
  return { edited: next, root };
}

function styleIn({ edited, root }: EditedFile): Style {
  return styleOf(edited.text, root);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of plain data; the order of keys does not matter. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  return (
    keysA.length === keysB.length &&
    keysA.every(
      (key) =>
        Object.hasOwn(b, key) &&
        equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
