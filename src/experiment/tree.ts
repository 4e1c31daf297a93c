import { createScanner, findNodeAtLocation, type Node } from 'jsonc-parser';

/** The tree of a file with comments: what stands where, and what it says. */

export type Path = readonly (string | number)[];

/** Brackets inside brackets; an experiment needs five. */
const DEEPEST = 32;

// jsonc-parser's own names for these are const enums, which isolated modules cannot read.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END_OF_FILE = 17;

export interface Nesting {
  /** Where the first bracket beyond the limit stands; null: none does. */
  readonly tooDeepAt: number | null;
  /** Where the innermost bracket that is never closed stands; null: all are. */
  readonly unclosedAt: number | null;
  /** Nothing but blanks and comments. */
  readonly empty: boolean;
}

/**
 * Looks at the brackets alone, without recursion: the parser, which recurses, gets only what it can hold.
 * As in the parser, a bracket of the wrong kind closes nothing.
 */
export function nestingOf(text: string): Nesting {
  const scanner = createScanner(text, true);
  const open: { readonly closedBy: number; readonly at: number }[] = [];
  let empty = true;
  for (let token: number = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    empty = false;
    if (token === open.at(-1)?.closedBy) open.pop();
    if (token !== OPEN_BRACE && token !== OPEN_BRACKET) continue;
    const at = scanner.getTokenOffset();
    open.push({ closedBy: token === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET, at });
    if (open.length > DEEPEST) return { tooDeepAt: at, unclosedAt: null, empty };
  }
  return { tooDeepAt: null, unclosedAt: open.at(-1)?.at ?? null, empty };
}

/**
 * The value of a tree as plain data: objects have no prototype, so that no key is special, and the first of duplicate
 * keys counts, as it does for `nodeAt`.
 */
export function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const value: Record<string, unknown> = Object.create(null);
  for (const { key, child } of properties(node)) {
    if (!Object.hasOwn(value, key)) value[key] = plainValue(child);
  }
  return value;
}

export interface Property {
  readonly key: string;
  readonly keyNode: Node;
  readonly child: Node;
}

/** The whole properties of an object, in the order of the file, duplicates included. */
export function properties(node: Node | undefined): Property[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [keyNode, child] = children ?? [];
    return keyNode && child ? [{ key: String(keyNode.value), keyNode, child }] : [];
  });
}

export function nodeAt(root: Node, path: Path): Node | undefined {
  return findNodeAtLocation(root, [...path]);
}

/** The part of the text to mark for a path: a short value itself, else its key, else the bracket that opens it. */
export function markOf(root: Node, path: Path, at: 'key' | 'value'): { offset: number; length: number } {
  let node = nodeAt(root, path);
  // What the file leaves to a default has its place in the object around it.
  for (let end = path.length - 1; node === undefined && end >= 0; end--)
    node = nodeAt(root, path.slice(0, end));
  const marked = node ?? root;
  const hasParts = marked.type === 'object' || marked.type === 'array';
  if (at === 'value' && !hasParts) return { offset: marked.offset, length: marked.length };
  const key = marked.parent?.type === 'property' ? marked.parent.children?.[0] : undefined;
  return key
    ? { offset: key.offset, length: key.length }
    : { offset: marked.offset, length: hasParts ? 1 : marked.length };
}

/** Keys given twice, each with the place of the later one. */
export function duplicates(root: Node): { readonly key: string; readonly path: Path; readonly node: Node }[] {
  const found: { key: string; path: Path; node: Node }[] = [];
  const visit = (node: Node, path: Path): void => {
    if (node.type === 'array') {
      for (const [index, child] of (node.children ?? []).entries()) visit(child, [...path, index]);
    }
    const seen = new Set<string>();
    for (const { key, keyNode, child } of properties(node)) {
      if (seen.has(key)) found.push({ key, path: [...path, key], node: keyNode });
      seen.add(key);
      visit(child, [...path, key]);
    }
  };
  visit(root, []);
  return found;
}
