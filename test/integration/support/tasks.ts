import { type Task, type TaskExecution, tasks } from 'vscode';
import { until } from './until.ts';
import { inWorkspace, writeText } from './workspace.ts';

/** Writes the tasks of the workspace and gives them as VS Code has resolved them, by their labels. */
export async function tasksOf(
  definitions: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<(label: string) => Promise<TaskExecution>> {
  const list = Object.entries(definitions).map(([label, definition]) => ({
    label,
    type: 'xenbench',
    ...definition,
  }));
  await writeText(
    inWorkspace('.vscode', 'tasks.json'),
    JSON.stringify({ version: '2.0.0', tasks: list }, null, 2),
  );
  const find = (label: string): Promise<Task> =>
    until(`the task "${label}" of tasks.json`, async () =>
      (await tasks.fetchTasks({ type: 'xenbench' })).find(
        // One that an earlier test wrote may have the same label.
        (task) => task.name === label && matches(task, definitions[label] ?? {}),
      ),
    );
  return async (label) => tasks.executeTask(await find(label));
}

function matches({ definition }: Task, wanted: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => JSON.stringify(definition[key]) === JSON.stringify(value),
  );
}

/** Runs a task to its end; gives its exit code, undefined where the terminal was taken away. */
export function exitCodeOf(start: () => Thenable<TaskExecution>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const ends: { execution: TaskExecution; code: number | undefined }[] = [];
    let mine: TaskExecution | null = null;
    const look = (): void => {
      // VS Code hands out another object for each event: the task is what they share.
      const end = ends.find(({ execution }) => execution === mine || execution.task.name === mine?.task.name);
      if (end === undefined) return;
      for (const listener of listeners) listener.dispose();
      resolve(end.code);
    };
    const listeners = [
      tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        ends.push({ execution, code: exitCode });
        if (mine !== null) look();
      }),
      // A terminal that is taken away may end without a word about its process.
      tasks.onDidEndTask(({ execution }) => {
        setTimeout(() => {
          ends.push({ execution, code: undefined });
          if (mine !== null) look();
        }, 1_000);
      }),
    ];
    start().then((execution) => {
      mine = execution;
      look();
    }, reject);
  });
}
