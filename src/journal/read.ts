import { readFile } from 'node:fs/promises';
import { EXIT, HumanError } from '../human-error.ts';
import { anyRecord, type RunFile, type RunFileRecord } from './records.ts';

export interface ReadRunFile extends RunFile {
  /** Length of the file without a torn last line: where appending goes on. */
  readonly keepBytes: number;
  /** Length of the file as it was read. */
  readonly bytes: number;
}

const NO_OUTPUT = { stdout: '', stderr: '' };

/** `without`: what the trials printed is left out (empty), because only their measurements are wanted. */
export type Outputs = 'with' | 'without';

/**
 * Reads a run file. Throws HumanError (usage) that names the file, the line and the mistake. With their outputs the
 * trials of a long run may not fit in memory; ask for them only where they are read.
 */
export async function readRunFile(path: string, outputs: Outputs): Promise<ReadRunFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new HumanError(`The run file ${path} cannot be read: ${(error as Error).message}.`, EXIT.usage, {
      cause: error,
    });
  }
  return parseRunFile(bytes, path, outputs);
}

/**
 * Reads the bytes of a run file. Forgives one thing: a last line without its line end that is no whole record, as a
 * crash leaves it. Everything else that is no record is an error that names the line.
 */
export function parseRunFile(bytes: Buffer, path: string, outputs: Outputs = 'with'): ReadRunFile {
  const records: RunFileRecord[] = [];
  let start = 0;
  let line = 0;
  let torn = false;
  while (start < bytes.length) {
    line += 1;
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const record = parseRecord(bytes.toString('utf8', start, end));
    if (typeof record === 'string') {
      if (newline < 0 && records.length > 0) {
        torn = true;
        break;
      }
      throw new HumanError(`${path}:${line}: ${record}. The file is damaged or no run file.`, EXIT.usage);
    }
    // In place, because a copy of each of 100 000 records would be felt.
    if (outputs === 'without' && record.record === 'trial') Object.assign(record, NO_OUTPUT);
    records.push(record);
    start = end + 1;
  }
  return { ...collect(records, torn, path), keepBytes: torn ? start : bytes.length, bytes: bytes.length };
}

function collect(records: readonly RunFileRecord[], torn: boolean, path: string): RunFile {
  const [run, ...rest] = records;
  if (run?.record !== 'run') {
    throw new HumanError(
      `${path}:1: the first line is no run record: this is not a run file, or it is empty.`,
      EXIT.usage,
    );
  }
  const again = rest.findIndex((record) => record.record === 'run');
  if (again >= 0) {
    throw new HumanError(`${path}:${again + 2}: a second run record: two run files in one.`, EXIT.usage);
  }
  const all = <R extends RunFileRecord['record']>(kind: R) =>
    rest.filter((record): record is Extract<RunFileRecord, { record: R }> => record.record === kind);
  return {
    run,
    targets: all('target'),
    trials: all('trial'),
    warmups: all('warmup'),
    resumes: all('resume'),
    ends: all('end'),
    torn,
  };
}

/** A record, or what is wrong with the line. */
function parseRecord(text: string): RunFileRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not a line of JSON';
  }
  const result = anyRecord.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') ?? '';
  return `not a record of a run file (${where === '' ? '' : `${where}: `}${issue?.message ?? 'unknown form'})`;
}
