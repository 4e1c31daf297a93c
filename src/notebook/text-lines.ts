import type { LineEnd } from './notebook.ts';

export interface Line {
  /** Without its line end; in a file whose lines end in CRLF without the CR too. */
  readonly text: string;
  readonly end: '' | LineEnd;
  /** Where it begins. */
  readonly offset: number;
}

/** The lines of a file; an empty last line, behind the last line end, is none. The first line tells what ends a line. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let crlf: boolean | null = null;
  for (let offset = 0; offset < text.length; ) {
    const newline = text.indexOf('\n', offset);
    const next = newline < 0 ? text.length : newline + 1;
    const withCr = newline > offset && text.charAt(newline - 1) === '\r';
    crlf ??= withCr;
    const end = newline < 0 ? '' : crlf && withCr ? '\r\n' : '\n';
    lines.push({ text: text.slice(offset, next - end.length), end, offset });
    offset = next;
  }
  return lines;
}

/** A part of a file without so many line ends at its begin and at its end, where they are there. */
export function withoutEnds(
  raw: string,
  lineEnd: LineEnd,
  { lead, trail }: { readonly lead: number; readonly trail: number },
): string {
  let from = 0;
  let to = raw.length;
  for (let count = 0; count < lead; count++) from += lengthAt(raw, from, lineEnd, 'begin');
  for (let count = 0; count < trail; count++) to -= lengthAt(raw, to, lineEnd, 'end');
  return raw.slice(from, Math.max(from, to));
}

/** A hand that edited a CRLF file may have left a lone LF. */
function lengthAt(raw: string, at: number, lineEnd: LineEnd, side: 'begin' | 'end'): number {
  const has = (end: string) => (side === 'begin' ? raw.startsWith(end, at) : raw.endsWith(end, at));
  const rest = side === 'begin' ? raw.length : at;
  const there = [lineEnd, '\n'].find((end) => rest >= end.length && has(end));
  return there?.length ?? 0;
}
