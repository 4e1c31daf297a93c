import { l10n, Selection, type TextEditor, Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import { newExperiment, TEMPLATE_HOST } from '../../experiment/templates.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { answered, askInSteps, askText, pickOne } from '../multi-step.ts';
import { newNameProblem, withoutEnding } from './new-file-name.ts';

/** Asks for a name, and for the folder where there are several; writes a new experiment and opens it at its first host. */
export async function createExperiment(): Promise<void> {
  const title = l10n.t('Create Experiment');
  const folders = workspace.workspaceFolders ?? [];
  const [first] = folders;
  if (first === undefined) {
    throw new HumanError(
      l10n.t('An experiment lives in a folder: open one first, with the command "File: Open Folder".'),
      EXIT.usage,
    );
  }
  interface Draft {
    readonly folder: WorkspaceFolder;
    readonly name: string;
  }
  let taken = await namesIn(first.uri);
  const draft = await askInSteps<Draft>({ folder: first, name: '' }, [
    {
      when: () => folders.length > 1,
      ask: (known, at) =>
        answered(
          pickOne({
            ...at,
            title,
            placeholder: l10n.t('In which folder?'),
            choices: folders.map((folder) => ({ value: folder, label: folder.name, icon: 'folder' })),
            active: known.folder,
          }),
          (folder) => ({ ...known, folder }),
        ),
    },
    {
      ask: async (known, at) => {
        taken = await namesIn(known.folder.uri);
        const answer = askText({
          ...at,
          title,
          prompt: l10n.t('Name of the experiment; the file is NAME.xenbench.jsonc'),
          placeholder: 'pv-vs-hvm',
          value: known.name,
          problem: (typed) => nameSentence(withoutEnding(typed), taken),
        });
        return answered(answer, (typed) => ({ ...known, name: withoutEnding(typed) }));
      },
    },
  ]);
  if (draft === undefined) return;
  const uri = Uri.joinPath(draft.folder.uri, `${draft.name}.xenbench.jsonc`);
  await writeNew(uri, newExperiment(draft.name));
  selectHost(await window.showTextDocument(await workspace.openTextDocument(uri)));
}

/** Writes a file that is not there yet. Throws HumanError where it is. */
export async function writeNew(uri: Uri, text: string): Promise<void> {
  if (await exists(uri)) {
    throw new HumanError(
      l10n.t(
        '{0} is there already, and is left as it is: choose another name.',
        workspace.asRelativePath(uri),
      ),
      EXIT.usage,
    );
  }
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function namesIn(folder: Uri): Promise<string[]> {
  const entries = await workspace.fs.readDirectory(folder);
  return entries.flatMap(([name]) => (name.endsWith('.xenbench.jsonc') ? [withoutEnding(name)] : []));
}

function nameSentence(name: string, taken: readonly string[]): string | null {
  switch (newNameProblem(name, taken)) {
    case 'empty':
      return l10n.t('A name is needed.');
    case 'characters':
      return l10n.t(
        'A file cannot be called this on every system: use letters, digits, "-", "_" and blanks.',
      );
    case 'reserved':
      return l10n.t('Some systems keep this name for themselves: choose another.');
    case 'long':
      return l10n.t('A name may have at most 100 characters.');
    case 'taken':
      return l10n.t('There is an experiment of this name already: choose another.');
    case null:
      return null;
  }
}

/** The one thing that everybody has to change. */
function selectHost(editor: TextEditor): void {
  const at = editor.document.getText().indexOf(TEMPLATE_HOST);
  if (at < 0) return;
  const [start, end] = [at, at + TEMPLATE_HOST.length].map((offset) => editor.document.positionAt(offset));
  if (start !== undefined && end !== undefined) editor.selection = new Selection(start, end);
}
