import { CodeActionKind, Disposable, languages } from 'vscode';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { Log } from '../log.ts';
import { codeLenses } from './code-lenses.ts';
import { completionProvider } from './completions.ts';
import { experimentDiagnostics } from './diagnostics.ts';
import { EXPERIMENT_DOCUMENTS } from './experiment-documents.ts';
import { hoverProvider } from './hovers.ts';
import { quickFixProvider } from './quick-fix-provider.ts';

/**
 * Help for who writes an experiment file, beside what VS Code takes from its JSON Schema: mistakes as one types with
 * their fixes, commands above its parts, names to choose, and what an entry means.
 */
export function editorHelp({
  files,
  log,
}: {
  readonly files: ExperimentFiles;
  readonly log: Log;
}): Disposable {
  const lenses = codeLenses(files);
  return Disposable.from(
    experimentDiagnostics(log),
    lenses,
    languages.registerCodeLensProvider(EXPERIMENT_DOCUMENTS, lenses),
    languages.registerCompletionItemProvider(EXPERIMENT_DOCUMENTS, completionProvider, '"', '@'),
    languages.registerHoverProvider(EXPERIMENT_DOCUMENTS, hoverProvider),
    languages.registerCodeActionsProvider(EXPERIMENT_DOCUMENTS, quickFixProvider, {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
  );
}
