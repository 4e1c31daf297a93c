import type { Uri } from 'vscode';

/**
 * The items of the tree, as VS Code hands them to commands. They have what a command needs to know: `experiment`,
 * `target`, `benchmark`, `run`, `resourceUri`.
 */
export type ExplorerNode =
  | { readonly type: 'experiment'; readonly id: string; readonly experiment: Uri; readonly resourceUri: Uri }
  | { readonly type: GroupType; readonly id: string; readonly experiment: Uri }
  | { readonly type: 'target'; readonly id: string; readonly experiment: Uri; readonly target: string }
  | {
      readonly type: 'benchmark';
      readonly id: string;
      readonly experiment: Uri;
      /** What selects it: the name of its group, or its own. */
      readonly benchmark: string;
      /** Place in the list of the file, from 0; follows the file. */
      index: number;
    }
  | {
      readonly type: 'run';
      readonly id: string;
      /** null: of no experiment of the workspace. */
      readonly experiment: Uri | null;
      readonly run: Uri;
      readonly resourceUri: Uri;
    }
  /** `experiment` null: the runs of none. */
  | { readonly type: 'older'; readonly id: string; readonly experiment: Uri | null }
  | { readonly type: 'others'; readonly id: string }
  /** The domains of a dom0, as the experiment names that; the note stands in their place where there are none to show. */
  | { readonly type: 'domains'; readonly id: string; readonly experiment: Uri; readonly dom0: string }
  | { readonly type: 'domainsNote'; readonly id: string; readonly experiment: Uri; readonly dom0: string }
  | {
      readonly type: 'domain';
      readonly id: string;
      readonly experiment: Uri;
      readonly dom0: string;
      readonly domain: string;
    };

export type GroupType = 'targets' | 'benchmarks' | 'runs';
export type NodeOf<Type extends ExplorerNode['type']> = Extract<ExplorerNode, { type: Type }>;

/** The same object for the same item each time, because VS Code knows items by it. */
export interface Nodes {
  experiment(uri: Uri): NodeOf<'experiment'>;
  group(type: GroupType, uri: Uri): ExplorerNode;
  target(uri: Uri, name: string): NodeOf<'target'>;
  /** `nth`: from 0, where several entries have the name. */
  benchmark(uri: Uri, name: string, nth: number, index: number): NodeOf<'benchmark'>;
  run(experiment: Uri | null, run: Uri): NodeOf<'run'>;
  older(experiment: Uri | null): ExplorerNode;
  others(): ExplorerNode;
  domains(experiment: Uri, dom0: string): NodeOf<'domains'>;
  domain(experiment: Uri, dom0: string, domain: string): NodeOf<'domain'>;
  domainsNote(experiment: Uri, dom0: string): NodeOf<'domainsNote'>;
}

export function explorerNodes(): Nodes {
  const kept = new Map<string, ExplorerNode>();
  // VS Code remembers by its id that an item was open, and a new window must not connect to a dom0 by itself.
  const born = Date.now();
  const keep = <Type extends ExplorerNode['type']>(node: NodeOf<Type>): NodeOf<Type> => {
    const known = kept.get(node.id);
    if (known !== undefined) return known as NodeOf<Type>;
    kept.set(node.id, node);
    return node;
  };
  return {
    experiment: (uri) =>
      keep<'experiment'>({
        type: 'experiment',
        id: idOf('experiment', uri),
        experiment: uri,
        resourceUri: uri,
      }),
    group: (type, uri) => keep<GroupType>({ type, id: idOf(type, uri), experiment: uri }),
    target: (uri, target) =>
      keep<'target'>({ type: 'target', id: idOf('target', uri, target), experiment: uri, target }),
    benchmark(uri, benchmark, nth, index) {
      const id = idOf('benchmark', uri, benchmark, nth);
      const node = keep<'benchmark'>({ type: 'benchmark', id, experiment: uri, benchmark, index });
      node.index = index;
      return node;
    },
    run: (experiment, run) =>
      keep<'run'>({
        type: 'run',
        id: idOf('run', experiment, run.toString()),
        experiment,
        run,
        resourceUri: run,
      }),
    older: (experiment) => keep<'older'>({ type: 'older', id: idOf('older', experiment), experiment }),
    others: () => keep<'others'>({ type: 'others', id: idOf('others', null) }),
    domains: (experiment, dom0) =>
      keep<'domains'>({ type: 'domains', id: idOf('domains', experiment, dom0, born), experiment, dom0 }),
    domain: (experiment, dom0, domain) =>
      keep<'domain'>({
        type: 'domain',
        id: idOf('domain', experiment, dom0, domain),
        experiment,
        dom0,
        domain,
      }),
    domainsNote: (experiment, dom0) =>
      keep<'domainsNote'>({
        type: 'domainsNote',
        id: idOf('domainsNote', experiment, dom0),
        experiment,
        dom0,
      }),
  };
}

function idOf(type: string, experiment: Uri | null, ...rest: readonly (string | number)[]): string {
  return JSON.stringify([type, experiment?.toString() ?? null, ...rest]);
}
