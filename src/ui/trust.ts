import { l10n, workspace } from 'vscode';
import { EXIT, HumanError } from '../human-error.ts';

/**
 * Nothing is run and no host is connected to in a workspace that is not trusted: its files say which commands run, and
 * where. Throws HumanError then. The menus know this too; a task, a key binding or another extension does not.
 */
export function refuseUntrusted(): void {
  if (workspace.isTrusted) return;
  throw new HumanError(
    l10n.t(
      'This folder is not trusted, so nothing of it is run and no host is connected to. Look at its experiment and tasks, then trust it with the command "Workspaces: Manage Workspace Trust".',
    ),
    EXIT.usage,
  );
}
