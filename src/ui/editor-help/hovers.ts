import { Hover, type HoverProvider, l10n, MarkdownString } from 'vscode';
import { formatDuration } from '../../report/duration.ts';
import { plain } from '../../report/plain.ts';
import { rangeOf } from './diagnostics.ts';
import type { EntryFacts } from './entry-facts.ts';
import { readDocument } from './experiment-documents.ts';

const MOST_CASES = 12;

/** Beside what the JSON Schema says of a key: the cases that an entry makes, and how long they take. */
export const hoverProvider: HoverProvider = {
  async provideHover(document, position) {
    const [{ experiment }, { entryFacts }] = await Promise.all([
      readDocument(document),
      import('./entry-facts.ts'),
    ]);
    const facts = entryFacts(document.getText(), document.offsetAt(position), experiment);
    if (facts === null) return null;
    return new Hover(new MarkdownString(wordsOf(facts)), rangeOf(document, facts));
  },
};

function wordsOf({ cases, targets, repetitions, seconds }: EntryFacts): string {
  const ids = cases.slice(0, MOST_CASES).map(asCode).join(', ');
  const more = cases.length > MOST_CASES ? ', ...' : '';
  const what =
    cases.length === 1 ? l10n.t('1 case: {0}', ids) : l10n.t('{0} cases: {1}', cases.length, `${ids}${more}`);
  if (seconds === null) return what;
  const time = formatDuration(seconds * 1000);
  const trials = cases.length * targets * repetitions;
  return `${what}\n\n${l10n.t('{0} trials (targets: {1}, repetitions: {2}), about {3}', trials, targets, repetitions, time)}`;
}

/** Names of the file are text: inside a code span nothing is markup or a link. */
function asCode(id: string): string {
  return `\`${plain(id, 80).replaceAll('`', "'")}\``;
}
