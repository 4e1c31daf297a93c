import { readdirSync, readFileSync } from 'node:fs';

/** Folders of ours on this machine: those of sessions and of disk tests. */
export function ourFolders(): string[] {
  return ['/tmp', '/var/tmp'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^xen-bench\.[0-9a-f]{24}$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
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
