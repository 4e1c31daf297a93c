import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  type TextDocument,
  workspace,
} from 'vscode';
import { NOTEBOOK_TYPE } from '../../manifest.ts';
import { plain } from '../../report/plain.ts';
import { rangeOf } from '../editor-help/diagnostics.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { CellPlace } from './completion-words.ts';

/** Names that the JSON Schema of cells cannot know: experiment and run files, and what is in them. */
export function cellCompletionProvider(files: ExperimentFiles): CompletionItemProvider {
  return {
    async provideCompletionItems(document, position) {
      const { cellPlace } = await import('./completion-words.ts');
      const place = cellPlace(document.getText(), document.offsetAt(position));
      const cell = cellOf(document);
      if (place === null || cell === null) return [];
      const { wordsFor } = await import('./words-for.ts');
      const words = await wordsFor(place, cell, files);
      return words.map(({ word, about }, index) => itemOf(document, place, word, about, index));
    },
  };
}

/** The cell that a text document is of; null: of none of ours. */
export function cellOf(document: TextDocument) {
  for (const notebook of workspace.notebookDocuments) {
    if (notebook.notebookType !== NOTEBOOK_TYPE) continue;
    const cell = notebook.getCells().find((each) => each.document.uri.toString() === document.uri.toString());
    if (cell !== undefined) return cell;
  }
  return null;
}

function itemOf(
  document: TextDocument,
  place: CellPlace,
  word: string,
  about: string,
  index: number,
): CompletionItem {
  const json = JSON.stringify(word);
  const item = new CompletionItem(
    { label: plain(word, 120), description: plain(about, 120) },
    place.wants === 'experiment' || place.wants === 'run'
      ? CompletionItemKind.File
      : CompletionItemKind.Reference,
  );
  item.range = rangeOf(document, place);
  item.insertText = json;
  item.filterText = json;
  item.sortText = String(index).padStart(5, '0');
  return item;
}
