import { type ExtensionContext, l10n, Uri } from 'vscode';
import type { PreparedRun, RunRequest } from '../../engine/run-request.ts';
import { EXIT, type ExitCode, HumanError } from '../../human-error.ts';
import { plain } from '../../report/plain.ts';
import type { EndEvent, RunEvent } from '../../run/events.ts';
import type { Hints } from '../../terminal/line.ts';
import type { Screen } from '../../terminal/run-display.ts';
import { openConnector } from '../connections.ts';
import { type Log, logError } from '../log.ts';
import { refuseUntrusted } from '../trust.ts';
import type { LiveEntry, RunRegistry } from './live-registry.ts';
import { hostsOf, sharedHost } from './shared-hosts.ts';
import type { Printed } from './terminal-links.ts';

export interface SessionPorts {
  readonly context: Pick<ExtensionContext, 'secrets' | 'globalState'>;
  readonly log: Log;
  readonly registry: RunRegistry;
}

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
}

/**
 * Runs an experiment, or what a run of it still lacks, in a terminal, with the engine of the command line. Never
 * rejects: gives the exit code that the command line would give.
 */
export async function runSession(options: SessionOptions, ports: SessionPorts): Promise<ExitCode> {
  const { request, screen, controller } = options;
  const { log } = ports;
  let live: LiveEntry | null = null;
  let code: ExitCode = EXIT.incomplete;
  try {
    refuseUntrusted();
    options.printed({ experiment: request.experiment, runFile: null, targets: [] });
    const { prepareRun } = await import('../../engine/run-request.ts');
    const { safeLines } = await import('../../terminal/safe-lines.ts');
    const run = await prepareRun(request, (line) => screen.write(`${safeLines(line)}\n`));
    const hosts = hostsOf(run.source.experiment);
    refuseSharedHosts(hosts, ports.registry);
    const targets = run.source.experiment.targets.map(({ name }) => name);
    options.printed({ experiment: request.experiment, runFile: run.runFile, targets });
    live = ports.registry.begin({
      experiment: Uri.file(request.experiment),
      title: run.source.experiment.title,
      runFile: run.runFile,
      targets,
      hosts,
      cancel: () => controller.abort(),
    });
    log.info(`Run of ${plain(request.experiment)} into ${plain(run.runFile)} begins.`);
    const end = await drive(run, live, options, ports);
    await showReport(end, screen);
    const { exitCodeOf } = await import('../../run/run-experiment.ts');
    code = exitCodeOf(end);
  } catch (error) {
    code = await tellError(error, options, log);
  }
  log.info(`Run of ${plain(request.experiment)} ended with ${code}.`);
  live?.end(code);
  return code;
}

/** Two runs that measure on one machine at once would each measure the other. Throws HumanError. */
function refuseSharedHosts(hosts: readonly string[], { all }: RunRegistry): void {
  for (const run of all) {
    const host = sharedHost(hosts, run.hosts);
    if (host === null) continue;
    throw new HumanError(
      l10n.t(
        'The run "{0}" measures on {1} just now, and two at once would spoil each other\'s numbers. Wait until it ends, or cancel it.',
        run.title,
        host,
      ),
      EXIT.usage,
    );
  }
}

async function drive(
  run: PreparedRun,
  live: LiveEntry,
  { screen, controller: { signal } }: SessionOptions,
  { context, log }: SessionPorts,
): Promise<EndEvent> {
  const { runDisplay } = await import('../../terminal/run-display.ts');
  const show = runDisplay(
    screen,
    run.source.experiment.cases.map(({ id }) => id),
    HINTS,
  );
  const emit = (event: RunEvent): void => {
    show(event);
    live.happened(event);
    if (event.event === 'warning') log.warn(plain(event.message, 1_000));
  };
  const tellCancelling = (): void => emit({ event: 'cancelling' });
  const connector = await openConnector({ context, log, labSeed: run.labSeed, signal });
  signal.addEventListener('abort', tellCancelling, { once: true });
  try {
    return await run.start({ connect: connector.connect, emit, signal });
  } finally {
    // An error ends a run without an event, and its words need the place of the progress line.
    show.clear();
    signal.removeEventListener('abort', tellCancelling);
    await connector.close();
  }
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
  { screen, controller }: SessionOptions,
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
    return error.exitCode;
  }
  screen.write(
    `${red(l10n.t('The run failed in a way it should not. The log ("Xen Bench: Show Log") tells more; please report it.'))}\n`,
  );
  return EXIT.incomplete;
}
