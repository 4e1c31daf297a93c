import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { EXIT, HumanError } from '../human-error.ts';
import { openToRead, readBytes } from './bytes-of-file.ts';
import { type ParsedRunFile, type ReadRunFile, type RunFileParser, runFileParser } from './parse.ts';
import { CHUNK, cannotRead } from './read.ts';
import { type FoundTrial, readTrial } from './read-trial.ts';

/** A run file that may still grow. */
export interface RunFileFollower {
  readonly path: string;
  /** As of the last refresh, without what the trials printed; null before the first one, and where there is a problem. */
  readonly file: ReadRunFile | null;
  /** Why there is nothing to show: what `readRunFile` would throw. */
  readonly problem: string | null;
  /** The file is gone; `file` is what was read before. */
  readonly deleted: boolean;
  /** Reads what is new; true where anything above changed. Rejects on defects only. Calls follow each other. */
  refresh(): Promise<boolean>;
  /** One trial with its outputs. Throws HumanError where it is not there. */
  readTrial(trial: number, attempt: number): Promise<FoundTrial>;
}

/** What is known of the bytes read so far. */
interface Reading {
  readonly parser: RunFileParser;
  readonly bytes: number;
  /** The last of these bytes, by which an append is told from another content. */
  readonly mark: Buffer;
  readonly stats: BigIntStats;
}

const MARK = 4096;

/**
 * Follows a run file: each refresh reads the new bytes only. Where the file was cut, replaced or changed in place, it is
 * read anew from its beginning. Of each trial only its place is kept, not what it printed. Holds nothing open.
 */
export function followRunFile(path: string): RunFileFollower {
  let reading: Reading | null = null;
  let parsed: ParsedRunFile | null = null;
  let problem: string | null = null;
  let deleted = false;
  let last: Promise<unknown> = Promise.resolve();

  const readOn = async (file: FileHandle): Promise<boolean> => {
    const stats = await file.stat({ bigint: true });
    if (!stats.isFile()) throw new HumanError(`${path} is no regular file, so no run file.`, EXIT.usage);
    if (reading !== null && !deleted && sameStats(reading.stats, stats)) return false;
    const from = reading !== null && (await isContinued(reading, file, stats)) ? reading : null;
    reading = await readNew(path, file, from, stats);
    deleted = false;
    try {
      parsed = reading.parser.result();
      problem = null;
    } catch (error) {
      if (!(error instanceof HumanError)) throw error;
      parsed = null;
      problem = error.message;
    }
    return true;
  };

  const refresh = async (): Promise<boolean> => {
    try {
      const file = await openToRead(path);
      try {
        return await readOn(file);
      } finally {
        await file.close();
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' && parsed !== null) {
        const before = deleted;
        deleted = true;
        return !before;
      }
      // Anything but what the system says is a defect of ours.
      if (!(error instanceof HumanError) && code === undefined) throw error;
      const { message } = error instanceof HumanError ? error : cannotRead(path, error);
      const changed = message !== problem;
      problem = message;
      // It may come back with its old time and size.
      reading = null;
      parsed = null;
      deleted = false;
      return changed;
    }
  };

  return {
    path,
    get file() {
      return parsed?.file ?? null;
    },
    get problem() {
      return problem;
    },
    get deleted() {
      return deleted;
    },
    refresh() {
      const next = last.then(refresh);
      last = next.catch(() => {});
      return next;
    },
    readTrial: (trial, attempt) =>
      readTrial(path, parsed, trial, attempt, (start, end) => readRange(path, start, end)),
  };
}

function sameStats(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

async function readRange(path: string, start: number, end: number): Promise<Buffer> {
  try {
    const file = await openToRead(path);
    return await readBytes(file, start, end - start).finally(() => file.close());
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** Whether a file still begins with what was read of it: it only grew. */
async function isContinued(
  { parser, bytes, mark, stats }: Reading,
  file: FileHandle,
  now: BigIntStats,
): Promise<boolean> {
  if (parser.broken || stats.ino !== now.ino || stats.dev !== now.dev || now.size <= bytes) return false;
  return (await readBytes(file, bytes - mark.length, mark.length)).equals(mark);
}

async function readNew(
  path: string,
  file: FileHandle,
  from: Reading | null,
  stats: BigIntStats,
): Promise<Reading> {
  const parser = from?.parser ?? runFileParser(path, 'without');
  let bytes = from?.bytes ?? 0;
  let mark = from?.mark ?? Buffer.alloc(0);
  const size = Number(stats.size);
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, size - bytes)));
  while (bytes < size && !parser.broken) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, size - bytes), bytes);
    if (bytesRead === 0) break;
    const read = chunk.subarray(0, bytesRead);
    parser.push(read);
    bytes += bytesRead;
    mark = Buffer.from(Buffer.concat([mark, read.subarray(-MARK)]).subarray(-MARK));
  }
  return { parser, bytes, mark, stats };
}
