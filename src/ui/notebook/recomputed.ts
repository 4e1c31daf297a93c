import type { NotebookCell, NotebookCellOutput } from 'vscode';
import { LATEST } from '../../notebook/fragment-words.ts';
import { resultOf, resultOfRunning } from '../../notebook/result-of-run.ts';
import { readCell } from './code-cells.ts';
import { sourceOfCell } from './find-run.ts';
import { absolutePath } from './notebook-paths.ts';
import { resultOutput } from './outputs.ts';
import { errorOf } from './run-cell.ts';
import { loadRun } from './run-view.ts';

/** The output of a cell, made anew from the run file that the present one came from. */
export async function recomputed(
  cell: NotebookCell,
  folder: string,
): Promise<{ readonly output: NotebookCellOutput; readonly success: boolean }> {
  try {
    const source = sourceOfCell(cell);
    const { fragment } = await readCell(cell);
    const file = source?.file ?? LATEST;
    const { view } = await loadRun(absolutePath(folder, file), file);
    const result = fragment?.does === 'show' ? resultOf(fragment.fields, view) : resultOfRunning(view);
    return { output: await resultOutput(result), success: true };
  } catch (error) {
    return { output: errorOf(error), success: false };
  }
}
