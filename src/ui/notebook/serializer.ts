import type { NotebookSerializer } from 'vscode';
import { fromData, toData } from './notebook-data.ts';

/**
 * Between a notebook's file and what VS Code shows. A file that cannot be read is an error that VS Code shows in place
 * of the notebook: it is never taken for an empty one, which the next save would write over it.
 */
export const notebookSerializer: NotebookSerializer = {
  async deserializeNotebook(content) {
    const { readNotebook } = await import('../../notebook/read-notebook.ts');
    // VS Code does not tell which file it is, and shows the error where the file would be.
    return toData(readNotebook(content, 'notebook'));
  },
  async serializeNotebook(data) {
    const { writeNotebook } = await import('../../notebook/write-notebook.ts');
    return new TextEncoder().encode(writeNotebook(fromData(data)));
  },
};
