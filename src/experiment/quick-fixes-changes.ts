import type { Node } from 'jsonc-parser';
import type { Diagnostic } from './diagnostic.ts';
import { insertMember } from './edit-insert.ts';
import { removeMember } from './edit-remove.ts';
import { inLine, type Json, type Style } from './edit-style.ts';
import type { TextEdit } from './edit-text.ts';
import { nodeAt, type Path } from './tree.ts';
import { quoted } from './wording.ts';

/** The few changes that quick fixes are made of. */

/** One way to mend a mistake. */
export interface QuickFix {
  readonly does: 'change' | 'remove' | 'remove-other' | 'add' | 'begin';
  /** What it is changed to, removed or added, as it would stand in the file, in one line; empty for `begin`. */
  readonly what: string;
  readonly edits: readonly TextEdit[];
  /** The obvious one of several. */
  readonly preferred: boolean;
}

/** A mistake in a file that could be read. */
export interface Mistake {
  readonly text: string;
  readonly root: Node;
  /** The whole file as plain data. */
  readonly value: unknown;
  readonly style: Style;
  readonly diagnostic: Diagnostic;
}

const WIDEST = 80;

/** Puts JSON in place of what the diagnostic marks. */
export function change({ offset, length }: Diagnostic, by: string, preferred: boolean): QuickFix {
  return { does: 'change', what: oneLine(by), edits: [{ offset, length, content: by }], preferred };
}

/** Puts JSON in place of a value. */
export function replace({ offset, length }: Node, by: string, preferred: boolean): QuickFix {
  return { does: 'change', what: oneLine(by), edits: [{ offset, length, content: by }], preferred };
}

/** Puts a property before the one that is now at `index`, or behind all. */
export function add(
  { text, style }: Mistake,
  object: Node,
  index: number,
  [key, value]: readonly [string, Json],
  preferred: boolean,
): QuickFix {
  const what = oneLine(`${quoted(key)}: ${inLine(value, style)}`);
  return {
    does: 'add',
    what,
    edits: insertMember(text, object, index, { key, value }, style),
    preferred,
  };
}

/** Takes the member at a path out, with the comments about it; none where its list would be empty then. */
export function removeAt(mistake: Mistake, path: Path, preferred: boolean): QuickFix[] {
  const { text, root } = mistake;
  const node = nodeAt(root, path);
  const member = node?.parent?.type === 'property' ? node.parent : node;
  if (node === undefined || member?.parent === undefined) return [];
  if (member.parent.type === 'array' && member.parent.children?.length === 1) return [];
  const key = path.at(-1);
  const what =
    typeof key === 'string' ? quoted(key) : oneLine(text.slice(node.offset, node.offset + node.length));
  return [{ does: 'remove', what, edits: removal(text, member), preferred }];
}

/** Takes a property, or an item of a list, out. */
export function removal(text: string, member: Node): readonly TextEdit[] {
  const container = member.parent;
  const index = container?.children?.indexOf(member) ?? -1;
  return container === undefined || index < 0 ? [] : removeMember(text, container, index);
}

function oneLine(json: string): string {
  const line = json.replace(/\s+/g, ' ');
  return line.length > WIDEST ? `${line.slice(0, WIDEST)}...` : line;
}
