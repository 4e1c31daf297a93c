import { Disposable, type ExtensionContext, type Terminal, window, workspace } from 'vscode';
import type { LiveRun } from '../live-runs.ts';
import type { Log } from '../log.ts';
import type { SessionPorts } from './drive-run.ts';
import { liveRegistry, type RunRegistry } from './live-registry.ts';
import { resultsOpening } from './results-opening.ts';
import { isTerminalOf, linksOfRuns } from './run-links.ts';
import { runNotices } from './run-notices.ts';
import type { Printed } from './terminal-links.ts';

/** Terminals whose lines still lead somewhere: the last so many. */
const REMEMBERED = 100;

/** The runs of this window and what goes with them. */
export interface RunSessions extends Disposable {
  readonly registry: RunRegistry;
  readonly ports: SessionPorts;
  /** A terminal of this name prints this from now on. */
  printed(terminal: string, printed: Printed): void;
  /** The terminal that shows a run; undefined: it was closed. */
  terminalOf(run: LiveRun): Terminal | undefined;
  /** Cancels all runs and waits until their hosts are clean, at most `limitMs`. */
  end(limitMs: number): Promise<void>;
}

export function runSessions(
  context: Pick<ExtensionContext, 'secrets' | 'globalState'>,
  log: Log,
): RunSessions {
  const registry = liveRegistry();
  const terminals: { readonly name: string; readonly printed: Printed }[] = [];
  const terminalOf = ({ runFile }: LiveRun): Terminal | undefined => {
    const name = terminals.find(({ printed }) => printed.runFile === runFile)?.name;
    return name === undefined
      ? undefined
      : window.terminals.find((terminal) => isTerminalOf(terminal.name, name));
  };
  const parts = Disposable.from(
    registry,
    linksOfRuns(() => terminals, log),
    resultsOpening(registry, log),
    runNotices(registry, terminalOf, log),
    workspace.onDidGrantWorkspaceTrust(() => log.info('The workspace is trusted from now on.')),
  );
  return {
    registry,
    ports: { context, log, registry },
    terminalOf,
    printed(name, printed) {
      // A terminal is used again by the next run of its task, and cleared then.
      const before = terminals.findIndex((terminal) => terminal.name === name);
      if (before >= 0) terminals.splice(before, 1);
      terminals.push({ name, printed });
      if (terminals.length > REMEMBERED) terminals.shift();
    },
    async end(limitMs) {
      for (const run of registry.all) run.cancel();
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, limitMs);
      });
      await Promise.race([registry.idle(), limit]);
      clearTimeout(timer);
    },
    dispose: () => parts.dispose(),
  };
}
