import type { RunSummary } from '../../engine/run-summary.ts';

/** What tells one state of a file from another. */
export interface FileState {
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

export interface SummaryPorts {
  /** null: there is no such file. */
  readonly state: (path: string) => Promise<FileState | null>;
  readonly read: (path: string) => Promise<RunSummary>;
  /** A summary is there that was not there before, or may be asked for again. */
  readonly told: (path: string) => void;
  readonly failed: (path: string, error: unknown) => void;
  /** Milliseconds, from any beginning. */
  readonly clock: () => number;
  readonly later: (ms: number, work: () => void) => void;
}

/** Summaries of run files, read when they are first asked for. */
export interface Summaries {
  /** What is known; null: nothing yet, it is being read and will be `told`. */
  get(path: string): RunSummary | null;
  /** The file may have changed: it is looked at again when it is next asked for. */
  changed(path: string): void;
  clear(): void;
}

const MOST_AT_ONCE = 2;
/** A file that grows is read whole each time: reading may take this share of the time at most. */
const REST_FOR_WORK = 10;
const LEAST_REST_MS = 2_000;

interface Known {
  summary: RunSummary | null;
  state: FileState | null;
  /** It was looked at since it changed last. */
  fresh: boolean;
  /** Not read again before. */
  restsUntil: number;
  waiting: boolean;
  /** It will be told of when it may be read again. */
  due: boolean;
}

/** Keeps summaries by path, size and time of change; reads at most two files at once. */
export function runSummaries(ports: SummaryPorts): Summaries {
  const known = new Map<string, Known>();
  const queue: string[] = [];
  let reading = 0;

  /** Once it may be read again. */
  const tellLater = (path: string, entry: Known): void => {
    if (entry.due) return;
    entry.due = true;
    ports.later(entry.restsUntil - ports.clock(), () => {
      entry.due = false;
      if (known.get(path) === entry) ports.told(path);
    });
  };

  const look = async (path: string, entry: Known): Promise<void> => {
    entry.fresh = true;
    const state = await ports.state(path);
    if (state !== null && same(state, entry.state) && entry.summary !== null) return;
    const began = ports.clock();
    entry.summary = await ports.read(path);
    entry.state = state;
    const ended = ports.clock();
    entry.restsUntil = ended + Math.max(LEAST_REST_MS, REST_FOR_WORK * (ended - began));
    if (entry.summary.ok && entry.summary.writing) {
      // That its writer is gone changes nothing of the file: nobody would tell.
      entry.state = null;
      entry.fresh = false;
      tellLater(path, entry);
    }
    if (known.get(path) === entry) ports.told(path);
  };

  const next = (): void => {
    while (reading < MOST_AT_ONCE) {
      const path = queue.shift();
      if (path === undefined) return;
      const entry = known.get(path);
      if (entry === undefined) continue;
      entry.waiting = false;
      reading += 1;
      look(path, entry)
        .catch((error: unknown) => ports.failed(path, error))
        .finally(() => {
          reading -= 1;
          next();
        });
    }
  };

  const ask = (path: string, entry: Known): void => {
    if (entry.summary !== null && entry.restsUntil > ports.clock()) {
      tellLater(path, entry);
      return;
    }
    entry.waiting = true;
    queue.push(path);
    next();
  };

  return {
    get(path) {
      let entry = known.get(path);
      if (entry === undefined) {
        entry = { summary: null, state: null, fresh: false, restsUntil: 0, waiting: false, due: false };
        known.set(path, entry);
      }
      if (!entry.fresh && !entry.waiting) ask(path, entry);
      return entry.summary;
    },
    changed(path) {
      const entry = known.get(path);
      if (entry !== undefined) entry.fresh = false;
    },
    clear() {
      known.clear();
      queue.length = 0;
    },
  };
}

function same(a: FileState, b: FileState | null): boolean {
  return b !== null && a.size === b.size && a.changed === b.changed;
}
