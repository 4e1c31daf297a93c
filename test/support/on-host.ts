import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A folder for everything of ours on a test's host (its TMPDIR and disk tests), so that what is left there is ours. */
export async function hostFolder(): Promise<{ path: string; left(): string[]; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'xen-bench-host-'));
  return { path, left: () => readdirSync(path), remove: () => rm(path, { recursive: true }) };
}

/**
 * What is left of processes whose environment holds `mark`. A login shell that was still reading its start-up files when
 * the connection ended cannot be told to stop: it ends by itself as soon as it has read them, and so does the `/bin/sh`
 * that it becomes. These are waited for; everything else is left behind and told at once.
 */
export async function processesLeft(mark: string): Promise<string[]> {
  for (;;) {
    const left = processesMarked(mark);
    if (left.length === 0 || left.some((line) => !isStartingShell(Number.parseInt(line, 10)))) return left;
    await delay(20);
  }
}

/** A shell that sshd starts for us, what it runs to set itself up, or what it has just become; gone counts too. */
function isStartingShell(pid: number): boolean {
  if (commandOf(pid) === '/bin/sh') return true;
  for (let at = pid; at > 1; at = parentOf(at)) {
    if (/ -c exec \/bin\/sh$/.test(commandOf(at))) return true;
  }
  return !existsSync(`/proc/${pid}`);
}

function commandOf(pid: number): string {
  return readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

function parentOf(pid: number): number {
  const stat = readOr(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** Running processes whose environment holds `mark`: all that was started through a server that sets it. */
export function processesMarked(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readOr(`/proc/${pid}/environ`).includes(mark))
    .filter((pid) => !/^State:\s+[ZX]/m.test(readOr(`/proc/${pid}/status`)))
    .map((pid) => `${pid} ${commandOf(Number(pid)).slice(0, 120)}`);
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
