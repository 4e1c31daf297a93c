import { dirname } from 'node:path';
import {
  CustomExecution,
  type Disposable,
  l10n,
  Task,
  type TaskDefinition,
  TaskPanelKind,
  TaskRevealKind,
  TaskScope,
  tasks,
  type Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { TASK_TYPE, type XenBenchTask } from '../../manifest.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import { noticeText } from '../prompts/notice-text.ts';
import type { RunSessions } from './run-sessions.ts';
import { runTerminal } from './run-terminal.ts';
import { readTask } from './task-request.ts';

/** Offers a task for each experiment of the workspace, and runs those of `tasks.json`. */
export function taskProvider(files: ExperimentFiles, sessions: RunSessions): Disposable {
  return tasks.registerTaskProvider(TASK_TYPE, {
    async provideTasks() {
      if (!workspace.isTrusted) return [];
      await files.ready;
      return files.all.map(({ uri, name }) => experimentTask({ experiment: uri, name }, sessions));
    },
    resolveTask(task) {
      // VS Code compares the definition that it gets back with the one it gave: it must be the same object.
      return taskOf(
        task.definition,
        task.scope ?? TaskScope.Workspace,
        task.name,
        sessions,
        (filled) => filled,
      );
    },
  });
}

export interface TaskWish {
  readonly experiment: Uri;
  /** What the task is called. */
  readonly name: string;
  readonly targets?: readonly string[];
  readonly benchmarks?: readonly string[];
  /** A run file to go on with. */
  readonly resume?: Uri;
  /** Take targets that are not what they are called, and mark them. */
  readonly allowMismatch?: boolean;
}

/** A task that runs an experiment, as a person would write it into `tasks.json`. */
export function experimentTask(wish: TaskWish, sessions: RunSessions): Task {
  const folder = workspace.getWorkspaceFolder(wish.experiment);
  const { targets, benchmarks, resume, allowMismatch = false } = wish;
  const definition: XenBenchTask = {
    type: TASK_TYPE,
    experiment: pathIn(folder, wish.experiment),
    ...(targets === undefined ? {} : { targets }),
    ...(benchmarks === undefined ? {} : { benchmarks }),
    ...(resume === undefined ? {} : { resume: pathIn(folder, resume) }),
    ...(allowMismatch ? { allowMismatch } : {}),
  };
  const scope = folder ?? TaskScope.Workspace;
  // Nobody wrote variables here: what looks like one is the name of a folder.
  return taskOf({ ...definition }, scope, noticeText(wish.name, 100), sessions, () => ({ ...definition }));
}

/** @param meant what is run, of the definition with its variables filled in */
function taskOf(
  definition: TaskDefinition,
  scope: WorkspaceFolder | TaskScope,
  name: string,
  sessions: RunSessions,
  meant: (filled: TaskDefinition) => TaskDefinition,
): Task {
  const execution = new CustomExecution(async (filled) => {
    // Variables such as ${workspaceFolder} are filled in here, and only here.
    const reading = readTask(meant(filled), folderOf(scope));
    const allowed = (given: TaskDefinition): TaskDefinition => ({ ...given, allowMismatch: true });
    // The same once more, as another task: the definition says what is different.
    const runAnyway = () =>
      tasks.executeTask(taskOf(allowed(definition), scope, name, sessions, (again) => allowed(meant(again))));
    return runTerminal(reading, sessions.ports, (printed) => sessions.printed(name, printed), runAnyway);
  });
  const task = new Task(definition, scope, name, l10n.t('Xen Bench'), execution, []);
  task.presentationOptions = {
    reveal: TaskRevealKind.Always,
    panel: TaskPanelKind.Dedicated,
    clear: true,
    showReuseMessage: false,
  };
  return task;
}

/** The folder that a task's paths are relative to; null: it belongs to none. */
function folderOf(scope: WorkspaceFolder | TaskScope): string | null {
  if (typeof scope === 'object') return scope.uri.fsPath;
  if (scope === TaskScope.Global) return null;
  // A task of a `.code-workspace` file: beside it; without one there is one folder.
  const { workspaceFile, workspaceFolders } = workspace;
  if (workspaceFile?.scheme === 'file') return dirname(workspaceFile.fsPath);
  return workspaceFolders?.[0]?.uri.fsPath ?? null;
}

function pathIn(folder: WorkspaceFolder | undefined, uri: Uri): string {
  return folder === undefined ? uri.fsPath : workspace.asRelativePath(uri, false);
}
