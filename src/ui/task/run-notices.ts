import { commands, type Disposable, l10n, type Terminal, Uri, window } from 'vscode';
import { EXIT } from '../../human-error.ts';
import { COMMANDS } from '../../manifest.ts';
import type { LiveRun, LiveRuns } from '../live-runs.ts';
import { type Log, logError } from '../log.ts';
import { noticeText } from '../prompts/notice-text.ts';

/** Tells that a run has ended where the person does not see it by itself: another window, another terminal. */
export function runNotices(
  live: LiveRuns,
  terminalOf: (run: LiveRun) => Terminal | undefined,
  log: Log,
): Disposable {
  return live.onDidEnd(({ run, exitCode }) => {
    if (exitCode === EXIT.cancelled || isSeen(run, terminalOf(run))) return;
    tell(run, exitCode).catch((error: unknown) => logError(log, 'A notification failed.', error));
  });
}

/** VS Code does not tell which terminal is visible; the active one of a focused window mostly is. */
function isSeen({ place }: LiveRun, terminal: Terminal | undefined): boolean {
  if (!window.state.focused) return false;
  return place === 'notebook' || (terminal !== undefined && window.activeTerminal === terminal);
}

async function tell(run: LiveRun, exitCode: number): Promise<void> {
  const title = noticeText(run.title, 100);
  const { done, trials } = run.progress;
  const openResults = l10n.t('Open Results');
  const showLog = l10n.t('Show Log');
  const ran = exitCode === EXIT.ok || exitCode === EXIT.incomplete;
  const answer = await (exitCode === EXIT.ok
    ? window.showInformationMessage(l10n.t('{0}: all {1} trials are valid.', title, trials), openResults)
    : ran
      ? window.showWarningMessage(
          l10n.t('{0} has ended after {1} of {2} trials; some have no valid value.', title, done, trials),
          openResults,
        )
      : window.showErrorMessage(l10n.t('{0} could not be run. Its terminal says why.', title), showLog));
  if (answer === openResults) await commands.executeCommand(COMMANDS.openResults, Uri.file(run.runFile));
  if (answer === showLog) await commands.executeCommand(COMMANDS.showLog);
}
