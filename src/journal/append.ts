import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT, HumanError } from '../human-error.ts';
import { lockRunFile } from './lock.ts';
import type { ReadRunFile } from './read.ts';
import type { RunFileRecord } from './records.ts';

/**
 * A run file open for appending. A record is on the disk when `append` resolves: a crash loses at most the line that
 * is being written.
 */
export class RunFileWriter {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #unlock: () => Promise<void>;

  private constructor(path: string, file: FileHandle, unlock: () => Promise<void>) {
    this.path = path;
    this.#file = file;
    this.#unlock = unlock;
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
    return locked(path, async (unlock) => {
      const writer = new RunFileWriter(path, await open(path, 'ax'), unlock);
      await syncFolder(dirname(path));
      return writer;
    });
  }

  /**
   * Opens a run file to go on with it, as it was read: a torn last line is left out. Throws HumanError where it has
   * grown since, because what another process added would be cut off.
   */
  static async reopen(path: string, { keepBytes, bytes }: ReadRunFile): Promise<RunFileWriter> {
    return locked(path, async (unlock) => {
      const file = await open(path, 'r+');
      if ((await file.stat()).size !== bytes) {
        await file.close();
        throw new HumanError(
          `The run file ${path} has changed since it was read. Give the command again.`,
          EXIT.usage,
        );
      }
      await file.truncate(keepBytes);
      // A whole last record may lack its line end, by an editor or a crash between two writes.
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, keepBytes - 1);
      if (buffer[0] !== 0x0a) await file.write('\n', keepBytes);
      await file.close();
      return new RunFileWriter(path, await open(path, 'a'), unlock);
    });
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

  async close(): Promise<void> {
    await this.#file.close();
    await this.#unlock();
  }
}

/** Opens a run file under its lock; lets go of the lock when that fails. */
async function locked(
  path: string,
  openWriter: (unlock: () => Promise<void>) => Promise<RunFileWriter>,
): Promise<RunFileWriter> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const unlock = await lockRunFile(path);
    try {
      return await openWriter(unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    throw error instanceof HumanError ? error : cannotWrite(path, error);
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
      ? 'it exists already. Choose another name, or resume it'
      : code === 'ENOSPC'
        ? 'the file system is full'
        : String((cause as Error).message ?? cause);
  return new HumanError(`The run file ${path} cannot be written: ${why}.`, EXIT.usage, { cause });
}
