import type { RawOutput } from './benchmark.ts';
import { firstLine, lastLine } from './excerpt.ts';
import { signalOf } from './signal.ts';

/**
 * Why a run whose exit status is not 0 gives no number; null when the status is 0. `program` is how to call it in
 * the sentence, `said` the line of its output that tells most (else the last of stderr, else of stdout).
 */
export function exitReason(raw: RawOutput, program: string, said?: string): string | null {
  const code = raw.exitCode;
  if (code === 0) return null;
  if (code === null) return `${program} left no exit status: it was cut off before it ended`;
  const line = said ?? (lastLine(raw.stderr) || lastLine(raw.stdout));
  const quote = line === '' ? '' : `: "${line}"`;
  if (code === 127) return `${program} was not found on the target (exit code 127)${quote}`;
  if (code === 126) return `${program} is there but cannot be executed (exit code 126)${quote}`;
  const signal = signalOf(code);
  if (signal !== null) {
    const hint = signal === 'SIGKILL' ? ', perhaps for want of memory' : '';
    return `${program} was killed by ${signal} (exit code ${code})${hint}${quote}`;
  }
  return `${program} ended with exit code ${code}${quote}`;
}

/** The first line that a program printed, errors before output. */
export function firstSaid(raw: RawOutput): string {
  return firstLine(raw.stderr) || firstLine(raw.stdout);
}
