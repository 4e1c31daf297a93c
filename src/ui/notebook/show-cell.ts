import type { NotebookCellOutput } from 'vscode';
import type { ShowFields } from '../../notebook/fragment.ts';
import { resultOf } from '../../notebook/result-of-run.ts';
import type { CodeCells } from './code-cells.ts';
import { findRun } from './find-run.ts';
import { notebookPath } from './notebook-paths.ts';
import { resultOutput } from './outputs.ts';
import { loadRun } from './run-view.ts';

/** What a cell shows of its run. Throws HumanError where there is no such run, or no such thing in it. */
export async function showCell(
  fields: ShowFields,
  index: number,
  cells: CodeCells,
  folder: string,
): Promise<NotebookCellOutput> {
  const path = await findRun(fields, index, cells, folder);
  const { view } = await loadRun(path, notebookPath(folder, path));
  return resultOutput(resultOf(fields, view));
}
