import { readDecimal } from './number.ts';

/** What dd says of its work on stderr. */
export interface DdSummary {
  readonly recordsIn: Records;
  readonly recordsOut: Records;
  /** The third line; null where there is none (Debian's BusyBox), or it cannot be read beyond doubt. */
  readonly copied: { readonly bytes: number; readonly seconds: number } | null;
}

export interface Records {
  readonly full: number;
  readonly partial: number;
}

/** No line that dd prints is longer. */
const LONGEST_LINE = 400;

/**
 * Reads dd's summary: GNU's old and new, BusyBox's with two lines and with three, in any language. Of several
 * (a signal makes dd print one on the way) the last counts. null: there is none.
 */
export function readDdSummary(stderr: string): DdSummary | null {
  const lines = stderr
    .split(/[\r\n]/)
    .filter((line) => line.length <= LONGEST_LINE)
    .map((line) => line.trim());
  const last = lines.findLastIndex((line) => records(line) !== null);
  const recordsIn = records(lines[last - 1] ?? '');
  const recordsOut = records(lines[last] ?? '');
  if (recordsIn === null || recordsOut === null) return null;
  const copied = lines.slice(last + 1).map(copiedLine);
  return { recordsIn, recordsOut, copied: copied.find((line) => line !== null) ?? null };
}

/** `262144+0 records in`, `262144+0 Datensätze ein`, `262144+0 registros de entrada`. */
function records(line: string): Records | null {
  const match = /^(\d{1,15})\+(\d{1,15}) \p{L}/u.exec(line);
  return match === null ? null : { full: Number(match[1]), partial: Number(match[2]) };
}

/** `134217728 bytes (134 MB, 128 MiB) copied, 0.639922 s, 210 MB/s`; the words differ by language and age. */
function copiedLine(line: string): DdSummary['copied'] {
  const bytes = /^(\d{1,15}) \p{L}/u.exec(line)?.[1];
  if (bytes === undefined) return null;
  const opened = line.indexOf('(');
  const tail = line.slice(Math.max(bytes.length, opened < 0 ? 0 : line.indexOf(')', opened)));
  const times = [
    ...tail.matchAll(/(?<![\d.,])(\d[\d.,]{0,20}(?:e[+-]?\d{1,3})?) ?(\p{L}{1,12})(?![\p{L}/])/gu),
  ];
  const [time] = times;
  if (time === undefined || times.length > 1 || !/^s/i.test(time[2] ?? '')) return null;
  const seconds = decimalOfAnyLanguage(time[1] ?? '', Number(bytes), tail.slice(time.index + time[0].length));
  return seconds === null ? null : { bytes: Number(bytes), seconds };
}

/**
 * dd never groups digits, so a comma is a decimal one. Only `1,234` could also be meant as a thousand and more: it
 * counts when the rate beside it says so.
 */
function decimalOfAnyLanguage(text: string, bytes: number, rest: string): number | null {
  const seconds = readDecimal(text.replace(',', '.'));
  if (seconds === null || !/^[1-9]\d{0,2},\d{3}$/.test(text)) return seconds;
  const rate = /(\d{1,6}(?:[.,]\d{1,3})?) ?([kKMGT]?)B\/s/.exec(rest);
  const unit = { k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 }[rate?.[2] ?? ''] ?? 1;
  const printed = (readDecimal(rate?.[1]?.replace(',', '.') ?? '') ?? 0) * unit;
  return Math.abs(printed * seconds - bytes) <= 0.15 * bytes ? seconds : null;
}
