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
