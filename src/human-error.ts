/** What a process that ends because of an error tells its caller; the command line's exit codes. */
export const EXIT = {
  /** Every planned trial is valid. */
  ok: 0,
  /** Some trial is not valid, or some target was not there. */
  incomplete: 1,
  /** Wrong usage, or a mistake in an experiment or run file. */
  usage: 2,
  /** A target refused: host key, authentication, identity, a missing tool. */
  refused: 3,
  /** Cancelled by the person. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * An error meant for the person: says what happened, where, and what to do.
 * Only these are shown as they are; every other error is a defect and goes to the log with its stack.
 */
export class HumanError extends Error {
  override readonly name = 'HumanError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
