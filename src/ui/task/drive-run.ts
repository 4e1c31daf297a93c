import type { ExtensionContext, Uri } from 'vscode';
import { l10n } from 'vscode';
import type { PreparedRun } from '../../engine/run-request.ts';
import { EXIT, type ExitCode, HumanError } from '../../human-error.ts';
import { plain } from '../../report/plain.ts';
import type { EndEvent, RunEvent } from '../../run/events.ts';
import { openConnector } from '../connections.ts';
import type { LiveRun } from '../live-runs.ts';
import type { Log } from '../log.ts';
import { refuseUntrusted } from '../trust.ts';
import type { LiveEntry, RunRegistry } from './live-registry.ts';
import { hostsOf, sharedHost } from './shared-hosts.ts';

export interface SessionPorts {
  readonly context: Pick<ExtensionContext, 'secrets' | 'globalState'>;
  readonly log: Log;
  readonly registry: RunRegistry;
}

/** Learns all that happens in a run. */
export interface RunListener {
  (event: RunEvent): void;
  /** The run is over, also where an error has ended it without an event. */
  clear?(): void;
}

/** A run, and where it is shown: a terminal, a cell of a notebook. */
export interface ShownRun {
  /** The file that it is a run of. */
  readonly experiment: Uri;
  readonly place: LiveRun['place'];
  /** Its abort cancels the run in an orderly way. */
  readonly controller: AbortController;
  /** Reads what the run needs, before any host is touched. Throws HumanError where it cannot be run. */
  prepare(): Promise<PreparedRun>;
  /** It is about to touch its hosts; what is given learns all that happens. */
  begins(run: PreparedRun): Promise<RunListener>;
  ended(end: EndEvent): Promise<void>;
  /** Tells of an error; gives the exit code. */
  failed(error: unknown): Promise<ExitCode>;
}

/** Runs with the engine of the command line. Never rejects: gives the exit code that the command line would give. */
export async function driveRun(shown: ShownRun, ports: SessionPorts): Promise<ExitCode> {
  const { log, registry } = ports;
  const name = plain(shown.experiment.fsPath);
  let live: LiveEntry | null = null;
  let code: ExitCode = EXIT.incomplete;
  try {
    refuseUntrusted();
    const run = await shown.prepare();
    const { experiment } = run.source;
    const hosts = hostsOf(experiment);
    refuseSharedHosts(hosts, registry);
    live = registry.begin({
      experiment: shown.experiment,
      place: shown.place,
      title: experiment.title,
      runFile: run.runFile,
      targets: experiment.targets.map((target) => target.name),
      hosts,
      cancel: () => shown.controller.abort(),
    });
    log.info(`Run of ${name} into ${plain(run.runFile)} begins.`);
    const end = await drive(run, live, shown, ports);
    await shown.ended(end);
    const { exitCodeOf } = await import('../../run/run-experiment.ts');
    code = exitCodeOf(end);
  } catch (error) {
    code = await shown.failed(error);
  }
  log.info(`Run of ${name} ended with ${code}.`);
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
  { begins, controller: { signal } }: ShownRun,
  { context, log }: SessionPorts,
): Promise<EndEvent> {
  const show = await begins(run);
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
    show.clear?.();
    signal.removeEventListener('abort', tellCancelling);
    await connector.close();
  }
}
