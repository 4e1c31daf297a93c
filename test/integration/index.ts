import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { TestEvent } from './support/test-event.ts';

export interface TestFile {
  readonly file: string;
  readonly load: () => Promise<unknown>;
}

/** One test, with what it starts on the way, on a machine that is slow and has other work. */
const TIMEOUT_MS = 120_000;

/**
 * What VS Code calls in the extension host, over the bundle of all files. Rejects when a test has failed. Two variables
 * of the environment: `XEN_BENCH_TEST_JOURNAL`, a file for {@link TestEvent}s, one a line (a console is used without it);
 * `XEN_BENCH_TEST_GREP`, a regular expression for titles.
 */
export async function runTests(files: readonly TestFile[]): Promise<void> {
  const journal = process.env['XEN_BENCH_TEST_JOURNAL'];
  const grep = process.env['XEN_BENCH_TEST_GREP'];
  const tell = (event: TestEvent): void => {
    if (journal !== undefined) appendFileSync(journal, `${JSON.stringify(event)}\n`);
  };
  let failures: number;
  try {
    const mocha = new Mocha({
      ui: 'bdd',
      timeout: TIMEOUT_MS,
      slow: TIMEOUT_MS,
      reporter: journal === undefined ? 'spec' : Quiet,
      ...(grep === undefined ? {} : { grep: new RegExp(grep) }),
    });
    for (const { file, load } of files) {
      // As mocha does for a file that it requires by itself.
      mocha.suite.emit('pre-require', globalThis, file, mocha);
      await load();
      mocha.suite.emit('require', {}, file, mocha);
      mocha.suite.emit('post-require', globalThis, file, mocha);
    }
    failures = await new Promise<number>((resolve) => {
      const runner = mocha.run(resolve);
      let tests = 0;
      const title = (runnable: { fullTitle(): string }): string => runnable.fullTitle();
      runner.on('test', (test) => tell({ event: 'begin', title: title(test) }));
      runner.on('pass', (test) => {
        tests += 1;
        tell({ event: 'end', title: title(test), state: 'passed', durationMs: test.duration ?? 0 });
      });
      runner.on('pending', (test) => {
        tests += 1;
        tell({ event: 'end', title: title(test), state: 'skipped', durationMs: 0 });
      });
      runner.on('fail', (test, error: unknown) => {
        tests += 1;
        const durationMs = test.duration ?? 0;
        tell({ event: 'end', title: title(test), state: 'failed', durationMs, error: textOf(error) });
      });
      runner.on('end', () => tell({ event: 'finished', tests }));
    });
  } catch (error) {
    tell({ event: 'broken', error: textOf(error) });
    throw error;
  }
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Prints nothing: mocha's other reporters write to a console that nobody sees. */
class Quiet extends Mocha.reporters.Base {}

/** With what an assertion expected and got, which is not in the stack. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? '';
  return stack.includes(error.message) ? stack : `${error.message}\n${stack}`;
}
