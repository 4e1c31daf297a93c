import { env, l10n, TreeItem, workspace } from 'vscode';
import { COMMANDS } from '../../manifest.ts';
import { plain } from '../../report/plain.ts';
import type { Checks } from './checks.ts';
import type { Contents } from './contents.ts';
import { domainLook, domainsLook, domainsNoteLook } from './domain-look.ts';
import type { Domains } from './domains.ts';
import { experimentLook } from './experiment-look.ts';
import { groupLook, olderLook, othersLook } from './group-look.ts';
import type { Lens } from './look.ts';
import type { ExplorerNode, NodeOf } from './nodes.ts';
import { runLook } from './run-look.ts';
import type { Summaries } from './summaries.ts';
import { targetLook } from './target-look.ts';
import { COLLAPSIBLE, treeItem } from './tree-item.ts';

export interface ItemSources {
  readonly contents: Contents;
  readonly summaries: Summaries;
  readonly checks: Checks;
  readonly domains: Pick<Domains, 'view' | 'isMeasured'>;
}

/** What VS Code shows for a node, as things are now. */
export async function itemOf(node: ExplorerNode, sources: ItemSources): Promise<TreeItem> {
  const lens: Lens = { l10n, locale: env.language, now: Date.now() };
  switch (node.type) {
    case 'experiment':
      return experimentItem(node, sources, lens);
    case 'targets':
    case 'benchmarks':
    case 'runs':
      return groupItem(node, sources, lens);
    case 'target':
      return targetItem(node, sources, lens);
    case 'benchmark':
      return benchmarkItem(node, sources, lens);
    case 'run':
      return runItem(node, sources, lens);
    case 'older': {
      const most = (await sources.contents.children(node)).length;
      return treeItem(node.id, olderLook(most, lens), COLLAPSIBLE.Collapsed);
    }
    case 'domains': {
      const look = domainsLook(node.dom0, sources.domains.view(node.dom0), measured(node, sources), lens);
      return treeItem(node.id, look, COLLAPSIBLE.Collapsed);
    }
    case 'domainsNote': {
      const look = domainsNoteLook(sources.domains.view(node.dom0), measured(node, sources), lens);
      return treeItem(node.id, look, COLLAPSIBLE.None);
    }
    case 'domain':
      return domainItem(node, sources, lens);
    case 'others': {
      const look = othersLook(sources.contents.runs(null).length, lens);
      return treeItem(node.id, look, COLLAPSIBLE.Collapsed);
    }
  }
}

async function experimentItem(
  node: NodeOf<'experiment'>,
  { contents, checks }: ItemSources,
  lens: Lens,
): Promise<TreeItem> {
  const file = contents.file(node.experiment);
  const experiment = file?.reading.experiment ?? null;
  const diagnostics = file?.reading.diagnostics ?? [];
  const going = contents.liveRunsOf(node.experiment);
  const look = experimentLook(
    {
      name: file?.name ?? '',
      path: workspace.asRelativePath(node.experiment),
      folder: file === undefined ? '' : contents.folderToTell(file),
      experiment,
      diagnostics,
      running:
        going.length === 0
          ? null
          : going.reduce(
              (sum, { progress }) => ({
                done: sum.done + progress.done,
                trials: sum.trials + progress.trials,
              }),
              { done: 0, trials: 0 },
            ),
      checking: checks.isChecking(node.experiment),
      seconds: file === undefined ? null : await secondsOf(file, contents),
    },
    lens,
  );
  const hasParts = experiment !== null || contents.runs(node.experiment).length > 0;
  const isOnly = (await contents.children()).filter(({ type }) => type === 'experiment').length === 1;
  const state = !hasParts ? COLLAPSIBLE.None : isOnly ? COLLAPSIBLE.Expanded : COLLAPSIBLE.Collapsed;
  const item = treeItem(node.id, look, state);
  item.resourceUri = node.resourceUri;
  if (experiment === null) {
    item.command = { command: COMMANDS.openAtLine, title: l10n.t('Open at This Line'), arguments: [node] };
  }
  return item;
}

