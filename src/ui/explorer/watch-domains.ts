import { Disposable, type EventEmitter, type TreeView } from 'vscode';
import type { WorkspaceExperiments } from '../files/experiment-files.ts';
import type { Contents } from './contents.ts';
import type { Domains } from './domains.ts';
import type { ExplorerNode } from './nodes.ts';

export interface WatchSources {
  readonly files: WorkspaceExperiments;
  readonly contents: Contents;
  readonly domains: Domains;
}

/**
 * Lets those dom0s be asked whose domains are in sight: the group is open, so is its experiment, and the view is shown.
 * Draws what changes there.
 */
export function watchDomains(
  view: TreeView<ExplorerNode>,
  draw: EventEmitter<ExplorerNode | ExplorerNode[] | undefined>,
  { files, contents, domains }: WatchSources,
): Disposable {
  /** Groups that are open, and experiments that are not, by their ids. */
  const open = new Map<string, string>();
  const closed = new Set<string>();
  const think = (): void => {
    const shown = [...open].filter(([id, dom0]) =>
      contents
        .domainGroups(dom0)
        .some((group) => group.id === id && !closed.has(contents.experimentNode(group.experiment).id)),
    );
    domains.want(new Set(view.visible ? shown.map(([, dom0]) => dom0) : []));
  };
  const turned = (node: ExplorerNode, isOpen: boolean): void => {
    if (node.type === 'domains') {
      if (isOpen) open.set(node.id, node.dom0);
      else open.delete(node.id);
    } else if (node.type === 'experiment') {
      if (isOpen) closed.delete(node.id);
      else closed.add(node.id);
    } else return;
    think();
  };
  return Disposable.from(
    view.onDidExpandElement(({ element }) => turned(element, true)),
    view.onDidCollapseElement(({ element }) => turned(element, false)),
    view.onDidChangeVisibility(think),
    files.onDidChange(think),
    domains.onDidChange((dom0) => {
      const groups = contents.domainGroups(dom0);
      if (groups.length > 0) draw.fire([...groups]);
    }),
  );
}
