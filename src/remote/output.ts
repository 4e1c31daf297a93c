/** Each stream of a job is kept up to this size; of what is longer, the two ends. The agent cuts by the same number. */
export const STREAM_LIMIT = 256 * 1024;

export interface KeptOutput {
  readonly text: string;
  readonly truncated: boolean;
}

/**
 * The text of a stream of `size` bytes, of which the agent sent `sent`: all, or the first and the last half of
 * `STREAM_LIMIT` with a line between them that says what is missing.
 */
export function keptOutput(sent: Buffer, size: number): KeptOutput {
  if (size <= STREAM_LIMIT) return { text: sent.toString('utf8'), truncated: false };
  const half = STREAM_LIMIT / 2;
  const cut = `\n[xen-bench: ${size - STREAM_LIMIT} of ${size} bytes cut here]\n`;
  return { text: sent.toString('utf8', 0, half) + cut + sent.toString('utf8', half), truncated: true };
}
