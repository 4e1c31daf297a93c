import { benchmarkOf, readTrial } from '../benchmarks/index.ts';
import { signalOf } from '../benchmarks/signal.ts';
import type { Case } from '../experiment/model.ts';
import type { Outcome, TrialRecord } from '../journal/records.ts';
import { ConnectionLostError } from '../remote/agent-channel.ts';
import type { JobResult } from '../remote/job.ts';
import { ended } from '../remote/time-limit.ts';
import { rawOutput } from './raw-output.ts';
import type { ReadyTarget } from './target.ts';

/** One run of a case on a target: the part of a trial's record that the run itself gives. */
export type RanCase = Pick<
  TrialRecord,
  | 'startedAt'
  | 'durationMs'
  | 'cpu'
  | 'command'
  | 'exitCode'
  | 'signal'
  | 'stdout'
  | 'stderr'
  | 'truncated'
  | 'outcome'
  | 'reason'
  | 'measurements'
  | 'parser'
>;

/** A job whose connection was lost while it ran: where a new session can find it. */
export interface LostJob {
  readonly directory: string;
  readonly job: number;
  readonly deadlineSeconds: number;
  readonly because: string;
}

/** Longest wait for the result of a job that was stopped, ms. */
const STOPPED_MS = 1_200;

/** Collects a lost job over a new connection; null where that proved impossible. */
export type CollectLost = (lost: LostJob) => Promise<JobResult | null>;

/**
 * Runs a case once and judges it. Does not throw for what happens on the host: a lost connection is collected, or
 * the outcome is `lost`; an abort stops the job, with proof, and the outcome is `cancelled`.
 */
export async function runCase(
  ready: ReadyTarget,
  case_: Case,
  collectLost: CollectLost,
  signal: AbortSignal,
): Promise<RanCase> {
  const benchmark = benchmarkOf(case_);
  const context = ready.context(case_);
  const command = benchmark.command(case_, context);
  const deadlineSeconds = Math.ceil(benchmark.deadlineSeconds(case_, context));
  const { session } = ready.host;
  const startedAt = new Date();
  const head = { startedAt: startedAt.toISOString(), command, parser: benchmark.parser };
  const without = (outcome: Outcome, reason: string): RanCase => ({
    ...head,
    durationMs: Date.now() - startedAt.getTime(),
    cpu: null,
    exitCode: null,
    signal: null,
    stdout: '',
    stderr: '',
    truncated: false,
    outcome,
    reason,
    measurements: [],
  });

  let stopping: Promise<unknown> | null = null;
  let wake = () => {};
  const aborted = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const onAbort = () => {
    stopping = session.stop();
    wake();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  let result: JobResult;
  try {
    const running = session.run(command, deadlineSeconds);
    if (signal.aborted) onAbort();
    await Promise.race([running.catch(() => {}), aborted]);
    // A stopped job's result comes within moments; where it does not, nobody waits for it.
    if (signal.aborted && !(await ended(running, STOPPED_MS))) {
      throw new ConnectionLostError('the job did not answer after it was stopped');
    }
    result = await running;
  } catch (error) {
    if (!(error instanceof ConnectionLostError)) throw error;
    if (signal.aborted) return without('cancelled', 'cancelled while it ran');
    const lost = {
      directory: session.directory,
      job: session.lastJob,
      deadlineSeconds,
      because: error.message,
    };
    const collected = await collectLost(lost);
    if (collected === null) {
      return without(
        signal.aborted ? 'cancelled' : 'lost',
        `${error.message}, and the result could not be fetched`,
      );
    }
    result = collected;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await stopping;
  }

  const { exitCode, stdout, stderr, truncated, durationMs, cpu } = result;
  const ran = { ...head, durationMs, cpu, exitCode, signal: signalOf(exitCode), stdout, stderr, truncated };
  if (stopping !== null)
    return { ...ran, outcome: 'cancelled', reason: 'cancelled while it ran', measurements: [] };
  const failure = failureOf(result, deadlineSeconds);
  if (failure !== null) return { ...ran, outcome: 'failed', reason: failure, measurements: [] };
  const reading = readTrial(rawOutput(command, result), case_, ready.host.observed.facts);
  return reading.outcome === 'valid'
    ? { ...ran, outcome: 'valid', measurements: [...reading.measurements] }
    : { ...ran, outcome: 'invalid', reason: reading.reason, measurements: [] };
}

/** Why a job was not carried out as asked; null when it was, whatever its output says. */
function failureOf(result: JobResult, deadlineSeconds: number): string | null {
  switch (result.end) {
    case 'deadline':
      return `stopped after ${deadlineSeconds} s, its time limit`;
    case 'unstoppable':
      return 'a process of it hangs in the host’s kernel and could not be ended';
    case 'leftovers':
      return 'it left processes running, which were stopped: its work was not over when it ended';
    case 'done':
    case 'collected':
      return result.exitCode === null
        ? 'the host could not keep its exit status: is the file system of /tmp full, or was it killed from outside?'
        : null;
  }
}
