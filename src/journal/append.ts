import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT, HumanError } from '../human-error.ts';
import type { RunFileRecord } from './records.ts';

/**
 * A run file open for appending. A record is on the disk when `append` resolves: a crash loses at most the line that
 * is being written.
 */
export class RunFileWriter {
  readonly path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** Throws HumanError where the file exists, so that this is known before any host is touched. */
  static async refuseExisting(path: string): Promise<void> {
    const there = await stat(path).then(
      () => true,
      () => false,
    );
    if (there) throw cannotWrite(path, { code: 'EEXIST' });
  }

  /** Creates a run file and its folder. Throws HumanError where it exists already or cannot be made. */
  static async create(path: string): Promise<RunFileWriter> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const writer = new RunFileWriter(path, await open(path, 'ax'));
      await syncFolder(dirname(path));
      return writer;
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** Opens a run file to go on with it; `keepBytes` (from reading it) leaves out a torn last line. */
  static async reopen(path: string, keepBytes: number): Promise<RunFileWriter> {
    try {
      const file = await open(path, 'r+');
      await file.truncate(keepBytes);
      // A whole last record may lack its line end, by an editor or a crash between two writes.
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, keepBytes - 1);
      if (buffer[0] !== 0x0a) await file.write('\n', keepBytes);
      await file.close();
      return new RunFileWriter(path, await open(path, 'a'));
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** Adds one record as one line and waits until the disk has it. */
  async append(record: RunFileRecord): Promise<void> {
    try {
      await this.#file.appendFile(`${JSON.stringify(record)}\n`);
      await this.#file.datasync();
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The name of a new file is durable only when its folder is; not every system can sync a folder. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows opens no folders; the file itself is synced with each record.
  }
}

function cannotWrite(path: string, cause: unknown): HumanError {
  const { code } = cause as NodeJS.ErrnoException;
  const why =
    code === 'EEXIST'
      ? 'it exists already. Choose another name, or go on with it by --resume'
      : code === 'ENOSPC'
        ? 'the file system is full'
        : String((cause as Error).message ?? cause);
  return new HumanError(`The run file ${path} cannot be written: ${why}.`, EXIT.usage, { cause });
}
