import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { ExperimentFile, WorkspaceExperiments } from '../files/experiment-files.ts';
import type { LiveRun, LiveRuns } from '../live-runs.ts';
import { setting } from '../settings.ts';
import { dom0sOf } from './dom0s-of.ts';
import type { DomainRow } from './domain-rows.ts';
import type { Domains } from './domains.ts';
import { type ExplorerNode, explorerNodes, type NodeOf } from './nodes.ts';
import type { EntryRow } from './outline.ts';

/** What is in the tree: its nodes, and what each stands for just now. */
export interface Contents {
  /** Undefined: those at the top. */
  children(node?: ExplorerNode): Promise<readonly ExplorerNode[]>;
  parent(node: ExplorerNode): ExplorerNode | undefined;
  file(experiment: Uri): ExperimentFile | undefined;
  /** The run of this window that writes a run file. */
  liveRun(run: Uri): LiveRun | undefined;
  liveRunsOf(experiment: Uri): readonly LiveRun[];
  /** The newest first, those that go on before all; null: those of no experiment. */
  runs(experiment: Uri | null): readonly Uri[];
  entries(file: ExperimentFile): Promise<readonly EntryRow[]>;
  experimentNode(experiment: Uri): NodeOf<'experiment'>;
  runNode(run: Uri): NodeOf<'run'>;
  /** The nodes that runs are listed under. */
  runGroups(): readonly ExplorerNode[];
  /** The nodes of a dom0's domains, in every experiment that names it. */
  domainGroups(dom0: string): readonly NodeOf<'domains'>[];
  domainRows(experiment: Uri, dom0: string): Promise<readonly DomainRow[]>;
  /** The folder of an experiment, where another one has its name; else empty. */
  folderToTell(file: ExperimentFile): string;
}

export function explorerContents(
  files: WorkspaceExperiments,
  live: LiveRuns,
  domains: Pick<Domains, 'view'>,
): Contents {
  const nodes = explorerNodes();
  const rows = new WeakMap<ExperimentFile['reading'], readonly EntryRow[]>();
  const file = (experiment: Uri) => files.all.find(({ uri }) => same(uri, experiment));
  const liveRunsOf = (experiment: Uri) => live.all.filter((run) => same(run.experiment, experiment));

  const runs = (experiment: Uri | null): readonly Uri[] => {
    if (experiment === null) return files.otherRuns;
    const going = liveRunsOf(experiment).map(({ runFile }) => Uri.file(runFile));
    const finished = file(experiment)?.runs ?? [];
    return [...going.reverse(), ...finished.filter((run) => !going.some((each) => same(each, run)))];
  };

  const entries = async ({ reading }: ExperimentFile): Promise<readonly EntryRow[]> => {
    if (reading.experiment === null) return [];
    const known = rows.get(reading);
    if (known !== undefined) return known;
    const { entryRows } = await import('./outline.ts');
    const made = entryRows(reading.text, reading.experiment);
    rows.set(reading, made);
    return made;
  };

  const benchmarks = async (experiment: Uri): Promise<ExplorerNode[]> => {
    const its = file(experiment);
    if (its === undefined) return [];
    const seen = new Map<string, number>();
    return (await entries(its)).map(({ name, index }) => {
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      return nodes.benchmark(experiment, name, nth, index);
    });
  };

  const groups = (experiment: Uri): ExplorerNode[] => {
    const its = file(experiment);
    if (its === undefined) return [];
    const runGroup = nodes.group('runs', experiment);
    if (its.reading.experiment === null) return runs(experiment).length > 0 ? [runGroup] : [];
    return [
      nodes.group('targets', experiment),
      ...dom0sOf(its.reading.experiment.targets).map((dom0) => nodes.domains(experiment, dom0)),
      nodes.group('benchmarks', experiment),
      runGroup,
    ];
  };

  const most = () => Math.max(1, Math.floor(setting('explorer.runs')));
  const newest = (experiment: Uri | null): ExplorerNode[] => {
    const all = runs(experiment);
    const shown = all.slice(0, most()).map((run) => nodes.run(experiment, run));
    return all.length > shown.length ? [...shown, nodes.older(experiment)] : shown;
  };

  const rowsOf = async (experiment: Uri, dom0: string): Promise<readonly DomainRow[]> => {
    const { domainRows } = await import('./domain-rows.ts');
    return domainRows(dom0, domains.view(dom0), file(experiment)?.reading.experiment?.targets ?? []);
  };

  return {
    file,
    liveRunsOf,
    runs,
    entries,
    liveRun: (run) => live.all.find(({ runFile }) => runFile === run.fsPath),
    async children(node) {
      await files.ready;
      switch (node?.type) {
        case undefined: {
          const all = files.all.map(({ uri }) => nodes.experiment(uri));
          return files.otherRuns.length > 0 ? [...all, nodes.others()] : all;
        }
        case 'experiment':
          return groups(node.experiment);
        case 'targets':
          return (file(node.experiment)?.reading.experiment?.targets ?? []).map(({ name }) =>
            nodes.target(node.experiment, name),
          );
        case 'benchmarks':
          return benchmarks(node.experiment);
        case 'runs':
          return newest(node.experiment);
        case 'others':
          return newest(null);
        case 'domains': {
          const { experiment, dom0 } = node;
          const rows = (await rowsOf(experiment, dom0)).map(({ name }) =>
            nodes.domain(experiment, dom0, name),
          );
          const isTold = rows.length > 0 && domains.view(dom0).error === null;
          return isTold ? rows : [nodes.domainsNote(experiment, dom0), ...rows];
        }
        case 'older':
          return runs(node.experiment)
            .slice(most())
            .map((run) => nodes.run(node.experiment, run));
        default:
          return [];
      }
    },
    parent(node) {
      switch (node.type) {
        case 'experiment':
        case 'others':
          return undefined;
        case 'target':
          return nodes.group('targets', node.experiment);
        case 'benchmark':
          return nodes.group('benchmarks', node.experiment);
        case 'domain':
        case 'domainsNote':
          return nodes.domains(node.experiment, node.dom0);
        case 'run': {
          const place = runs(node.experiment).findIndex((run) => same(run, node.run));
          if (place >= most()) return nodes.older(node.experiment);
          return node.experiment === null ? nodes.others() : nodes.group('runs', node.experiment);
        }
        case 'older':
          return node.experiment === null ? nodes.others() : nodes.group('runs', node.experiment);
        default:
          return nodes.experiment(node.experiment);
      }
    },
    experimentNode: (experiment) => nodes.experiment(experiment),
    runNode(run) {
      const owner = files.all.find(({ uri }) => runs(uri).some((each) => same(each, run)));
      return nodes.run(owner?.uri ?? null, run);
    },
    runGroups: () => [...files.all.map(({ uri }) => nodes.group('runs', uri)), nodes.others()],
    domainGroups: (dom0) =>
      files.all
        .filter(({ reading }) => dom0sOf(reading.experiment?.targets ?? []).includes(dom0))
        .map(({ uri }) => nodes.domains(uri, dom0)),
    domainRows: rowsOf,
    folderToTell({ uri, name }) {
      const hasTwin = files.all.some((other) => other.name === name && !same(other.uri, uri));
      return hasTwin ? dirname(workspace.asRelativePath(uri)) : '';
    },
  };
}

function same(a: Uri, b: Uri): boolean {
  return a.toString() === b.toString();
}
