import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  Disposable,
  type DocumentSelector,
  l10n,
  languages,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import type { Diagnostic } from '../../experiment/diagnostic.ts';
import { NOTEBOOK_TYPE } from '../../manifest.ts';
import { CELL_LANGUAGE } from '../../notebook/notebook.ts';
import { completionProvider } from '../editor-help/completions.ts';
import { rangeOf } from '../editor-help/diagnostics.ts';
import { hoverProvider } from '../editor-help/hovers.ts';
import { quickFixProvider } from '../editor-help/quick-fix-provider.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { Log } from '../log.ts';
import { cellCompletionProvider, cellOf } from './cell-completions.ts';
import { cellDiagnostics } from './cell-diagnostics.ts';
import { readCell } from './code-cells.ts';

// With a type of notebook, a scheme would be the notebook's, and not the cell's.
const CELLS: DocumentSelector = { notebookType: NOTEBOOK_TYPE, language: CELL_LANGUAGE };

/**
 * Help for who writes the cells of a notebook, beside what VS Code takes from their JSON Schema: that of experiment files
 * for a cell that defines one, and names of files, targets, benchmarks and figures for the others.
 */
export function cellHelp(files: ExperimentFiles, log: Log): Disposable {
  return Disposable.from(
    cellDiagnostics(log),
    languages.registerCompletionItemProvider(CELLS, cellCompletionProvider(files), '"', '/'),
    languages.registerCompletionItemProvider(CELLS, completionProvider, '"', '@'),
    languages.registerHoverProvider(CELLS, hoverProvider),
    languages.registerCodeActionsProvider(CELLS, cellFixes, {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
  );
}

const cellFixes: CodeActionProvider = {
  async provideCodeActions(document, range, context, cancelled) {
    if (context.only !== undefined && !context.only.contains(CodeActionKind.QuickFix)) return [];
    const cell = cellOf(document);
    if (cell === null) return [];
    const { does, diagnostics } = await readCell(cell);
    if (does === 'define') return quickFixProvider.provideCodeActions(document, range, context, cancelled);
    return diagnostics
      .filter((diagnostic) => rangeOf(document, diagnostic).intersection(range) !== undefined)
      .flatMap((diagnostic) =>
        diagnostic.choices.map((word, index) => fixOf(document, diagnostic, word, index === 0)),
      );
  },
};

function fixOf(document: TextDocument, diagnostic: Diagnostic, word: string, preferred: boolean): CodeAction {
  const text = JSON.stringify(word);
  const action = new CodeAction(l10n.t('Change to {0}', text), CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.replace(document.uri, rangeOf(document, diagnostic), text);
  action.isPreferred = preferred;
  return action;
}
