import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for everything of ours on a test's host (its TMPDIR and disk tests), so that what is left there is ours. */
export async function hostFolder(): Promise<{ path: string; left(): string[]; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'xen-bench-host-'));
  return { path, left: () => readdirSync(path), remove: () => rm(path, { recursive: true }) };
}

/** Running processes whose environment holds `mark`: all that was started through a server that sets it. */
export function processesMarked(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readOr(`/proc/${pid}/environ`).includes(mark))
    .filter((pid) => !/^State:\s+[ZX]/m.test(readOr(`/proc/${pid}/status`)))
    .map((pid) => `${pid} ${readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 120)}`);
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
