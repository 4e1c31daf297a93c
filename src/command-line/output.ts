/** Where a command writes: results to standard output, all else to standard error. */
export interface Output {
  /** A result, as it is. */
  result(text: string): void;
  /** A line for the person. */
  say(line: string): void;
  readonly width: number;
}

/** Columns assumed where the output is no terminal. */
const PLAIN_WIDTH = 100;

export function processOutput(): Output {
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that has seen enough (`| head`) closes the pipe; that is its right and no failure of the run.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    result: (text) => void process.stdout.write(text),
    say: (line) => void process.stderr.write(`${line}\n`),
    width: process.stdout.columns ?? PLAIN_WIDTH,
  };
}
