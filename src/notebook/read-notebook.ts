import { decodeUtf8 } from '../experiment/decode.ts';
import { EXIT, HumanError } from '../human-error.ts';
import { blockOf, closes, decodedWord, type Fence, fieldsOf } from './block-line.ts';
import {
  type Cell,
  EMPTY_NOTEBOOK,
  type Fields,
  type LineEnd,
  type Notebook,
  type Output,
  type OutputItem,
  RESULT_MIME,
} from './notebook.ts';
import { type Line, linesOf, withoutEnds } from './text-lines.ts';
import { NOTEBOOK_FORMAT } from './write-notebook.ts';

const LARGEST_FILE = 64 * 1024 ** 2;

/**
 * Reads the bytes of a notebook file. An empty file is an empty notebook. Throws HumanError (usage) that names file,
 * line and mistake; a caller must never write over a file that it could not read.
 */
export function readNotebook(bytes: Uint8Array, fileName: string): Notebook {
  if (bytes.length > LARGEST_FILE) {
    throw mistake(
      fileName,
      1,
      `the file is larger than ${LARGEST_FILE / 1024 ** 2}M, more than a notebook is`,
    );
  }
  const { text, invalidAt } = decodeUtf8(bytes);
  if (invalidAt !== null) {
    const line = text.split('\n').length;
    throw mistake(fileName, line, 'here is something that is no UTF-8: the file is damaged, or no notebook');
  }
  if (text.trim() === '') return EMPTY_NOTEBOOK;
  return new Reader(text, fileName).notebook();
}

function mistake(fileName: string, line: number, sentence: string): HumanError {
  return new HumanError(`${fileName}:${line}: ${sentence}.`, EXIT.usage);
}

/** One walk over the lines of a file. */
class Reader {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #fileName: string;
  readonly #lineEnd: LineEnd;
  /** Place of the next line. */
  #at = 0;

  constructor(text: string, fileName: string) {
    this.#text = text;
    this.#fileName = fileName;
    this.#lines = linesOf(text);
    this.#lineEnd = this.#lines[0]?.end === '\r\n' ? '\r\n' : '\n';
  }

  notebook(): Notebook {
    const header = this.#header();
    const cells: Cell[] = [];
    while (this.#at < this.#lines.length) {
      const block = blockOf(this.#line(this.#at));
      if (block === null) {
        const text = this.#freeText(true);
        if (text !== null) cells.push(markdown(text, {}));
      } else if (block.block === 'marker') {
        const fields = this.#fields(block.json);
        this.#at += 1;
        cells.push(markdown(this.#freeText(false) ?? '', fields));
      } else if (block.block === 'output') {
        throw this.#mistake(this.#at, 'this output follows no cell that it could be of');
      } else {
        cells.push(this.#fencedCell(block));
      }
    }
    return { header, lineEnd: this.#lineEnd, cells };
  }

  #header(): readonly string[] {
    const [first, second] = [this.#line(0), this.#line(1)];
    const version = /^xenbook:[ \t]*(\S{1,20})[ \t]*$/.exec(second)?.[1];
    if (first !== '---' || version === undefined) {
      throw this.#mistake(0, 'a notebook begins with the lines "---" and "xenbook: 1"; this file does not');
    }
    if (version !== String(NOTEBOOK_FORMAT)) {
      throw this.#mistake(1, `format ${version} of notebooks is not known here, only ${NOTEBOOK_FORMAT}`);
    }
    const end = this.#lines.findIndex((_, index) => index > 1 && this.#line(index) === '---');
    if (end < 0) throw this.#mistake(0, 'the head of the notebook is never closed: a line "---" is missing');
    this.#at = end + 1;
    return this.#lines.slice(2, end).map(({ text }) => text);
  }

  /** Text up to the next block or the end, without the empty lines around it that belong to the format. */
  #freeText(withLead: boolean): string | null {
    const from = this.#offset(this.#at);
    while (this.#at < this.#lines.length && blockOf(this.#line(this.#at)) === null) this.#at += 1;
    const last = this.#at === this.#lines.length;
    const raw = this.#text.slice(from, this.#offset(this.#at));
    const text = withoutEnds(raw, this.#lineEnd, { lead: withLead ? 1 : 0, trail: last ? 1 : 2 });
    return withLead && text.trim() === '' ? null : text;
  }

  #fencedCell(fence: Fence): Cell {
    const { language, fields, text } = this.#fenced(fence);
    if (fence.block === 'text') return { kind: 'markdown', language, text, fields, outputs: [] };
    const outputs: Output[] = [];
    for (let output = this.#output(); output !== null; output = this.#output()) outputs.push(output);
    return { kind: 'code', language, text, fields, outputs };
  }

  /** The block that opens at the next line. */
  #fenced(fence: Fence): { language: string; fields: Fields; text: string } {
    const opened = this.#at;
    const language = decodedWord(fence.language);
    if (language === null) throw this.#mistake(opened, `"${fence.language}" is no language of a cell`);
    const fields = this.#fields(fence.json);
    let end = opened + 1;
    while (end < this.#lines.length && !closes(this.#line(end), fence.ticks)) end += 1;
    if (end === this.#lines.length) {
      const ticks = '`'.repeat(fence.ticks);
      throw this.#mistake(opened, `what begins here is never closed: a line ${ticks} is missing`);
    }
    this.#at = end + 1;
    const raw = this.#text.slice(this.#offset(opened + 1), this.#offset(end));
    return { language, fields, text: withoutEnds(raw, this.#lineEnd, { lead: 0, trail: 1 }) };
  }

  /** The next output of the cell before; null: there is none. */
  #output(): Output | null {
    const begin = this.#line(this.#at).trim() === '' ? this.#at + 1 : this.#at;
    let at = begin;
    while (at < this.#lines.length && this.#line(at).startsWith('>')) at += 1;
    const quote = this.#lines.slice(begin, at).map(({ text }) => text.replace(/^> ?/, ''));
    let fence = blockOf(this.#line(at));
    if (fence?.block !== 'output') return null;
    this.#at = at;
    const items: OutputItem[] = [];
    let fields: Fields | null = null;
    while (fence?.block === 'output') {
      const mime = fence.mime === '' ? RESULT_MIME : decodedWord(fence.mime);
      if (mime === null) throw this.#mistake(this.#at, `"${fence.mime}" is no type of an output`);
      const { language, fields: own, text } = this.#fenced(fence);
      fields ??= own;
      items.push({ mime, encoding: language === 'base64' ? 'base64' : 'text', data: text });
      fence = blockOf(this.#line(this.#at));
    }
    return { items, fallback: quote.length === 0 ? null : quote.join('\n'), fields: fields ?? {} };
  }

  #fields(json: string): Fields {
    const fields = fieldsOf(json);
    if (fields !== null) return fields;
    throw this.#mistake(this.#at, 'behind the word that names this block only a JSON object may stand');
  }

  /** Without its line end; empty behind the last. */
  #line(index: number): string {
    return this.#lines[index]?.text.replace(/\r+$/, '') ?? '';
  }

  #offset(index: number): number {
    return this.#lines[index]?.offset ?? this.#text.length;
  }

  #mistake(index: number, sentence: string): HumanError {
    return mistake(this.#fileName, index + 1, sentence);
  }
}

function markdown(text: string, fields: Fields): Cell {
  return { kind: 'markdown', language: 'markdown', text, fields, outputs: [] };
}
