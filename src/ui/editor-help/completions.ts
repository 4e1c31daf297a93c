import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  l10n,
  type TextDocument,
} from 'vscode';
import { plain } from '../../report/plain.ts';
import { setting } from '../settings.ts';
import type { CompletionPlace } from './completion-place.ts';
import { rangeOf } from './diagnostics.ts';

/** Names that the JSON Schema cannot know: hosts of the SSH configuration and of the lab, targets, usual sizes. */
export const completionProvider: CompletionItemProvider = {
  async provideCompletionItems(document, position, cancelled) {
    const { completionPlace } = await import('./completion-place.ts');
    const place = completionPlace(document.getText(), document.offsetAt(position));
    if (place === null) return [];
    const known = place.words.map((word) => itemOf(document, place, word, aboutWord(place, word)));
    if (place.kind !== 'ssh-host') return known;
    const { listSshHosts } = await import('../ssh-hosts.ts');
    const hosts = await listSshHosts(setting('ssh.configFile'));
    if (cancelled.isCancellationRequested) return [];
    return [
      ...hosts.map((host) =>
        itemOf(document, place, place.user + host, l10n.t('from the SSH configuration')),
      ),
      ...known,
    ].map((item, index) => Object.assign(item, { sortText: String(index).padStart(5, '0') }));
  },
};

function aboutWord({ kind }: CompletionPlace, word: string): string {
  if (kind === 'target') return l10n.t('a target of this experiment');
  if (kind === 'size') return l10n.t('a size of the 2008 method');
  return word === 'lab:this-machine'
    ? l10n.t('demo lab: really runs commands on this machine')
    : l10n.t('demo lab, simulated');
}

function itemOf(document: TextDocument, place: CompletionPlace, word: string, about: string): CompletionItem {
  // As it stands in the file: what VS Code compares with what is typed there, quotes and all.
  const json = place.kind === 'size' && !place.quoted && /^[0-9]+$/.test(word) ? word : JSON.stringify(word);
  const item = new CompletionItem(
    { label: plain(word, 80), description: about },
    place.kind === 'size' ? CompletionItemKind.Value : CompletionItemKind.Reference,
  );
  item.range = rangeOf(document, place);
  item.insertText = json;
  item.filterText = json;
  return item;
}
