import type { Fields } from './notebook.ts';

/** The lines of a notebook file that mean something; all others are text. */

/** What a fenced block is: a code cell, a Markdown cell that cannot stand as it is, or a form of an output. */
const WORDS = { xenbench: 'code', 'xenbench-text': 'text', 'xenbench-output': 'output' } as const;

export interface Fence {
  readonly block: (typeof WORDS)[keyof typeof WORDS];
  /** How many backticks open it. */
  readonly ticks: number;
  readonly language: string;
  /** Of an output; empty: our own results. */
  readonly mime: string;
  /** JSON behind it, not read yet; empty: none. */
  readonly json: string;
}

export interface Marker {
  readonly block: 'marker';
  readonly json: string;
}

const FENCE = /^(`{3,})([^\s`]+) (xenbench(?:-text|-output)?)(?: +([^`]*))?$/;
const MARKER = /^<!-- cell(?: +(\{.*\}))? -->$/;

/** What a line begins, without its line end; null: it is text. */
export function blockOf(line: string): Fence | Marker | null {
  const marker = MARKER.exec(line);
  if (marker !== null) return { block: 'marker', json: marker[1] ?? '' };
  const fence = FENCE.exec(line);
  if (fence === null) return null;
  const [, ticks = '', language = '', word = '', rest = ''] = fence;
  const block = WORDS[word as keyof typeof WORDS];
  const mime = block === 'output' && !rest.startsWith('{') ? (/^\S*/.exec(rest)?.[0] ?? '') : '';
  return { block, ticks: ticks.length, language, mime, json: rest.slice(mime.length).trim() };
}

/** The line that opens a block. `ticks` from `ticksFor`. */
export function fenceLine({ block, ticks, language, mime, json }: Fence): string {
  const word = Object.entries(WORDS).find(([, each]) => each === block)?.[0] ?? '';
  const rest = [mime, json].filter((part) => part !== '');
  return `${'`'.repeat(ticks)}${[codedWord(language), word, ...rest].join(' ')}`;
}

export function markerLine(json: string): string {
  return json === '' ? '<!-- cell -->' : `<!-- cell ${json.replaceAll('--', '-\\u002d')} -->`;
}

/** Whether a line closes a block that so many backticks opened. */
export function closes(line: string, ticks: number): boolean {
  const found = /^(`{3,})[ \t]*$/.exec(line)?.[1];
  return found !== undefined && found.length >= ticks;
}

/** Backticks for a block around a text: more than any line of it begins with. */
export function ticksFor(text: string): number {
  let most = 2;
  for (const [, ticks = ''] of text.matchAll(/^[ \t]*(`{3,})/gm)) most = Math.max(most, ticks.length);
  return most + 1;
}

/** Fields as they stand behind a block's word; empty where there are none. No backtick may stand there. */
export function fieldsText(fields: Fields): string {
  return Object.keys(fields).length === 0 ? '' : JSON.stringify(fields).replaceAll('`', '\\u0060');
}

/** null: no JSON object. */
export function fieldsOf(json: string): Fields | null {
  if (json === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

/** A language or MIME type as one word of an opening line, whatever it is made of. */
export function codedWord(word: string): string {
  const whole = word.replace(/\p{Cs}/gu, '\ufffd');
  return whole === '' ? '%' : whole.replace(/[^\w.+/#-]/gu, percent);
}

function percent(character: string): string {
  // encodeURIComponent leaves a few characters as they are.
  return encodeURIComponent(character).replace(/[!'()*~]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);
}

/** null: no word of `codedWord`. */
export function decodedWord(word: string): string | null {
  try {
    return word === '%' ? '' : decodeURIComponent(word);
  } catch {
    return null;
  }
}
