import { EXIT, HumanError } from '../human-error.ts';
import { collect, copyOf, NO_RUN, nothingCollected, type TrialPlace } from './collected.ts';
import { anyRecord, type RunFile, type RunFileRecord } from './records.ts';

export interface ReadRunFile extends RunFile {
  /** Length of the file without a torn last line: where appending goes on. */
  readonly keepBytes: number;
  /** Length of the file as it was read. */
  readonly bytes: number;
}

/** `without`: what the trials printed is left out (empty), because only their measurements are wanted. */
export type Outputs = 'with' | 'without';

/** A run file as far as its bytes have come. */
export interface RunFileParser {
  /** Takes the next bytes, and keeps no view of them. */
  push(bytes: Uint8Array): void;
  /** A line was no record: what follows does not matter. */
  readonly broken: boolean;
  /** What the bytes so far are. Throws HumanError (usage) that names the file, the line and the mistake. */
  result(): ParsedRunFile;
}

export interface ParsedRunFile {
  readonly file: ReadRunFile;
  /** Of `file.trials`, in its order. */
  readonly places: readonly TrialPlace[];
}

/** Longer than any record: 1 MiB of experiment or 512 KiB of output, every byte escaped. Bounds what a line takes in memory. */
const LONGEST_LINE = 16 * 1024 ** 2;
const TOO_LONG = 'longer than any record of a run file. The file is damaged or no run file.';

/**
 * Reads a run file piece by piece; how its bytes are cut makes no difference. Forgives one thing: a last line without
 * its line end that is no whole record, as a crash leaves it. Everything else that is no record is an error that names
 * the line.
 */
export function runFileParser(path: string, outputs: Outputs): RunFileParser {
  const collected = nothingCollected();
  /** Beginning of a line whose end is still to come. */
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let bytes = 0;
  let problem: string | null = null;

  const endLine = (line: Buffer, start: number): void => {
    const number = collected.lines + 1;
    const record = parseRecord(line, outputs);
    const wrong =
      typeof record === 'string' ? record : collect(collected, record, start, start + line.length);
    if (wrong !== null) problem = `${path}:${number}: ${wrong}`;
  };

  const keep = (piece: Buffer): void => {
    pendingBytes += piece.length;
    // A copy, because the next read writes over it.
    if (pendingBytes <= LONGEST_LINE) pending.push(Buffer.from(piece));
    else problem = `${path}:${collected.lines + 1}: ${TOO_LONG}`;
  };

  return {
    get broken() {
      return problem !== null;
    },
    push(more) {
      const buffer = Buffer.from(more.buffer, more.byteOffset, more.byteLength);
      let at = 0;
      while (at < buffer.length && problem === null) {
        const newline = buffer.indexOf(0x0a, at);
        if (newline < 0) {
          keep(buffer.subarray(at));
          break;
        }
        const piece = buffer.subarray(at, newline);
        const line = pendingBytes === 0 ? piece : Buffer.concat([...pending, piece]);
        endLine(line, bytes + at - pendingBytes);
        pending = [];
        pendingBytes = 0;
        at = newline + 1;
      }
      bytes += buffer.length;
    },
    result() {
      if (problem !== null) throw new HumanError(problem, EXIT.usage);
      const all = copyOf(collected);
      const wrong = (sentence: string) =>
        new HumanError(`${path}:${collected.lines + 1}: ${sentence}`, EXIT.usage);
      const record = pendingBytes === 0 ? null : parseRecord(Buffer.concat(pending), outputs);
      const torn = typeof record === 'string';
      if (torn && all.run === null) throw wrong(record);
      if (record !== null && !torn) {
        const misplaced = collect(all, record, bytes - pendingBytes, bytes);
        if (misplaced !== null) throw wrong(misplaced);
      }
      const { run, lists, places } = all;
      if (run === null) throw wrong(NO_RUN);
      return { file: { run, ...lists, torn, keepBytes: torn ? bytes - pendingBytes : bytes, bytes }, places };
    },
  };
}

const NO_OUTPUT = { stdout: '', stderr: '' };

/** A record, or what is wrong with the line. */
export function parseRecord(line: Buffer, outputs: Outputs): RunFileRecord | string {
  if (line.length > LONGEST_LINE) return TOO_LONG;
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    return 'not a line of JSON. The file is damaged or no run file.';
  }
  const result = anyRecord.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const where = issue?.path.join('.') ?? '';
    const what = `${where === '' ? '' : `${where}: `}${issue?.message ?? 'unknown form'}`;
    return `not a record of a run file (${what}). The file is damaged or no run file.`;
  }
  // In place, because a copy of each of 100 000 records would be felt.
  if (outputs === 'without' && result.data.record === 'trial') Object.assign(result.data, NO_OUTPUT);
  return result.data;
}
