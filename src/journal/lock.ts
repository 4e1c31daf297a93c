import { lstat, open, readFile, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { EXIT, HumanError } from '../human-error.ts';

/**
 * Keeps a second process from writing the same run file: `RUN.lock` beside it, with who writes. Two that resumed one
 * run at once would do its trials twice. A lock whose process on this machine is gone is taken over; one from another
 * machine (a shared folder) cannot be judged, so the message says what to do.
 */
export async function lockRunFile(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = await open(lock, 'wx');
      await file
        .writeFile(JSON.stringify({ pid: process.pid, host: hostname() }))
        .finally(() => file.close());
      return () => unlink(lock).catch(() => {});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await holderOf(lock);
      if (attempt > 0 || mayHold(holder)) {
        const who = holder === null ? 'Another process' : `Process ${holder.pid} on ${holder.host}`;
        throw new HumanError(
          `${who} is writing the run file ${path}. Wait until it ends; if it is gone, delete ${lock}.`,
          EXIT.usage,
        );
      }
      await unlink(lock).catch(() => {});
    }
  }
}

/** Whether a process writes the run file just now, as far as its lock tells; one of another machine is believed. */
export async function isBeingWritten(path: string): Promise<boolean> {
  const lock = `${path}.lock`;
  try {
    await lstat(lock);
  } catch {
    return false;
  }
  const holder = await holderOf(lock);
  // Let go of between the two looks, or being made just now.
  return holder === null ? lstat(lock).then(Boolean, () => false) : mayHold(holder);
}

function mayHold(holder: { pid: number; host: string } | null): boolean {
  return holder === null || holder.host !== hostname() || isAlive(holder.pid);
}

/** Longer than what a lock says. */
const MOST = 4096;

async function holderOf(lock: string): Promise<{ pid: number; host: string } | null> {
  try {
    // In a folder of somebody else's it may be anything, such as a pipe that never ends.
    const stats = await lstat(lock);
    if (!stats.isFile() || stats.size > MOST) return null;
    const { pid, host } = JSON.parse(await readFile(lock, 'utf8')) as { pid?: unknown; host?: unknown };
    return Number.isInteger(pid) && Number(pid) > 0 && typeof host === 'string'
      ? { pid: Number(pid), host }
      : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a process too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
