import { l10n, Uri, window, workspace } from 'vscode';
import type { ToHost } from '../../protocol.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { runName } from './compare-uri.ts';
import { fileName } from './file-name.ts';
import type { ResultsDocument } from './results-document.ts';

/** Lets the person save a picture of a chart; the default is beside the run. */
export async function savePicture(
  { name, format, data }: Extract<ToHost, { type: 'save' }>,
  document: ResultsDocument,
): Promise<void> {
  const file = `${runName(document.uri.path)}-${fileName(name)}.${format}`;
  const label = format === 'svg' ? l10n.t('SVG picture') : l10n.t('PNG picture');
  const target = await window.showSaveDialog({
    defaultUri: Uri.joinPath(besideRun(document.runs[0]?.uri), fileName(file)),
    filters: { [label]: [format] },
  });
  if (target === undefined) return;
  await workspace.fs.writeFile(target, Buffer.from(data, format === 'svg' ? 'utf8' : 'base64'));
  window.setStatusBarMessage(l10n.t('Saved: {0}', noticeText(workspace.asRelativePath(target))), 5_000);
}

/** Where what is made from run files goes by default: beside the first of them. */
export function besideRun(run: Uri | undefined): Uri {
  if (run?.scheme === 'file') return Uri.joinPath(run, '..');
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
}
