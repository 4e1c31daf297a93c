import {
  type DiagnosticCollection,
  DiagnosticSeverity,
  Disposable,
  Diagnostic as EditorDiagnostic,
  languages,
  type NotebookCell,
  type NotebookDocument,
  type TextDocument,
  workspace,
} from 'vscode';
import type { Diagnostic } from '../../experiment/diagnostic.ts';
import { NOTEBOOK_TYPE } from '../../manifest.ts';
import { CELL_LANGUAGE } from '../../notebook/notebook.ts';
import { isSyntax, jsonServiceSpeaks, rangeOf, SOURCE } from '../editor-help/diagnostics.ts';
import { type Log, logError } from '../log.ts';
import { readCell } from './code-cells.ts';

/** As long as a person goes on typing, nothing is judged, ms. */
const QUIET = 200;

/** Shows what our reader says of the code cells of every open notebook, as one types. */
export function cellDiagnostics(log: Log): Disposable {
  const collection = languages.createDiagnosticCollection('xen-bench-notebook');
  const waiting = new Map<NotebookCell, NodeJS.Timeout>();
  const judge = (cell: NotebookCell): void => {
    if (cell.document.languageId !== CELL_LANGUAGE) return;
    clearTimeout(waiting.get(cell));
    waiting.set(
      cell,
      setTimeout(() => {
        waiting.delete(cell);
        show(collection, cell).catch((error: unknown) =>
          logError(log, 'A cell of a notebook could not be judged.', error),
        );
      }, QUIET),
    );
  };
  const all = (notebook: NotebookDocument): void => {
    if (notebook.notebookType === NOTEBOOK_TYPE) notebook.getCells().forEach(judge);
  };
  const forget = (cells: readonly NotebookCell[]): void => {
    for (const cell of cells) {
      clearTimeout(waiting.get(cell));
      waiting.delete(cell);
      collection.delete(cell.document.uri);
    }
  };
  workspace.notebookDocuments.forEach(all);
  return Disposable.from(
    collection,
    workspace.onDidOpenNotebookDocument(all),
    workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
      if (notebook.notebookType !== NOTEBOOK_TYPE) return;
      for (const { addedCells, removedCells } of contentChanges) {
        forget(removedCells);
        addedCells.forEach(judge);
      }
      for (const { cell, document } of cellChanges) if (document !== undefined) judge(cell);
    }),
    workspace.onDidCloseNotebookDocument((notebook) => forget(notebook.getCells())),
    new Disposable(() => {
      for (const timer of waiting.values()) clearTimeout(timer);
    }),
  );
}

async function show(collection: DiagnosticCollection, cell: NotebookCell): Promise<void> {
  const { document } = cell;
  const { version } = document;
  const { diagnostics } = await readCell(cell);
  if (document.isClosed || document.version !== version) return;
  const shown = jsonServiceSpeaks(document) ? diagnostics.filter(({ code }) => !isSyntax(code)) : diagnostics;
  collection.set(
    document.uri,
    shown.map((diagnostic) => inEditor(document, diagnostic)),
  );
}

function inEditor(document: TextDocument, diagnostic: Diagnostic): EditorDiagnostic {
  const severity = diagnostic.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const shown = new EditorDiagnostic(rangeOf(document, diagnostic), diagnostic.message, severity);
  shown.source = SOURCE;
  shown.code = diagnostic.code;
  return shown;
}
