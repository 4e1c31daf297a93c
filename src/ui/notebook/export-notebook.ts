import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { commands, env, l10n, type NotebookDocument, Uri, window, workspace } from 'vscode';
import { exportedPage, htmlText, pictureHtml } from '../../notebook/export-html.ts';
import { exportPieces, type Piece, pictureName } from '../../notebook/export-pieces.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import type { Pictures } from '../../notebook/pictures.ts';
import { plain } from '../../report/plain.ts';
import { BACK, pickOne } from '../multi-step.ts';
import { notebookName } from './code-cells.ts';
import { notebookOfDocument } from './notebook-data.ts';

type ExportFormat = 'markdown' | 'html';

const ENDINGS: Readonly<Record<ExportFormat, string>> = { markdown: 'md', html: 'html' };

/** Writes a notebook as Markdown, with its pictures beside it, or as one page, where the person says. */
export async function exportNotebook(document: NotebookDocument, extension: Uri): Promise<void> {
  const format = await pickOne({ title: l10n.t('Export Notebook'), choices: formats() });
  if (format === undefined || format === BACK) return;
  const name = `${notebookName(document)}.${ENDINGS[format]}`;
  const target = await window.showSaveDialog({
    title: l10n.t('Export Notebook'),
    defaultUri: Uri.joinPath(folderFor(document), name),
    filters: { [format === 'html' ? 'HTML' : 'Markdown']: [ENDINGS[format]] },
  });
  if (target === undefined) return;
  await writeExport(document, format, target, extension);
  // Not waited for: the offer stands until the person has seen it.
  void offerToOpen(target, format);
}

async function offerToOpen(target: Uri, format: ExportFormat): Promise<void> {
  const open = l10n.t('Open');
  const message = l10n.t('The notebook was written: {0}', workspace.asRelativePath(target));
  if ((await window.showInformationMessage(message, open)) !== open) return;
  if (format === 'html') await env.openExternal(target);
  else await window.showTextDocument(target);
}

function formats() {
  return [
    {
      value: 'markdown' as const,
      label: l10n.t('Markdown'),
      description: '.md',
      detail: l10n.t('Text and tables, figures as SVG files in a folder beside it'),
    },
    {
      value: 'html' as const,
      label: l10n.t('HTML'),
      description: '.html',
      detail: l10n.t('One page with everything in it'),
    },
  ];
}

function folderFor({ uri }: NotebookDocument): Uri {
  if (uri.scheme === 'file') return Uri.joinPath(uri, '..');
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
}

/** Writes the files of an export; existing ones are replaced. `extension`: where this extension lies. */
export async function writeExport(
  document: NotebookDocument,
  format: ExportFormat,
  target: Uri,
  extension: Uri,
): Promise<void> {
  const notebook = notebookOfDocument(document);
  const pieces = exportPieces(notebook);
  const svgs = svgsOf(pieces, extension);
  const text =
    format === 'html'
      ? await htmlOf(notebook, notebookName(document), pieces, svgs)
      : await markdownWithPictures(pieces, svgs, target);
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
}

/** The picture of each piece that is one, in order. */
function svgsOf(pieces: readonly Piece[], extension: Uri): readonly string[] {
  if (!pieces.some(({ is }) => is === 'picture')) return [];
  // A bundle of its own: see `Pictures`.
  const file = Uri.joinPath(extension, 'dist', 'pictures.js').fsPath;
  const { pictures } = createRequire(file)(file) as { pictures: Pictures };
  return pieces.flatMap((piece) => (piece.is === 'picture' ? [pictures.svgOf(piece.figure, piece.of)] : []));
}

async function markdownWithPictures(
  pieces: readonly Piece[],
  svgs: readonly string[],
  target: Uri,
): Promise<string> {
  const folder = `${basename(target.path).replace(/\.md$/i, '')}-figures`;
  let place = 0;
  const parts: string[] = [];
  for (const piece of pieces) {
    if (piece.is === 'markdown') {
      parts.push(piece.text);
      continue;
    }
    const svg = svgs[place] ?? '';
    place += 1;
    const name = pictureName(piece.figure, place);
    const file = Uri.joinPath(target.with({ path: dirname(target.path) }), folder, name);
    await workspace.fs.writeFile(file, new TextEncoder().encode(svg));
    const way = [folder, name].map(encodeURIComponent).join('/');
    parts.push(`![${plain(piece.figure.title, 80).replace(/[[\]\\]/g, '\\$&')}](${way})`);
  }
  return `${parts.join('\n\n')}\n`;
}

async function htmlOf(
  { cells }: Notebook,
  name: string,
  pieces: readonly Piece[],
  svgs: readonly string[],
): Promise<string> {
  let place = 0;
  const body: string[] = [];
  for (const piece of pieces) {
    if (piece.is === 'markdown') {
      body.push(await rendered(piece.text));
      continue;
    }
    body.push(pictureHtml(plain(piece.figure.title, 80), Buffer.from(svgs[place] ?? '').toString('base64')));
    place += 1;
  }
  const heading = cells.flatMap(({ kind, text }) =>
    kind === 'markdown' ? (/^# +(.+)$/m.exec(text)?.[1] ?? []) : [],
  )[0];
  return exportedPage(plain(heading ?? name, 200), env.language, body);
}

/** By VS Code's own Markdown; where that is switched off, the text as it is. */
async function rendered(markdown: string): Promise<string> {
  try {
    const html: unknown = await commands.executeCommand('markdown.api.render', markdown);
    if (typeof html === 'string') return html;
  } catch {
    // There is no such command without VS Code's Markdown extension.
  }
  return `<pre>${htmlText(markdown)}</pre>`;
}
