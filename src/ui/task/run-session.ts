import { l10n, Uri } from 'vscode';
import type { RunRequest } from '../../engine/run-request.ts';
import { EXIT, type ExitCode, HumanError } from '../../human-error.ts';
import { plain } from '../../report/plain.ts';
import type { EndEvent } from '../../run/events.ts';
import type { Hints } from '../../terminal/line.ts';
import type { Screen } from '../../terminal/run-display.ts';
import { type Log, logError } from '../log.ts';
import { driveRun, type SessionPorts } from './drive-run.ts';
import { offerRunAnyway } from './offer-run-anyway.ts';
import type { Printed } from './terminal-links.ts';

/** A terminal that a run is shown in. */
export interface RunScreen extends Screen {
  readonly columns: number;
}

export interface SessionOptions {
  readonly request: RunRequest;
  readonly screen: RunScreen;
  /** Its abort cancels the run in an orderly way. */
  readonly controller: AbortController;
  /** Learns what the terminal will have printed, for its links. */
  readonly printed: (printed: Printed) => void;
  /** Runs it once more with targets that are not what they are called, as the person wishes. */
  readonly runAnyway: () => PromiseLike<unknown>;
}

/**
 * Runs an experiment, or what a run of it still lacks, in a terminal, with the engine of the command line. Never
 * rejects: gives the exit code that the command line would give.
 */
export async function runSession(options: SessionOptions, ports: SessionPorts): Promise<ExitCode> {
  const { request, screen, controller, printed } = options;
  const experiment = request.experiment;
  return driveRun(
    {
      experiment: Uri.file(experiment),
      place: 'terminal',
      controller,
      async prepare() {
        printed({ experiment, runFile: null, targets: [] });
        const { prepareRun } = await import('../../engine/run-request.ts');
        const { safeLines } = await import('../../terminal/safe-lines.ts');
        return prepareRun(request, (line) => screen.write(`${safeLines(line)}\n`));
      },
      async begins({ source, runFile }) {
        printed({ experiment, runFile, targets: source.experiment.targets.map(({ name }) => name) });
        const { runDisplay } = await import('../../terminal/run-display.ts');
        const cases = source.experiment.cases.map(({ id }) => id);
        return runDisplay(screen, cases, HINTS);
      },
      ended: (end) => showReport(end, screen),
      failed: (error) => tellError(error, options, ports.log),
    },
    ports,
  );
}

const HINTS: Hints = {
  resume: () => l10n.t('Go on with it by "Xen Bench: Resume Run", or from the run in the explorer.'),
};

async function showReport(end: EndEvent, screen: RunScreen): Promise<void> {
  const { reportOfEnd } = await import('../../engine/run-request.ts');
  const report = await reportOfEnd(end);
  if (report !== null) {
    const { renderText } = await import('../../report/text.ts');
    screen.write(`\n${renderText(report, { width: screen.columns, colour: screen.colour ?? true })}`);
  }
  if (end.runFile !== null) screen.write(`\n${l10n.t('Run file: {0}', plain(end.runFile, 1_000))}\n`);
}

/** Tells of an error in the terminal, and of a defect in the log; gives the exit code. */
async function tellError(
  error: unknown,
  { screen, controller, runAnyway }: SessionOptions,
  log: Log,
): Promise<ExitCode> {
  const { coloursFor } = await import('../../terminal/colours.ts');
  const { safeLines } = await import('../../terminal/safe-lines.ts');
  const { red } = coloursFor(screen);
  // What a cancel tears down fails in many ways; none of them is news.
  if (controller.signal.aborted) {
    if (!(error instanceof HumanError)) logError(log, 'After a cancel:', error);
    screen.write(`${l10n.t('Cancelled.')}\n`);
    return EXIT.cancelled;
  }
  logError(log, 'The run did not succeed.', error);
  if (error instanceof HumanError) {
    const lines = safeLines(error.message).split('\n');
    screen.write(`\n${lines.map((line) => red(line)).join('\n')}\n`);
    const { MismatchError } = await import('../../run/proof.ts');
    if (error instanceof MismatchError) offerRunAnyway(plain(error.message, 400), runAnyway, log);
    return error.exitCode;
  }
  screen.write(
    `${red(l10n.t('The run failed in a way it should not. The log ("Xen Bench: Show Log") tells more; please report it.'))}\n`,
  );
  return EXIT.incomplete;
}