async function secondsOf(
  file: NonNullable<ReturnType<Contents['file']>>,
  contents: Contents,
): Promise<number | null> {
  const { experiment } = file.reading;
  if (experiment === null) return null;
  const { repetitions, warmup, boots } = experiment;
  const measured = (await contents.entries(file)).reduce((sum, { seconds }) => sum + seconds, 0);
  return measured * (1 + (warmup * boots) / repetitions);
}

async function groupItem(
  node: NodeOf<'targets' | 'benchmarks' | 'runs'>,
  { contents }: ItemSources,
  lens: Lens,
): Promise<TreeItem> {
  const { type, experiment } = node;
  const isRuns = type === 'runs';
  const count = isRuns ? contents.runs(experiment).length : (await contents.children(node)).length;
  const look = groupLook(type, count, lens);
  // VS Code remembers by its id that an item was not open: with the first run another item takes its place, and opens.
  if (isRuns && count === 0) return treeItem(`${node.id} empty`, look, COLLAPSIBLE.None);
  return treeItem(node.id, look, type === 'benchmarks' ? COLLAPSIBLE.Collapsed : COLLAPSIBLE.Expanded);
}

function targetItem(node: NodeOf<'target'>, { contents, checks }: ItemSources, lens: Lens): TreeItem {
  const experiment = contents.file(node.experiment)?.reading.experiment;
  const target = experiment?.targets.find(({ name }) => name === node.target);
  if (experiment === null || experiment === undefined || target === undefined) return gone(node);
  const look = targetLook(
    {
      target,
      isBaseline: experiment.baseline === target.name,
      outcome: checks.outcome(node.experiment, target),
      checking: checks.isChecking(node.experiment, target.name),
    },
    lens,
  );
  const item = treeItem(node.id, look, COLLAPSIBLE.None);
  item.command = { command: COMMANDS.openAtLine, title: l10n.t('Open at This Line'), arguments: [node] };
  return item;
}

async function benchmarkItem(
  node: NodeOf<'benchmark'>,
  { contents }: ItemSources,
  lens: Lens,
): Promise<TreeItem> {
  const file = contents.file(node.experiment);
  const row =
    file === undefined ? undefined : (await contents.entries(file)).find(({ index }) => index === node.index);
  if (row === undefined) return gone(node);
  const { benchmarkLook } = await import('./benchmark-look.ts');
  const item = treeItem(node.id, benchmarkLook(row, lens), COLLAPSIBLE.None);
  item.command = { command: COMMANDS.openAtLine, title: l10n.t('Open at This Line'), arguments: [node] };
  return item;
}

function runItem(node: NodeOf<'run'>, { contents, summaries }: ItemSources, lens: Lens): TreeItem {
  const live = contents.liveRun(node.run);
  const path = node.run.fsPath;
  const look = runLook(
    {
      path,
      shownPath: workspace.asRelativePath(node.run),
      // A run of this window tells of itself; its file is read when it is over.
      summary: live === undefined ? summaries.get(path) : null,
      running:
        live === undefined
          ? null
          : { ...live.progress, notValid: live.notValid, cancelling: live.cancelling },
    },
    lens,
  );
  const item = treeItem(node.id, look, COLLAPSIBLE.None);
  item.resourceUri = node.resourceUri;
  item.command = { command: COMMANDS.openResults, title: l10n.t('Open Results'), arguments: [node.run] };
  return item;
}

function measured({ dom0 }: { readonly dom0: string }, { domains }: ItemSources): boolean {
  return domains.isMeasured(dom0);
}

async function domainItem(node: NodeOf<'domain'>, { contents }: ItemSources, lens: Lens): Promise<TreeItem> {
  const { experiment, dom0, domain } = node;
  const rows = await contents.domainRows(experiment, dom0);
  const row = rows.find(({ name }) => name === domain);
  return row === undefined ? gone(node) : treeItem(node.id, domainLook(row, lens), COLLAPSIBLE.None);
}

/** For the moment between a change of the file and the tree's own: nothing can be done with it. */
function gone(node: NodeOf<'target'> | NodeOf<'benchmark'> | NodeOf<'domain'>): TreeItem {
  const name = node.type === 'target' ? node.target : node.type === 'domain' ? node.domain : node.benchmark;
  const item = new TreeItem(plain(name, 100));
  item.id = node.id;
  return item;
}
