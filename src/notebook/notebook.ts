/**
 * A notebook, `*.xenbook`, as data. Its file is Markdown: what a person wrote stands there as it is, code cells are
 * fenced blocks, and what they gave stands behind them. Nothing here knows what a cell means.
 */

export interface Notebook {
  /** Lines of the file's head besides the version, as they stand there, without line ends: kept, not read. */
  readonly header: readonly string[];
  /** Line end of the lines that the format itself has; texts of cells keep theirs. */
  readonly lineEnd: LineEnd;
  readonly cells: readonly Cell[];
}

export type LineEnd = '\n' | '\r\n';

export interface Cell {
  readonly kind: 'code' | 'markdown';
  /** `jsonc`, `markdown`, or whatever an editor made of it. */
  readonly language: string;
  readonly text: string;
  /** What others keep with the cell: kept, not read. */
  readonly fields: Fields;
  /** Empty for Markdown. */
  readonly outputs: readonly Output[];
}

/** Any JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a run of a cell gave, in several forms of the same. */
export interface Output {
  readonly items: readonly OutputItem[];
  /** The same as Markdown, for who has not this extension; null: there is none. */
  readonly fallback: string | null;
  readonly fields: Fields;
}

export interface OutputItem {
  readonly mime: string;
  /** Text as it is; bytes that are no text as base64. */
  readonly encoding: 'text' | 'base64';
  readonly data: string;
}

/** Of the results that our own renderer shows. */
export const RESULT_MIME = 'application/vnd.xen-bench.result+json';

/** The language of our code cells. */
export const CELL_LANGUAGE = 'jsonc';

export const EMPTY_NOTEBOOK: Notebook = { header: [], lineEnd: '\n', cells: [] };
