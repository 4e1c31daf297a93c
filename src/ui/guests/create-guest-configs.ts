import { commands, l10n, Uri, window, workspace } from 'vscode';
import { guestConfigFiles } from '../../engine/guest-config-files.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { exists, writeNew } from '../explorer/create-experiment.ts';
import { askGuest } from './ask-guest.ts';

/**
 * Asks for a guest, writes its configuration for each type into a folder of the workspace, over no file that is there,
 * opens them, and shows how the first two differ.
 */
export async function createGuestConfigs(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    throw new HumanError(
      l10n.t(
        'Configurations are written into a folder: open one first, with the command "File: Open Folder".',
      ),
      EXIT.usage,
    );
  }
  const answers = await askGuest(folder);
  if (answers === undefined) return;
  const files = guestConfigFiles(answers.guest, answers.variants);
  const placed = files.map((file) => ({ ...file, uri: Uri.joinPath(answers.folder, `${file.name}.cfg`) }));
  for (const { uri } of placed) {
    // Before any is written: all of them, or none.
    if (await exists(uri)) await writeNew(uri, '');
  }
  for (const { uri, text } of placed) await writeNew(uri, text);
  for (const { uri } of placed) {
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  }
  const [a, b] = placed;
  if (a === undefined || b === undefined) return;
  await commands.executeCommand('vscode.diff', a.uri, b.uri, `${a.name} - ${b.name}`, { preview: false });
}
