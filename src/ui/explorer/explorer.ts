import { Disposable } from 'vscode';
import type { WorkspaceExperiments } from '../experiment-files.ts';
import type { LiveRuns } from '../live-runs.ts';
import type { Log } from '../log.ts';
import { targetChecks } from './checks.ts';
import type { Memory } from './outcomes.ts';
import { explorerTree } from './tree.ts';

export interface ExplorerSources {
  readonly files: WorkspaceExperiments;
  readonly live: LiveRuns;
  readonly log: Log;
  /** Of the workspace. */
  readonly memory: Memory;
}

/** The experiment explorer: the tree of experiments, targets, benchmarks and runs, and the commands that edit them. */
export function explorer({ files, live, log, memory }: ExplorerSources): Disposable {
  const checks = targetChecks(memory);
  const tree = explorerTree({ files, live, checks, log });
  return Disposable.from(tree, checks);
}
