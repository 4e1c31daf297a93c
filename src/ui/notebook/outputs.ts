import { NotebookCellOutput, NotebookCellOutputItem } from 'vscode';
import { type CellProgress, PROGRESS_MIME } from '../../notebook/progress.ts';
import type { Result } from '../../notebook/result.ts';
import { toOutput } from './notebook-data.ts';

/** A result in both its forms. */
export async function resultOutput(result: Result): Promise<NotebookCellOutput> {
  const { outputOf } = await import('../../notebook/notebook-of-run.ts');
  return toOutput(outputOf(result));
}

export function progressItem(progress: CellProgress): NotebookCellOutputItem {
  return NotebookCellOutputItem.json(progress, PROGRESS_MIME);
}

/** A sentence for the person, shown as an error. Every line of it must be safe to show. */
export function errorOutput(message: string): NotebookCellOutput {
  return new NotebookCellOutput([NotebookCellOutputItem.error({ name: 'Xen Bench', message })]);
}
