import { blockOf, codedWord, fenceLine, fieldsText, markerLine, ticksFor } from './block-line.ts';
import { type Cell, type Notebook, type Output, type OutputItem, RESULT_MIME } from './notebook.ts';

/** The one version of the format so far. */
export const NOTEBOOK_FORMAT = 1;

/**
 * The file of a notebook as text. The same notebook gives the same text, and reading it gives the same notebook:
 * texts of cells, fields, outputs.
 */
export function writeNotebook({ header, lineEnd, cells }: Notebook): string {
  const lines = ['---', `xenbook: ${NOTEBOOK_FORMAT}`, ...header, '---'];
  cells.forEach((cell, index) => {
    lines.push('');
    if (cell.kind === 'markdown') lines.push(...markdownLines(cell, cells[index - 1]));
    else lines.push(...codeLines(cell));
  });
  return lines.map((line) => line + lineEnd).join('');
}

function markdownLines({ language, text, fields }: Cell, before: Cell | undefined): string[] {
  const json = fieldsText(fields);
  if (language !== 'markdown' || !standsAlone(text)) {
    return fenced({ block: 'text', ticks: ticksFor(text), language, mime: '', json }, text);
  }
  // Nothing else tells two texts apart, or shows that there is an empty one.
  const marked = before?.kind === 'markdown' || json !== '' || text.trim() === '';
  return marked ? [markerLine(json), text] : [text];
}

/** Whether a text can stand in the file as it is: nothing in it begins a block, no fence of its own stays open. */
function standsAlone(text: string): boolean {
  let open: { readonly mark: string; readonly length: number } | null = null;
  for (const line of text.split('\n')) {
    const bare = line.replace(/\r+$/, '');
    if (blockOf(bare) !== null) return false;
    const [, marks = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(bare) ?? [];
    if (marks === '') continue;
    const mark = marks.charAt(0);
    if (open === null) {
      if (mark === '~' || !rest.includes('`')) open = { mark, length: marks.length };
    } else if (mark === open.mark && marks.length >= open.length && rest.trim() === '') {
      open = null;
    }
  }
  return open === null;
}

function codeLines({ language, text, fields, outputs }: Cell): string[] {
  const json = fieldsText(fields);
  return [
    ...fenced({ block: 'code', ticks: ticksFor(text), language, mime: '', json }, text),
    ...outputs.flatMap(outputLines),
  ];
}

function outputLines({ items, fallback, fields }: Output): string[] {
  const forms: readonly OutputItem[] =
    items.length > 0 || fallback === null
      ? items
      : [{ mime: 'text/markdown', encoding: 'text', data: fallback }];
  if (forms.length === 0) return [];
  const shown = items.length === 0 ? null : fallback;
  return [
    '',
    ...(shown === null ? [] : shown.split('\n').map((line) => (line === '' ? '>' : `> ${line}`))),
    ...forms.flatMap((item, index) => itemLines(item, index === 0 ? fieldsText(fields) : '')),
  ];
}

function itemLines({ mime, encoding, data }: OutputItem, json: string): string[] {
  const language = encoding === 'base64' ? 'base64' : /[/+]json$/.test(mime) ? 'json' : 'text';
  const word = mime === RESULT_MIME && encoding === 'text' ? '' : codedWord(mime);
  return fenced({ block: 'output', ticks: ticksFor(data), language, mime: word, json }, data);
}

function fenced(fence: Parameters<typeof fenceLine>[0], text: string): string[] {
  return [fenceLine(fence), ...(text === '' ? [] : [text]), '`'.repeat(fence.ticks)];
}
