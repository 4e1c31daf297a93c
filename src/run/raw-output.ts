import type { RawOutput } from '../benchmarks/benchmark.ts';
import type { JobResult } from '../remote/job.ts';
import type { RemoteSession } from '../remote/session.ts';

/** What a benchmark's reader sees of a finished job. */
export function rawOutput(command: string, result: JobResult): RawOutput {
  const { exitCode, stdout, stderr, truncated, durationMs } = result;
  return { command, exitCode, stdout, stderr, truncated, durationMs };
}

/** Runs a command that only prepares, and gives its output for reading. */
export async function runForOutput(
  session: RemoteSession,
  command: string,
  seconds: number,
): Promise<RawOutput> {
  return rawOutput(command, await session.run(command, seconds));
}
