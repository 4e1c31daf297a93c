import { Disposable, type ExtensionContext, l10n } from 'vscode';
import type { WorkspaceExperiments } from '../files/experiment-files.ts';
import type { LiveRuns } from '../live-runs.ts';
import { type Log, logError } from '../log.ts';
import { targetChecks } from './checks.ts';
import { explorerCommands } from './commands.ts';
import { explorerDomains } from './domains.ts';
import { explorerTree } from './tree.ts';
import { WAITING_DEMO } from './waiting-demo.ts';

export interface ExplorerSources {
  readonly context: Pick<ExtensionContext, 'secrets' | 'globalState' | 'workspaceState'>;
  readonly files: WorkspaceExperiments;
  readonly live: LiveRuns;
  readonly log: Log;
}

/** The experiment explorer: the tree of experiments, targets, benchmarks and runs, and the commands that edit them. */
export function explorer({ context, files, live, log }: ExplorerSources): Disposable {
  const checks = targetChecks(context.workspaceState);
  const domains = explorerDomains({ context, files, live, log });
  const tree = explorerTree({ files, live, checks, domains, log });
  const globalMemory = context.globalState;
  if (globalMemory.get(WAITING_DEMO) !== undefined) {
    import('./demo-lab.ts')
      .then(({ openWaitingDemo }) => openWaitingDemo(globalMemory))
      .catch((error: unknown) => logError(log, l10n.t('The demo could not be opened.'), error));
  }
  return Disposable.from(
    tree,
    // What is made in a folder that was not there before may escape a watcher, and nothing of it changes any more.
    live.onDidEnd(({ run }) => {
      if (!files.all.some(({ runs }) => runs.some(({ fsPath }) => fsPath === run.runFile)))
        void files.refresh();
    }),
    checks,
    domains,
    explorerCommands({
      context,
      files,
      live,
      log,
      checks,
      domains,
      globalMemory,
      refresh: () => tree.refresh(),
    }),
  );
}
