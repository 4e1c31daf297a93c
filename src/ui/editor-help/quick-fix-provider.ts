import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic as EditorDiagnostic,
  l10n,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import type { Diagnostic } from '../../experiment/diagnostic.ts';
import type { QuickFix } from '../../experiment/quick-fixes-changes.ts';
import { rangeOf, SOURCE } from './diagnostics.ts';
import { readDocument } from './experiment-documents.ts';

/** Offers what mends a mistake, also one that VS Code's own service for JSON tells. */
export const quickFixProvider: CodeActionProvider = {
  async provideCodeActions(document, range, context, cancelled) {
    if (context.only !== undefined && !context.only.contains(CodeActionKind.QuickFix)) return [];
    const { version } = document;
    const [{ text, diagnostics }, { quickFixes }] = await Promise.all([
      readDocument(document),
      import('../../experiment/quick-fixes.ts'),
    ]);
    if (cancelled.isCancellationRequested || document.version !== version) return [];
    return diagnostics
      .filter((diagnostic) => rangeOf(document, diagnostic).intersection(range) !== undefined)
      .flatMap((diagnostic) =>
        quickFixes(text, diagnostic).map((fix) =>
          actionOf(document, fix, told(document, diagnostic, context.diagnostics)),
        ),
      );
  },
};

/** Those of the editor's diagnostics that a fix answers: ours, or another one of the same place. */
function told(
  document: TextDocument,
  diagnostic: Diagnostic,
  shown: readonly EditorDiagnostic[],
): EditorDiagnostic[] {
  const range = rangeOf(document, diagnostic);
  return shown.filter((each) =>
    each.source === SOURCE
      ? each.code === diagnostic.code && each.range.isEqual(range)
      : each.range.intersection(range) !== undefined,
  );
}

function actionOf(document: TextDocument, fix: QuickFix, answers: EditorDiagnostic[]): CodeAction {
  const action = new CodeAction(titleOf(fix), CodeActionKind.QuickFix);
  const edit = new WorkspaceEdit();
  for (const { offset, length, content } of fix.edits) {
    edit.replace(document.uri, rangeOf(document, { offset, length }), content);
  }
  action.edit = edit;
  action.diagnostics = answers;
  action.isPreferred = fix.preferred;
  return action;
}

function titleOf({ does, what }: QuickFix): string {
  switch (does) {
    case 'change':
      return l10n.t('Change to {0}', what);
    case 'remove':
      return l10n.t('Remove {0}', what);
    case 'remove-other':
      return l10n.t('Remove the other {0}', what);
    case 'add':
      return l10n.t('Add {0}', what);
    case 'begin':
      return l10n.t('Begin with an experiment on the demo lab');
  }
}
