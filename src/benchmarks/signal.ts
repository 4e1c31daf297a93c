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
