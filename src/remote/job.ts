import { type CpuTime, cpuTime } from './cpu-time.ts';
import { keptOutput } from './output.ts';

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
  /** What the host's CPUs did meanwhile; null where it does not tell. */
  readonly cpu: CpuTime | null;
}

const ENDS: readonly string[] = [
  'done',
  'leftovers',
  'deadline',
  'unstoppable',
  'collected',
] satisfies JobEnd[];

/**
 * Reads a job's result: the text of its `result` frame (`JOB END CODE FROM TO OUT_SIZE ERR_SIZE`, then two first lines
 * of /proc/stat) and what was sent of its streams. Null where that is no result, which only a host that is not what it seems would send.
 */
export function readJobResult(text: string, out: Buffer, err: Buffer): JobResult | null {
  const [, end = '', code = '', from = '', to = '', outSize = '', errSize = '', ...stat] = text.split(' ');
  const sizes = [outSize, errSize].map(Number);
  if (!ENDS.includes(end) || !/^(-|\d{1,3})$/.test(code) || !sizes.every(Number.isSafeInteger)) return null;
  const stdout = keptOutput(out, sizes[0] ?? 0);
  const stderr = keptOutput(err, sizes[1] ?? 0);
  return {
    end: end as JobEnd,
    exitCode: code === '-' ? null : Number(code),
    stdout: stdout.text,
    stderr: stderr.text,
    truncated: stdout.truncated || stderr.truncated,
    durationMs: clockDifference(from, to),
    cpu: cpuTime(stat),
  };
}

/** Difference of two readings of /proc/uptime (seconds with two decimals), ms; null where either is missing. */
function clockDifference(from: string, to: string): number | null {
  const ms = Math.round(Number(to) * 1000) - Math.round(Number(from) * 1000);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
