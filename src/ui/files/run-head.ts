import { openToRead } from '../../journal/bytes-of-file.ts';
import type { RunHead } from './run-places.ts';

/** The first line holds the text of the experiment, of at most 1 MiB, as JSON. */
const LONGEST_LINE = 8 * 1024 ** 2;
const CHUNK = 64 * 1024;

/** Reads what the first line of a run file tells; null where the file is none, is damaged or cannot be read. */
export async function readRunHead(path: string): Promise<RunHead | null> {
  try {
    const line = await firstLine(path);
    return line === null ? null : headOf(JSON.parse(line));
  } catch {
    return null;
  }
}

async function firstLine(path: string): Promise<string | null> {
  const file = await openToRead(path);
  try {
    if (!(await file.stat()).isFile()) return null;
    const parts: Buffer[] = [];
    for (let length = 0; length < LONGEST_LINE; ) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, length);
      const part = buffer.subarray(0, bytesRead);
      const end = part.indexOf(0x0a);
      parts.push(end < 0 ? part : part.subarray(0, end));
      if (end >= 0) return Buffer.concat(parts).toString('utf8');
      if (bytesRead === 0) return null;
      length += bytesRead;
    }
    return null;
  } finally {
    await file.close();
  }
}

function headOf(value: unknown): RunHead | null {
  if (typeof value !== 'object' || value === null) return null;
  const { record, startedAt, experiment } = value as Record<string, unknown>;
  if (record !== 'run' || typeof startedAt !== 'string') return null;
  if (typeof experiment !== 'object' || experiment === null) return null;
  const { name } = experiment as Record<string, unknown>;
  return typeof name === 'string' ? { experiment: name, startedAt } : null;
}
