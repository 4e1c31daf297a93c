import { Disposable, type EventEmitter, Uri, workspace } from 'vscode';
import type { WorkspaceExperiments } from '../files/experiment-files.ts';
import type { LiveRuns } from '../live-runs.ts';
import { throttled } from '../throttled.ts';
import type { Checks } from './checks.ts';
import type { Contents } from './contents.ts';
import type { ExplorerNode } from './nodes.ts';
import type { Summaries } from './summaries.ts';

/** The counts of an experiment whose run goes on change at most this often, ms; its whole branch is drawn with it. */
const BRANCH_MS = 1_000;
/** `5 minutes ago` grows old. */
const AGEING_MS = 60_000;

export interface ChangeSources {
  readonly files: WorkspaceExperiments;
  readonly live: LiveRuns;
  readonly contents: Contents;
  readonly summaries: Summaries;
  readonly checks: Checks;
}

/**
 * Draws as little anew as a change asks for: all only when an experiment comes or goes, the branch of an experiment when
 * its file or the list of its runs changes, a single run or target when only that moves on.
 */
export function drawChanges(
  draw: EventEmitter<ExplorerNode | ExplorerNode[] | undefined>,
  { files, live, contents, summaries, checks }: ChangeSources,
): Disposable {
  let before = files.all;
  let othersBefore = files.otherRuns;
  let going = new Set(live.all);

  const filesChanged = (): void => {
    const [old, oldOthers] = [before, othersBefore];
    before = files.all;
    othersBefore = files.otherRuns;
    const isSameList =
      old.length === before.length &&
      before.every(({ uri }, index) => uri.toString() === old[index]?.uri.toString()) &&
      oldOthers.length > 0 === othersBefore.length > 0;
    if (!isSameList) {
      draw.fire(undefined);
      return;
    }
    const changed: ExplorerNode[] = before
      .filter((file, index) => file !== old[index])
      .map(({ uri }) => contents.experimentNode(uri));
    if (othersBefore !== oldOthers) changed.push(...contents.runGroups().slice(-1));
    if (changed.length > 0) draw.fire(changed);
  };

  const branchesSoon = throttled(BRANCH_MS, () => {
    const nodes = [...new Set(live.all.map(({ experiment }) => contents.experimentNode(experiment)))];
    if (nodes.length > 0) draw.fire(nodes);
  });

  const runsChanged = (): void => {
    const now = new Set(live.all);
    const moved = [...going, ...now].filter((run) => going.has(run) !== now.has(run));
    going = now;
    for (const { runFile } of moved) summaries.changed(runFile);
    if (moved.length > 0) draw.fire(moved.map(({ experiment }) => contents.experimentNode(experiment)));
    else draw.fire(live.all.map(({ runFile }) => contents.runNode(Uri.file(runFile))));
    branchesSoon();
  };

  const ageing = setInterval(() => draw.fire([...contents.runGroups()]), AGEING_MS);
  return Disposable.from(
    files.onDidChange(filesChanged),
    files.onDidChangeRun((run) => {
      summaries.changed(run.fsPath);
      if (contents.liveRun(run) === undefined) draw.fire(contents.runNode(run));
    }),
    live.onDidChange(runsChanged),
    checks.onDidChange((experiment) => draw.fire(contents.experimentNode(experiment))),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('xenBench.explorer.runs')) draw.fire([...contents.runGroups()]);
    }),
    { dispose: () => clearInterval(ageing) },
    { dispose: () => branchesSoon.cancel() },
  );
}
