import { EXIT, HumanError } from '../human-error.ts';
import { plain } from '../report/plain.ts';

/** Longest output of an xl command that is read, in UTF-16 units: hundreds of domains with their configuration. */
const LONGEST_OUTPUT = 8 * 1024 * 1024;
/** Longest line of a table that is read. */
const LONGEST_LINE = 4_000;
/** Longest name of a domain that is kept. Xen itself sets no limit; xl's tables are made for 40. */
export const LONGEST_NAME = 250;

/** The error of a dom0 whose xl printed something that is not its output; exit code 3, a host that refuses. */
export function notOfXl(command: string, what: string): HumanError {
  return new HumanError(
    `\`${command}\` on the dom0 printed something that cannot be read: ${what}. Try the command there by hand.`,
    EXIT.refused,
  );
}

/** Refuses an output that is longer than anything xl prints. */
export function boundedOutput(command: string, text: string): string {
  if (text.length > LONGEST_OUTPUT) throw notOfXl(command, `more than ${LONGEST_OUTPUT} characters`);
  return text;
}

/** The table that an xl command printed: its heading, and the lines under it with their numbers (from 1). */
export interface XlTable {
  readonly heading: string;
  readonly rows: readonly { readonly line: string; readonly number: number }[];
}

/**
 * Finds the table that begins with a line like `heading`. What stands before it (a banner, a warning) is passed
 * over, and so are blank lines. Throws HumanError (exit code 3) where there is none.
 */
export function tableUnder(command: string, heading: RegExp, text: string): XlTable {
  const lines = boundedOutput(command, text).split(/\r?\n/);
  const start = lines.findIndex((line) => line.length <= LONGEST_LINE && heading.test(line));
  if (start < 0) {
    const first = lines.find((line) => line.trim() !== '');
    throw notOfXl(command, first === undefined ? 'nothing' : `no heading, but "${plain(first, 100)}"`);
  }
  const rows = lines
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }, index) => index > start && line.trim() !== '');
  for (const { line, number } of rows) if (line.length > LONGEST_LINE) throw badRow(command, line, number);
  return { heading: lines[start] ?? '', rows };
}

/** The error of a line that is no line of the table. */
export function badRow(command: string, line: string, number: number): HumanError {
  return notOfXl(command, `line ${number} is "${plain(line, 100)}"`);
}

/** A domain's name as safe text. */
export function domainName(text: string): string {
  return plain(text, LONGEST_NAME);
}
