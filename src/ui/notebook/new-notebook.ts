import { type NotebookData, window, workspace } from 'vscode';
import { NOTEBOOK_TYPE } from '../../manifest.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import { toData } from './notebook-data.ts';

/** A notebook to begin with, about the workspace's first experiment where there is one; not saved yet. */
export async function newNotebook(files: ExperimentFiles): Promise<void> {
  await files.ready;
  const [first] = files.all;
  const path = first === undefined ? null : `./${workspace.asRelativePath(first.uri, false)}`;
  const { beginning } = await import('../../notebook/beginning.ts');
  await showNotebook(beginning(path));
}

/** Opens a notebook that has no file yet. */
export async function showNotebook(notebook: Notebook): Promise<void> {
  const data: NotebookData = toData(notebook);
  await window.showNotebookDocument(await workspace.openNotebookDocument(NOTEBOOK_TYPE, data));
}
