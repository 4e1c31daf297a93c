import { commands, l10n, Uri, window, workspace } from 'vscode';
import { DEMO_EXPERIMENT } from '../../experiment/templates.ts';
import { COMMANDS } from '../../manifest.ts';
import type { Memory } from '../memory.ts';
import { pickOne } from '../multi-step.ts';
import { exists, writeNew } from './create-experiment.ts';
import { WAITING_DEMO } from './waiting-demo.ts';

const NAME = 'demo';

/**
 * Puts the demo experiment into the workspace's folder and begins its run. Without a folder it asks for one, puts the
 * file there and opens that; `openWaitingDemo` goes on in the window that comes up.
 */
export async function tryDemoLab(memory: Memory): Promise<void> {
  const open = workspace.workspaceFolders ?? [];
  if (open.length === 0) {
    const [folder] =
      (await window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        canSelectMany: false,
        openLabel: l10n.t('Use Folder'),
        title: l10n.t('Folder for the demo experiment and its runs'),
      })) ?? [];
    if (folder === undefined) return;
    const uri = await demoIn(folder);
    await memory.update(WAITING_DEMO, uri.toString());
    await commands.executeCommand('vscode.openFolder', folder);
    return;
  }
  const folder =
    open.length === 1
      ? open[0]?.uri
      : await pickOne({
          title: l10n.t('Try the Demo Lab'),
          placeholder: l10n.t('In which folder?'),
          choices: open.map(({ uri, name }) => ({ value: uri, label: name, icon: 'folder' })),
        });
  if (!(folder instanceof Uri)) return;
  const uri = await demoIn(folder);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  await commands.executeCommand(COMMANDS.run, uri);
}

/** The demo that the window was opened for, where it is one. */
export async function openWaitingDemo(memory: Memory): Promise<void> {
  const waiting = memory.get(WAITING_DEMO);
  if (typeof waiting !== 'string') return;
  const uri = Uri.parse(waiting);
  if (workspace.getWorkspaceFolder(uri) === undefined) return;
  await memory.update(WAITING_DEMO, undefined);
  if (!(await exists(uri))) return;
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  if (workspace.isTrusted) await commands.executeCommand(COMMANDS.run, uri);
}

/** The demo in a folder: the one that is there, as long as nobody changed it, else a new file. */
async function demoIn(folder: Uri): Promise<Uri> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? NAME : `${NAME}-${number}`;
    const uri = Uri.joinPath(folder, `${name}.xenbench.jsonc`);
    if (!(await exists(uri))) {
      await writeNew(uri, DEMO_EXPERIMENT);
      return uri;
    }
    if (await isDemo(uri)) return uri;
  }
}

async function isDemo(uri: Uri): Promise<boolean> {
  try {
    const { parse } = await import('jsonc-parser');
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    return JSON.stringify(parse(text)) === JSON.stringify(parse(DEMO_EXPERIMENT));
  } catch {
    return false;
  }
}
