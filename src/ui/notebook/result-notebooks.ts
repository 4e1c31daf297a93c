import { Disposable, l10n, type NotebookDocument, type Uri, workspace } from 'vscode';
import { COMMANDS, NOTEBOOK_TYPE } from '../../manifest.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { Log } from '../log.ts';
import { registerCommand } from '../register-command.ts';
import type { SessionPorts } from '../task/drive-run.ts';
import { cellHelp } from './cell-help.ts';
import { cellStatus } from './cell-status.ts';
import { notebookController } from './controller.ts';
import { newNotebook } from './new-notebook.ts';
import { notebookInFront, recomputeOutputs } from './recompute.ts';
import { notebookSerializer } from './serializer.ts';

export interface NotebookPorts {
  readonly extensionUri: Uri;
  readonly files: ExperimentFiles;
  readonly log: Log;
  readonly sessions: SessionPorts;
}

/** Result notebooks: their files, what runs their cells, help while writing them, and the commands about them. */
export function resultNotebooks({ extensionUri, files, log, sessions }: NotebookPorts): Disposable {
  const controller = notebookController(sessions);
  return Disposable.from(
    controller,
    workspace.registerNotebookSerializer(NOTEBOOK_TYPE, notebookSerializer),
    cellStatus(),
    cellHelp(files, log),
    registerCommand(log, COMMANDS.newNotebook, l10n.t('The notebook could not be made.'), () =>
      newNotebook(files),
    ),
    registerCommand(
      log,
      COMMANDS.openAsNotebook,
      l10n.t('The run could not be opened as a notebook.'),
      async (argument) => (await import('./open-as-notebook.ts')).openAsNotebook(argument),
    ),
    registerCommand(
      log,
      COMMANDS.exportNotebook,
      l10n.t('The notebook could not be exported.'),
      async (argument) =>
        (await import('./export-notebook.ts')).exportNotebook(
          givenNotebook(argument) ?? notebookInFront(),
          extensionUri,
        ),
    ),
    registerCommand(
      log,
      COMMANDS.recomputeOutputs,
      l10n.t('The outputs could not be made anew.'),
      (argument) => recomputeOutputs(argument, controller),
    ),
  );
}

/** The toolbar of a notebook says which one it is of. */
function givenNotebook(argument: unknown): NotebookDocument | null {
  const editor: unknown =
    typeof argument === 'object' && argument !== null ? Reflect.get(argument, 'notebookEditor') : null;
  const uri: unknown =
    typeof editor === 'object' && editor !== null ? Reflect.get(editor, 'notebookUri') : null;
  return (
    workspace.notebookDocuments.find(
      ({ notebookType, uri: own }) => notebookType === NOTEBOOK_TYPE && own.toString() === String(uri),
    ) ?? null
  );
}
