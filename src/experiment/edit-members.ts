import { createScanner, type Node } from 'jsonc-parser';
import { hasBreak } from './edit-style.ts';

/** The members of an object or a list with the commas and comments around them, and whose each comment is. */

// jsonc-parser's own names for these are const enums, which isolated modules cannot read.
const COMMA = 5;
const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;

export interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface Member {
  readonly start: number;
  readonly end: number;
  /** Of the comments before it, those that are about it: on its line, or on the lines just above. */
  readonly leading: readonly Comment[];
  /** Of the comments after it, those that are about it: on its line. */
  readonly trailing: readonly Comment[];
  /** Where the comma after it stands; null: there is none. */
  readonly comma: number | null;
  /** Where its line is over: behind the comma and all comments that begin there; no other member starts before. */
  readonly lineEnd: number;
  /** It stands on another line than what is before it. */
  readonly ownLine: boolean;
}

/** What stands between two members, or between a bracket and a member. */
interface Gap {
  readonly start: number;
  readonly end: number;
  readonly comma: number | null;
  readonly comments: readonly Comment[];
}

/** The members of a container without mistakes, in the order of the text. */
export function membersOf(text: string, container: Node): Member[] {
  const children = container.children ?? [];
  const close = container.offset + container.length - 1;
  const gaps = [...children, null].map((child, index) => {
    const before = children[index - 1];
    const start = before === undefined ? container.offset + 1 : before.offset + before.length;
    return gapOf(text, start, child?.offset ?? close);
  });
  return children.map(({ offset, length }, index) => {
    const [before, after] = [gaps[index], gaps[index + 1]];
    if (before === undefined || after === undefined) throw new Error('a member without its gaps');
    const isLast = index === children.length - 1;
    const ownLine = hasBreak(text.slice(before.start, before.end));
    const { lineEnd, mine } = behind(text, after, isLast, index === 0 || ownLine);
    return {
      start: offset,
      end: offset + length,
      leading: above(text, before),
      trailing: mine,
      comma: after.comma,
      lineEnd,
      ownLine,
    };
  });
}

/** All comments inside a node's text. */
export function commentsIn(text: string, start: number, end: number): Comment[] {
  return [...gapOf(text, start, end).comments];
}

function gapOf(text: string, start: number, end: number): Gap {
  const scanner = createScanner(text, false);
  scanner.setPosition(start);
  const comments: Comment[] = [];
  let comma: number | null = null;
  while (scanner.getPosition() < end) {
    const token: number = scanner.scan();
    const at = scanner.getTokenOffset();
    if (token === COMMA) comma ??= at;
    if (token === LINE_COMMENT || token === BLOCK_COMMENT) {
      comments.push({ start: at, end: at + scanner.getTokenLength() });
    }
  }
  return { start, end, comma, comments };
}

/** @param alone nothing of the container stands before the member on its line */
function behind(
  text: string,
  { start, end, comma, comments }: Gap,
  isLast: boolean,
  alone: boolean,
): { readonly lineEnd: number; readonly mine: readonly Comment[] } {
  const before: Comment[] = [];
  const after: Comment[] = [];
  let at = start;
  let passed = false;
  for (const comment of comments) {
    if (!passed && comma !== null && comma < comment.start) {
      if (hasBreak(text.slice(at, comma))) return { lineEnd: comma + 1, mine: before };
      at = comma + 1;
      passed = true;
    }
    if (hasBreak(text.slice(at, comment.start))) break;
    (passed ? after : before).push(comment);
    at = comment.end;
  }
  if (!passed && comma !== null) {
    return { lineEnd: comma + 1, mine: before };
  }
  const endsLine = hasBreak(text.slice(at, end));
  // On the line of the next member they are about that one.
  if (passed && !isLast && !endsLine) return { lineEnd: (comma ?? start) + 1, mine: before };
  // At the end of a line with several members they are about the line.
  const about = endsLine && !alone ? [] : passed ? after : before;
  return { lineEnd: at, mine: passed ? [...before, ...about] : about };
}

function above(text: string, { start, end, comma, comments }: Gap): Comment[] {
  const from = comma === null ? start : comma + 1;
  const candidates = comments.filter((comment) => comment.start >= from);
  let first = candidates.length;
  let next = end;
  let onItsLine = true;
  for (let index = candidates.length - 1; index >= 0; index--) {
    const comment = candidates[index];
    if (comment === undefined) break;
    const breaks = text.slice(comment.end, next).match(/\r\n|\n|\r/g)?.length ?? 0;
    // An empty line between: it is about more than this member.
    if (breaks > 1) break;
    if (breaks === 1) onItsLine = false;
    const beginsLine = hasBreak(text.slice(candidates[index - 1]?.end ?? from, comment.start));
    // A line that does not begin with a comment begins with another member or a bracket, and is about that.
    if (beginsLine || onItsLine) first = index;
    next = comment.start;
  }
  return candidates.slice(first);
}
