import { createReadStream } from 'node:fs';
import { EXIT, HumanError } from '../human-error.ts';
import { type Outputs, type ReadRunFile, runFileParser } from './parse.ts';

export type { Outputs, ReadRunFile } from './parse.ts';

/** Bytes read at once: enough to be fast, little enough to keep an editor responsive between two reads. */
export const CHUNK = 1024 ** 2;

/**
 * Reads a run file. Throws HumanError (usage) that names the file, the line and the mistake. With their outputs the
 * trials of a long run may not fit in memory; ask for them only where they are read.
 */
export async function readRunFile(path: string, outputs: Outputs): Promise<ReadRunFile> {
  const parser = runFileParser(path, outputs);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      parser.push(chunk);
      if (parser.broken) break;
    }
  } catch (error) {
    throw cannotRead(path, error);
  }
  return parser.result().file;
}

/** Reads the bytes of a run file, all at once. */
export function parseRunFile(bytes: Uint8Array, path: string, outputs: Outputs = 'with'): ReadRunFile {
  const parser = runFileParser(path, outputs);
  parser.push(bytes);
  return parser.result().file;
}

export function cannotRead(path: string, cause: unknown): HumanError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'there is no such file' : message;
  return new HumanError(`The run file ${path} cannot be read: ${why}.`, EXIT.usage, { cause });
}
