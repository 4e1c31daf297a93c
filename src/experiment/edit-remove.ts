import type { Node } from 'jsonc-parser';
import { type Member, membersOf } from './edit-members.ts';
import { isBlank, lineStart } from './edit-style.ts';
import type { TextEdit } from './edit-text.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Takes a member out of an object or a list, with its comma and the comments that are about it. The lines that it had
 * for itself go with it; everything else stays as it is.
 */
export function removeMember(text: string, container: Node, index: number): TextEdit[] {
  const members = membersOf(text, container);
  const member = members[index];
  if (member === undefined) throw new Error(`no member ${index}`);
  const ranges = joined(text, partsOf(member, members[index - 1] ?? null));
  return ranges.map((range) => {
    const { start, end } =
      range.start <= member.start && member.start < range.end ? withBlanks(text, container, range) : range;
    return { offset: start, length: end - start, content: '' };
  });
}

function partsOf(member: Member, before: Member | null): Range[] {
  const first = member.leading[0]?.start ?? member.start;
  const parts: Range[] = [{ start: first, end: member.end }, ...member.trailing];
  // The last one has no comma of its own: the one before it would be left without a sense.
  const comma = member.comma ?? before?.comma ?? null;
  if (comma !== null) parts.push({ start: comma, end: comma + 1 });
  return parts.sort((a, b) => a.start - b.start);
}

/** Parts with only blanks between them as one. */
function joined(text: string, parts: readonly Range[]): Range[] {
  const ranges: Range[] = [];
  for (const part of parts) {
    const last = ranges.at(-1);
    if (last !== undefined && isBlank(text.slice(last.end, part.start))) {
      ranges[ranges.length - 1] = { start: last.start, end: part.end };
    } else ranges.push(part);
  }
  return ranges;
}

/** With the blanks around it that would make no sense without it. */
function withBlanks(text: string, container: Node, { start, end }: Range): Range {
  const line = lineStart(text, start);
  const afterBlanks = end + blanks(text.slice(end));
  const lineBreak = /^(\r\n|\n|\r)/.exec(text.slice(afterBlanks, afterBlanks + 2))?.[0].length ?? 0;
  const beginsLine = isBlank(text.slice(line, start));
  if (beginsLine && lineBreak > 0) return withEmptyLines(text, container, line, afterBlanks + lineBreak);
  if (beginsLine) return { start, end: afterBlanks };
  const close = container.offset + container.length - 1;
  const stands = lineBreak > 0 || afterBlanks === close || text[afterBlanks] === '/';
  return stands ? { start: start - blanksBefore(text.slice(line, start)), end } : { start, end: afterBlanks };
}

/** Whole lines are taken out; where empty lines were on both sides, those of one side go too. */
function withEmptyLines(text: string, container: Node, start: number, end: number): Range {
  const close = container.offset + container.length - 1;
  let [before, after] = [start, end];
  while (before > container.offset) {
    const line = lineStart(text, before - (text.startsWith('\r\n', before - 2) ? 2 : 1));
    if (line <= container.offset || !isBlank(text.slice(line, before))) break;
    before = line;
  }
  while (after < close) {
    const line = /[^\r\n]*(?:\r\n|\n|\r)?/y;
    line.lastIndex = after;
    const next = after + (line.exec(text)?.[0].length ?? 0);
    if (next > close || !isBlank(text.slice(after, next))) break;
    after = next;
  }
  const closes = isBlank(text.slice(after, close));
  if (before < start && (after > end || closes)) return { start: before, end };
  return isBlank(text.slice(container.offset + 1, start)) ? { start, end: after } : { start, end };
}

function blanks(text: string): number {
  return /^[ \t]*/.exec(text)?.[0].length ?? 0;
}

function blanksBefore(text: string): number {
  return /[ \t]*$/.exec(text)?.[0].length ?? 0;
}
