/** How a job came to its end. */
export type JobEnd =
  /** The command ended by itself. */
  | 'done'
  /** It ended, but left processes behind in its group, which were stopped. */
  | 'leftovers'
  /** It was stopped because its time was over. */
  | 'deadline'
  /** A process of it does not end even by SIGKILL: it hangs in the host's kernel. */
  | 'unstoppable'
  /** It ended while nobody was connected; its result was fetched later. */
  | 'collected';

export interface JobResult {
  readonly end: JobEnd;
  /** Status by the shell's rule (128 + n for a signal); null: the host could not keep it (killed wrapper, full disk). */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** A stream was longer than is kept. */
  readonly truncated: boolean;
  /** By the host's own monotonic clock, in steps of 10 ms; null where it has none. */
  readonly durationMs: number | null;
}

/**
 * Name of the signal that ended a command, by the shell's rule of 128 + n. A command that itself exits with such a
 * status cannot be told apart.
 */
export function signalOf(exitCode: number | null): string | null {
  if (exitCode === null) return null;
  return SIGNALS[exitCode - 128] ?? null;
}

/** Signals whose numbers are the same on every Linux architecture that Xen runs on. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
};
