import { commands, type Disposable, type LogOutputChannel, l10n, window } from 'vscode';
import { HumanError } from '../human-error.ts';
import { COMMANDS } from '../manifest.ts';
import { noticeText } from './prompts/notice-text.ts';

/** The extension's log. It holds no secrets. */
export type Log = LogOutputChannel;

export function createLog(): Log {
  return window.createOutputChannel('Xen Bench', { log: true });
}

/** The command that shows the log. */
export function logCommand(log: Log): Disposable {
  return commands.registerCommand(COMMANDS.showLog, () => log.show(true));
}

/**
 * Tells the person of an error. A HumanError is shown as it is; any other is a defect: `what` says what did not work,
 * the log has the stack.
 */
export async function showError(log: Log, what: string, error: unknown): Promise<void> {
  logError(log, what, error);
  const showLog = l10n.t('Show Log');
  const message =
    error instanceof HumanError
      ? noticeText(error.message)
      : l10n.t('{0} This should not have happened; the log tells more.', what);
  if ((await window.showErrorMessage(message, showLog)) === showLog) log.show(true);
}

/** Writes an error down: a HumanError in its own words, any other with its stack. */
export function logError(log: Log, what: string, error: unknown): void {
  if (error instanceof HumanError) log.error(`${what} ${error.message}`);
  else log.error(`${what} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
