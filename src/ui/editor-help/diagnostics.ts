import {
  type DiagnosticCollection,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Disposable,
  Diagnostic as EditorDiagnostic,
  extensions,
  Location,
  l10n,
  languages,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import type { Diagnostic } from '../../experiment/diagnostic.ts';
import { type Log, logError } from '../log.ts';
import { isExperimentDocument, readDocument } from './experiment-documents.ts';
import type { RelatedPlace } from './related-place.ts';

/** As long as a person goes on typing, nothing is judged, ms. */
const QUIET = 200;

export const SOURCE = 'Xen Bench';

/** Shows what our reader says of every experiment file that is open, as one types. */
export function experimentDiagnostics(log: Log): Disposable {
  const collection = languages.createDiagnosticCollection('xen-bench');
  const waiting = new Map<TextDocument, NodeJS.Timeout>();
  const judge = (document: TextDocument): void => {
    if (!isExperimentDocument(document)) return;
    clearTimeout(waiting.get(document));
    waiting.set(
      document,
      setTimeout(() => {
        waiting.delete(document);
        show(collection, document).catch((error: unknown) =>
          logError(log, l10n.t('An experiment file could not be judged.'), error),
        );
      }, QUIET),
    );
  };
  const forget = (document: TextDocument): void => {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
    collection.delete(document.uri);
  };
  for (const document of workspace.textDocuments) judge(document);
  return Disposable.from(
    collection,
    workspace.onDidOpenTextDocument(judge),
    workspace.onDidChangeTextDocument(({ document }) => judge(document)),
    workspace.onDidCloseTextDocument(forget),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('json.validate.enable')) workspace.textDocuments.forEach(judge);
    }),
    new Disposable(() => {
      for (const timer of waiting.values()) clearTimeout(timer);
    }),
  );
}

async function show(collection: DiagnosticCollection, document: TextDocument): Promise<void> {
  const { version } = document;
  const { text, diagnostics } = await readDocument(document);
  const { relatedPlace } = await import('./related-place.ts');
  // Typed on, closed or renamed while the reader was loading.
  if (document.isClosed || document.version !== version) return;
  const shown = jsonServiceSpeaks(document) ? diagnostics.filter(({ code }) => !isSyntax(code)) : diagnostics;
  collection.set(
    document.uri,
    shown.map((diagnostic) => inEditor(document, diagnostic, relatedPlace(text, diagnostic))),
  );
}

/** Mistakes of the JSON itself, which VS Code's own service for JSON tells too. */
function isSyntax(code: Diagnostic['code']): boolean {
  return code === 'syntax' || code === 'missing-comma' || code === 'single-quotes';
}

/** Whether VS Code judges the JSON of a document: then we do not say the same once more. */
function jsonServiceSpeaks({ languageId, uri }: TextDocument): boolean {
  return (
    (languageId === 'jsonc' || languageId === 'json') &&
    extensions.getExtension('vscode.json-language-features') !== undefined &&
    workspace.getConfiguration('json', uri).get('validate.enable') !== false
  );
}

export function rangeOf(
  document: TextDocument,
  { offset, length }: { readonly offset: number; readonly length: number },
): Range {
  return new Range(document.positionAt(offset), document.positionAt(offset + length));
}

function inEditor(
  document: TextDocument,
  diagnostic: Diagnostic,
  related: RelatedPlace | null,
): EditorDiagnostic {
  const severity = diagnostic.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const shown = new EditorDiagnostic(rangeOf(document, diagnostic), diagnostic.message, severity);
  shown.source = SOURCE;
  shown.code = diagnostic.code;
  if (related !== null) {
    const place = new Location(document.uri, rangeOf(document, related));
    shown.relatedInformation = [new DiagnosticRelatedInformation(place, sentence(related.is))];
  }
  return shown;
}

function sentence(is: RelatedPlace['is']): string {
  switch (is) {
    case 'first-key':
      return l10n.t('The key stands here first.');
    case 'targets':
      return l10n.t('The targets are here.');
    case 'first-entry':
      return l10n.t('This entry has the case already.');
    case 'first-name':
      return l10n.t('This entry has the name already.');
  }
}
