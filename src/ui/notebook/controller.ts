import {
  type Disposable,
  l10n,
  type NotebookCell,
  type NotebookCellExecution,
  type NotebookController,
  type NotebookDocument,
  notebooks,
  workspace,
} from 'vscode';
import { NOTEBOOK_TYPE } from '../../manifest.ts';
import { CELL_LANGUAGE } from '../../notebook/notebook.ts';
import { type Log, logError } from '../log.ts';
import type { SessionPorts } from '../task/drive-run.ts';
import { folderOfNotebook } from './notebook-paths.ts';
import { errorOutput } from './outputs.ts';

/** What runs the cells of our notebooks, one after the other in each notebook. */
export function notebookController(ports: SessionPorts): NotebookController {
  const controller = notebooks.createNotebookController('xen-bench', NOTEBOOK_TYPE, l10n.t('Xen Bench'));
  const queues = new WeakMap<NotebookDocument, Promise<void>>();
  const counts = new WeakMap<NotebookDocument, number>();
  controller.supportedLanguages = [CELL_LANGUAGE];
  controller.supportsExecutionOrder = true;
  controller.description = l10n.t('The engine of the task terminal and the command line');
  controller.executeHandler = async (cells, notebook) => {
    const waiting = cells.map((cell) => waitingCell(controller, cell));
    const before = queues.get(notebook) ?? Promise.resolve();
    const done = before.then(() =>
      runInTurn(waiting, ports, () => {
        const count = (counts.get(notebook) ?? 0) + 1;
        counts.set(notebook, count);
        return count;
      }),
    );
    queues.set(notebook, done);
    await done;
  };
  return controller;
}

/** A cell that will run: VS Code shows it as waiting. Stopped before its turn, it is not run. */
interface WaitingCell {
  readonly execution: NotebookCellExecution;
  stopped: boolean;
  readonly listener: Disposable;
}

function waitingCell(controller: NotebookController, cell: NotebookCell): WaitingCell {
  const execution = controller.createNotebookCellExecution(cell);
  const waiting: WaitingCell = {
    execution,
    stopped: false,
    listener: execution.token.onCancellationRequested(() => {
      waiting.stopped = true;
      execution.end(undefined);
    }),
  };
  return waiting;
}

async function runInTurn(
  cells: readonly WaitingCell[],
  ports: SessionPorts,
  nextOrder: () => number,
): Promise<void> {
  /** Cells of this turn without success: what needs one of them is not run. */
  const failed = new Set<NotebookCell>();
  for (const waiting of cells) {
    const { execution, listener, stopped } = waiting;
    listener.dispose();
    if (stopped) {
      failed.add(execution.cell);
      continue;
    }
    execution.executionOrder = nextOrder();
    execution.start(Date.now());
    const success = await executed(execution, failed, ports).catch((error: unknown) => {
      logError(ports.log, 'A cell of a notebook could not be run.', error);
      return false;
    });
    if (!success) failed.add(execution.cell);
    end(execution, success, ports.log);
  }
}

async function executed(
  execution: NotebookCellExecution,
  failed: ReadonlySet<NotebookCell>,
  ports: SessionPorts,
): Promise<boolean> {
  const { uri } = execution.cell.notebook;
  const folder = folderOfNotebook(uri, workspace.workspaceFolders?.[0]?.uri.fsPath ?? null);
  if (folder === null) {
    await execution.replaceOutput([
      errorOutput(l10n.t('Save the notebook first: its paths start from its folder.')),
    ]);
    return false;
  }
  const { executeCell } = await import('./execute-cell.ts');
  return executeCell({ execution, failed, folder }, ports);
}

function end(execution: NotebookCellExecution, success: boolean, log: Log): void {
  try {
    execution.end(success, Date.now());
  } catch (error) {
    // The notebook was closed meanwhile.
    logError(log, 'The execution of a cell could not be ended.', error);
  }
}

/** Puts another output in the place of a cell's own, without running it. */
export async function replaceOutputOf(
  controller: NotebookController,
  cell: NotebookCell,
  make: (execution: NotebookCellExecution) => Promise<boolean>,
): Promise<void> {
  const execution = controller.createNotebookCellExecution(cell);
  execution.executionOrder = cell.executionSummary?.executionOrder;
  execution.start(Date.now());
  let success = false;
  try {
    success = await make(execution);
  } finally {
    execution.end(success, Date.now());
  }
}
