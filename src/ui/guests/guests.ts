import { Disposable, l10n, workspace } from 'vscode';
import { COMMANDS } from '../../manifest.ts';
import type { Log } from '../log.ts';
import { registerCommand } from '../register-command.ts';
import { COMPARISON_SCHEME, comparisonDocuments } from './comparison-document.ts';

/** Configurations of guests: the commands that write and compare them, and the document of a comparison. */
export function guestConfigurations(log: Log): Disposable {
  const documents = comparisonDocuments();
  return Disposable.from(
    documents,
    workspace.registerTextDocumentContentProvider(COMPARISON_SCHEME, documents),
    registerCommand(
      log,
      COMMANDS.createGuestConfigs,
      l10n.t('The configurations could not be created.'),
      async () => (await import('./create-guest-configs.ts')).createGuestConfigs(),
    ),
    registerCommand(
      log,
      COMMANDS.compareGuestConfigs,
      l10n.t('The configurations could not be compared.'),
      async (argument, selection) =>
        (await import('./compare-guest-configs.ts')).compareGuestConfigFiles(documents, argument, selection),
    ),
  );
}
