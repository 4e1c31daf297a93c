import {
  l10n,
  type NotebookCell,
  type NotebookController,
  type NotebookDocument,
  window,
  workspace,
} from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import { NOTEBOOK_TYPE } from '../../manifest.ts';
import { replaceOutputOf } from './controller.ts';
import { folderOfNotebook } from './notebook-paths.ts';

/** A cell of one of our notebooks that a menu or a status item gives; else every cell of the notebook in front. */
export async function recomputeOutputs(argument: unknown, controller: NotebookController): Promise<void> {
  const given = cellOf(argument);
  const notebook = given?.notebook ?? notebookInFront();
  const { sourceOfCell } = await import('./find-run.ts');
  const cells = (given === null ? notebook.getCells() : [given]).filter(
    (cell) => sourceOfCell(cell) !== null,
  );
  const folder = folderOfNotebook(notebook.uri, workspace.workspaceFolders?.[0]?.uri.fsPath ?? null);
  if (folder === null || cells.length === 0) {
    throw new HumanError(l10n.t('No cell of this notebook shows anything of a run.'), EXIT.usage);
  }
  for (const cell of cells) await recompute(cell, folder, controller);
}

/** Makes an output anew from the run file that it came from. Nothing is run. */
async function recompute(cell: NotebookCell, folder: string, controller: NotebookController): Promise<void> {
  const { recomputed } = await import('./recomputed.ts');
  await replaceOutputOf(controller, cell, async (execution) => {
    const { output, success } = await recomputed(cell, folder);
    // Where the run file is gone, what was made of it is all there is: it stays.
    if (success) await execution.replaceOutput([output]);
    else await execution.appendOutput([output]);
    return success;
  });
}

function cellOf(argument: unknown): NotebookCell | null {
  if (typeof argument !== 'object' || argument === null || !('notebook' in argument)) return null;
  const cell = argument as NotebookCell;
  return cell.notebook?.notebookType === NOTEBOOK_TYPE ? cell : null;
}

/** Throws HumanError where none of ours is in front. */
export function notebookInFront(): NotebookDocument {
  const notebook = window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType === NOTEBOOK_TYPE) return notebook;
  throw new HumanError(l10n.t('Open a Xen Bench notebook first.'), EXIT.usage);
}
