import { Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from 'vscode';

export const COMPARISON_SCHEME = 'xenbench-guests';

/** Documents that tell how two configurations differ, made anew when one of them is saved. */
export interface ComparisonDocuments extends TextDocumentContentProvider, Disposable {
  /** The document of a comparison is made anew. */
  refresh(uri: Uri): void;
}

/** Names the comparison of two files; the name of its tab is that of both. */
export function comparisonUri(a: Uri, b: Uri): Uri {
  return Uri.from({
    scheme: COMPARISON_SCHEME,
    path: `/${nameOf(a)} - ${nameOf(b)}.md`,
    query: JSON.stringify([a.toString(), b.toString()]),
  });
}

export function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

export function comparisonDocuments(): ComparisonDocuments {
  const changed = new EventEmitter<Uri>();
  const saved = workspace.onDidSaveTextDocument(({ uri }) => {
    for (const { uri: shown } of workspace.textDocuments) {
      if (shown.scheme === COMPARISON_SCHEME && filesOf(shown).includes(uri.toString())) changed.fire(shown);
    }
  });
  return {
    onDidChange: changed.event,
    refresh: (uri) => changed.fire(uri),
    async provideTextDocumentContent(uri) {
      const [a, b] = filesOf(uri).map((text) => Uri.parse(text, true));
      if (a === undefined || b === undefined) return '';
      const { readComparison } = await import('./read-comparison.ts');
      return (await readComparison(a, b)).text;
    },
    dispose: () => Disposable.from(changed, saved).dispose(),
  };
}

/** The two files that a comparison names; empty where it names none. */
function filesOf({ query }: Uri): readonly string[] {
  try {
    const files: unknown = JSON.parse(query);
    return Array.isArray(files) ? files.filter((file) => typeof file === 'string').slice(0, 2) : [];
  } catch {
    return [];
  }
}
