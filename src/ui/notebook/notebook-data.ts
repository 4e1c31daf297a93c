import {
  NotebookCellData,
  NotebookCellKind,
  NotebookCellOutput,
  NotebookCellOutputItem,
  NotebookData,
  type NotebookDocument,
} from 'vscode';
import {
  type Cell,
  type Fields,
  type Notebook,
  type Output,
  type OutputItem,
  RESULT_MIME,
} from '../../notebook/notebook.ts';
import { PROGRESS_MIME } from '../../notebook/progress.ts';

const MARKDOWN = 'text/markdown';

/** What VS Code keeps of the file besides the cells; it comes back with every save. */
interface Kept {
  readonly header: readonly string[];
  readonly lineEnd: Notebook['lineEnd'];
}

/** A notebook as VS Code holds it. */
export function toData({ header, lineEnd, cells }: Notebook): NotebookData {
  const data = new NotebookData(cells.map(toCell));
  const kept: Kept = { header, lineEnd };
  data.metadata = { xenbook: kept };
  return data;
}

function toCell({ kind, language, text, fields, outputs }: Cell): NotebookCellData {
  const cell = new NotebookCellData(
    kind === 'code' ? NotebookCellKind.Code : NotebookCellKind.Markup,
    text,
    language,
  );
  cell.metadata = { ...fields };
  cell.outputs = outputs.map(toOutput);
  return cell;
}

/** An output as VS Code shows it: our own form first, Markdown for whoever has no renderer of ours. */
export function toOutput({ items, fallback, fields }: Output): NotebookCellOutput {
  const all = items.map(
    ({ mime, encoding, data }) =>
      new NotebookCellOutputItem(Buffer.from(data, encoding === 'text' ? 'utf8' : 'base64'), mime),
  );
  if (fallback !== null) all.push(NotebookCellOutputItem.text(fallback, MARKDOWN));
  return new NotebookCellOutput(all, { ...fields });
}

/** The notebook that is to be saved; what only tells of a run that goes on is left out. */
export function fromData({ cells, metadata }: NotebookData): Notebook {
  return { ...keptOf(metadata?.['xenbook']), cells: cells.map(fromCell) };
}

function keptOf(kept: unknown): Kept {
  const at = (key: string): unknown =>
    typeof kept === 'object' && kept !== null ? Reflect.get(kept, key) : undefined;
  const header = at('header');
  return {
    header: Array.isArray(header) ? header.filter((line) => typeof line === 'string') : [],
    lineEnd: at('lineEnd') === '\r\n' ? '\r\n' : '\n',
  };
}

function fromCell({ kind, languageId, value, metadata, outputs }: NotebookCellData): Cell {
  const code = kind === NotebookCellKind.Code;
  return {
    kind: code ? 'code' : 'markdown',
    language: languageId,
    text: value,
    fields: asFields(metadata),
    outputs: code ? (outputs ?? []).filter(isKept).map(fromOutput) : [],
  };
}

function isKept({ items }: NotebookCellOutput): boolean {
  return items.length > 0 && !items.some(({ mime }) => mime === PROGRESS_MIME);
}

/** An output as it goes into the file. */
export function fromOutput({ items, metadata }: NotebookCellOutput): Output {
  const forms = items.map(({ mime, data }) => fromItem(mime, data));
  // Results are shown to others by their first Markdown; the rest stays what it is.
  const shown = forms.find(({ mime, encoding }) => mime === MARKDOWN && encoding === 'text');
  const others = forms.filter((form) => form !== shown);
  return {
    items: others.length > 0 || shown === undefined ? others : [shown],
    fallback: others.length > 0 && shown !== undefined ? shown.data : null,
    fields: asFields(metadata),
  };
}

function fromItem(mime: string, data: Uint8Array): OutputItem {
  const text = Buffer.from(data).toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(data);
  return isText
    ? { mime, encoding: 'text', data: text }
    : { mime, encoding: 'base64', data: Buffer.from(data).toString('base64') };
}

/** The result that an output holds, as text; null: none of ours. */
export function resultTextOf({ items }: NotebookCellOutput): string | null {
  const item = items.find(({ mime }) => mime === RESULT_MIME);
  return item === undefined ? null : Buffer.from(item.data).toString('utf8');
}

function asFields(metadata: { readonly [key: string]: unknown } | undefined): Fields {
  return { ...metadata };
}

/** An open notebook as it stands in the editor. */
export function notebookOfDocument(document: NotebookDocument): Notebook {
  return {
    ...keptOf(document.metadata['xenbook']),
    cells: document.getCells().map(({ kind, document: text, metadata, outputs }) =>
      fromCell({
        kind,
        languageId: text.languageId,
        value: text.getText(),
        metadata,
        outputs: [...outputs],
      }),
    ),
  };
}
