import { basename } from 'node:path';
import { type NotebookCell, NotebookCellKind, type NotebookDocument, type TextDocument } from 'vscode';
import type { FragmentReading } from '../../notebook/read-fragment.ts';

/** A notebook's code cells in order, as our reader understands them. */
export interface CodeCells {
  readonly cells: readonly NotebookCell[];
  readonly readings: readonly FragmentReading[];
}

const known = new WeakMap<TextDocument, { readonly version: number; readonly reading: FragmentReading }>();

export async function readCell({ document, notebook }: NotebookCell): Promise<FragmentReading> {
  const { readFragment } = await import('../../notebook/read-fragment.ts');
  const before = known.get(document);
  if (before?.version === document.version) return before.reading;
  const { version } = document;
  const reading = readFragment(document.getText(), notebookName(notebook));
  known.set(document, { version, reading });
  return reading;
}

export async function codeCells(notebook: NotebookDocument): Promise<CodeCells> {
  const cells = notebook.getCells().filter(({ kind }) => kind === NotebookCellKind.Code);
  return { cells, readings: await Promise.all(cells.map(readCell)) };
}

/** `story` of `story.xenbook`. */
export function notebookName({ uri }: Pick<NotebookDocument, 'uri'>): string {
  return basename(uri.path).replace(/\.xenbook$/i, '') || 'notebook';
}
