import type { Node } from 'jsonc-parser';
import { commentsIn, type Member, membersOf } from './edit-members.ts';
import { hasBreak, indentationAt, type Json, keyed, type Style, written } from './edit-style.ts';
import type { TextEdit } from './edit-text.ts';

/** A member to put in; `key` is null in a list. */
export interface NewMember {
  readonly key: string | null;
  readonly value: Json;
}

/** Puts a member before the one that is now at `index`, or behind all, laid out as its neighbours are. */
export function insertMember(
  text: string,
  container: Node,
  index: number,
  member: NewMember,
  style: Style,
): TextEdit[] {
  const members = membersOf(text, container);
  const neighbour = members[index - 1] ?? members[0];
  if (neighbour === undefined) return intoEmpty(text, container, member, style);
  const next = members[index];
  const tall = isTall(text, container, index === 0 ? 0 : index - 1, member.value);
  const inner = indentationAt(text, neighbour.start);
  if (index === 0) {
    const at = neighbour.leading[0]?.start ?? neighbour.start;
    const between = neighbour.ownLine ? `${style.eol}${inner}` : ' ';
    return [insertion(at, `${textOf(member, style, inner, tall)},${between}`)];
  }
  return behind(text, container, neighbour, next, style, (indent) => textOf(member, style, indent, tall));
}

function behind(
  text: string,
  container: Node,
  { end, comma, lineEnd, ownLine, start }: Member,
  next: Member | undefined,
  style: Style,
  words: (indent: string) => string,
): TextEdit[] {
  // Behind a line comment there is no room on the line.
  const closed = hasLineComment(text, end, lineEnd);
  if (!closed && !(ownLine && (next === undefined || next.ownLine))) {
    const inner = words(indentationAt(text, start));
    return comma === null ? [insertion(lineEnd, `, ${inner}`)] : [insertion(lineEnd, ` ${inner},`)];
  }
  const like = ownLine ? start : next?.ownLine === true ? next.start : null;
  const close = container.offset + container.length - 1;
  const indent = like === null ? indentationAt(text, close) + style.unit : indentationAt(text, like);
  const line = `${style.eol}${indent}${words(indent)}`;
  if (comma !== null) return [insertion(lineEnd, `${line},`)];
  return end === lineEnd ? [insertion(end, `,${line}`)] : [insertion(end, ','), insertion(lineEnd, line)];
}

function intoEmpty(text: string, container: Node, member: NewMember, style: Style): TextEdit[] {
  const close = container.offset + container.length - 1;
  const start = container.offset + 1;
  const outer = indentationAt(text, container.offset);
  const inner = outer + style.unit;
  const words = `${style.eol}${inner}${textOf(member, style, inner, false)}`;
  const last = commentsIn(text, start, close).at(-1);
  const from = last?.end ?? start;
  const end = hasBreak(text.slice(from, close))
    ? text.slice(from, close).replace(/^[ \t]*/, '')
    : `${style.eol}${outer}`;
  return [{ offset: from, length: close - from, content: `${words}${end}` }];
}

/** Whether the neighbour is of the same kind and stands over several lines. */
function isTall(text: string, container: Node, index: number, member: Json): boolean {
  const child = container.children?.[index];
  const value = child?.type === 'property' ? child.children?.[1] : child;
  if (value?.type !== (Array.isArray(member) ? 'array' : 'object')) return false;
  return hasBreak(text.slice(value.offset, value.offset + value.length));
}

function hasLineComment(text: string, start: number, end: number): boolean {
  return commentsIn(text, start, end).some((comment) => text.startsWith('//', comment.start));
}

function textOf({ key, value }: NewMember, style: Style, indent: string, tall: boolean): string {
  const words = written(value, style, indent, tall);
  return key === null ? words : keyed(key, words, style);
}

function insertion(offset: number, content: string): TextEdit {
  return { offset, length: 0, content };
}
