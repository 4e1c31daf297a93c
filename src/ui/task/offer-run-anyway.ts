import { l10n, window } from 'vscode';
import { type Log, logError } from '../log.ts';
import { noticeText } from '../prompts/notice-text.ts';

/**
 * Says that a target is not what it is called, and offers to measure it all the same, every number marked. Waits for
 * nobody: the message may stay as long as it likes.
 */
export function offerRunAnyway(reason: string, runAnyway: () => PromiseLike<unknown>, log: Log): void {
  const anyway = l10n.t('Run Anyway (Marked)');
  const message = noticeText(l10n.t('Not what it is called: {0}', reason), 400);
  window
    .showWarningMessage(message, anyway)
    .then((chosen) => (chosen === anyway ? runAnyway() : undefined))
    .then(undefined, (error: unknown) => logError(log, 'The run could not be started.', error));
}
