import { stat } from 'node:fs/promises';
import { Disposable, EventEmitter, l10n, Uri, window } from 'vscode';
import { EXPERIMENTS_VIEW } from '../../manifest.ts';
import type { WorkspaceExperiments } from '../files/experiment-files.ts';
import type { LiveRuns } from '../live-runs.ts';
import { type Log, logError } from '../log.ts';
import type { Checks } from './checks.ts';
import { explorerContents } from './contents.ts';
import type { Domains } from './domains.ts';
import { itemOf } from './items.ts';
import type { ExplorerNode } from './nodes.ts';
import { type FileState, runSummaries, type Summaries } from './summaries.ts';
import { drawChanges } from './tree-changes.ts';
import { watchDomains } from './watch-domains.ts';

export interface TreeSources {
  readonly files: WorkspaceExperiments;
  readonly live: LiveRuns;
  readonly checks: Checks;
  readonly domains: Domains;
  readonly log: Log;
}

export interface ExplorerTree extends Disposable {
  /** Forgets what was read and searches the workspace anew. */
  refresh(): Promise<void>;
}

/** The view of the experiments, with a badge for the runs that go on. */
export function explorerTree({ files, live, checks, domains, log }: TreeSources): ExplorerTree {
  const draw = new EventEmitter<ExplorerNode | ExplorerNode[] | undefined>();
  const contents = explorerContents(files, live, domains);
  const summaries = summariesFor((path) => draw.fire(contents.runNode(Uri.file(path))), log);
  const view = window.createTreeView(EXPERIMENTS_VIEW, {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: draw.event,
      getChildren: async (node?: ExplorerNode) => [...(await contents.children(node))],
      getTreeItem: (node) => itemOf(node, { contents, summaries, checks, domains }),
      getParent: (node) => contents.parent(node),
    },
  });
  const badge = (): void => {
    const value = live.all.length;
    const tooltip = value === 1 ? l10n.t('1 run goes on') : l10n.t('{0} runs go on', value);
    if (value !== (view.badge?.value ?? 0)) view.badge = value === 0 ? undefined : { value, tooltip };
  };
  badge();
  const life = Disposable.from(
    view,
    draw,
    live.onDidChange(badge),
    drawChanges(draw, { files, live, contents, summaries, checks }),
    watchDomains(view, draw, { files, contents, domains }),
  );
  return {
    async refresh() {
      summaries.clear();
      await files.refresh();
      draw.fire(undefined);
    },
    dispose: () => life.dispose(),
  };
}

function summariesFor(told: (path: string) => void, log: Log): Summaries {
  return runSummaries({
    told,
    state: fileState,
    read: async (path) => (await import('../../engine/run-summary.ts')).readRunSummary(path),
    failed: (path, error) => logError(log, `The run file ${path} could not be summed up.`, error),
    clock: () => performance.now(),
    later: (ms, work) => setTimeout(work, ms).unref(),
  });
}

async function fileState(path: string): Promise<FileState | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, changed: mtimeMs };
  } catch {
    return null;
  }
}
