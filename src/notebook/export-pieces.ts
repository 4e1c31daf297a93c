import { markdownText } from '../report/markdown-escape.ts';
import { plain } from '../report/plain.ts';
import { ticksFor } from './block-line.ts';
import type { Cell, Notebook, Output } from './notebook.ts';
import { RESULT_MIME } from './notebook.ts';
import { readResult } from './read-result.ts';
import type { ChartResult, ResultFigure } from './result.ts';

/** A notebook as it is exported: one piece after the other. */
export type Piece =
  /** Markdown of the person's own, or of ours. */
  | { readonly is: 'markdown'; readonly text: string }
  /** A figure, drawn as a picture; its numbers follow in a piece of their own. */
  | { readonly is: 'picture'; readonly figure: ResultFigure; readonly of: ChartResult };

/** The cells in order, each with what it gave. Code stands as it is, because it says what was asked. */
export function exportPieces({ cells }: Notebook): readonly Piece[] {
  return cells.flatMap((cell) => (cell.kind === 'markdown' ? [markdown(cell.text)] : codePieces(cell)));
}

function codePieces({ language, text, outputs }: Cell): readonly Piece[] {
  return [fenced(language, text), ...outputs.flatMap(outputPieces)];
}

function outputPieces(output: Output): readonly Piece[] {
  const { items, fallback } = output;
  const json = items.find(({ mime, encoding }) => mime === RESULT_MIME && encoding === 'text')?.data;
  const result = json === undefined ? null : readResult(json);
  const pictures =
    result?.show === 'chart'
      ? result.figures.map((figure): Piece => ({ is: 'picture', figure, of: result }))
      : [];
  if (fallback !== null) return [...pictures, markdown(fallback)];
  return [
    ...pictures,
    ...items.flatMap(({ mime, encoding, data }) => (encoding === 'text' ? itemPiece(mime, data) : [])),
  ];
}

function itemPiece(mime: string, data: string): readonly Piece[] {
  if (mime === 'text/markdown') return [markdown(data)];
  if (mime === 'application/vnd.code.notebook.error') return [markdown(`> ${markdownText(errorText(data))}`)];
  return mime.startsWith('text/') ? [fenced('text', data)] : [];
}

function errorText(json: string): string {
  try {
    const error: unknown = JSON.parse(json);
    const message: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : null;
    return typeof message === 'string' ? plain(message, 2_000) : 'This cell failed.';
  } catch {
    return 'This cell failed.';
  }
}

function fenced(language: string, text: string): Piece {
  const ticks = '`'.repeat(ticksFor(text));
  const name = /^[\w+#.-]{1,40}$/.test(language) ? language : '';
  return markdown(`${ticks}${name}\n${text}\n${ticks}`);
}

function markdown(text: string): Piece {
  return { is: 'markdown', text };
}

/** Base names of pictures, in the order of the pieces: `03-tcp-small.svg`. */
export function pictureName(figure: ResultFigure, place: number): string {
  const words = plain(figure.title, 60)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const relative = figure.relativeTo === null ? '' : '-relative';
  return `${String(place).padStart(2, '0')}-${words === '' ? 'figure' : words}${relative}.svg`;
}
