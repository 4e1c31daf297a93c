import { l10n, window } from 'vscode';
import type { LiveRun } from '../live-runs.ts';
import { pickOne } from '../multi-step.ts';
import type { RunArgument } from './run-argument.ts';

/** The run to cancel: the one that the argument means, the only one, or one that the person picks. */
export async function chooseCancel(
  { experiment, run }: RunArgument,
  all: readonly LiveRun[],
): Promise<LiveRun | undefined> {
  const meant = all.filter(
    (live) =>
      (run === null || live.runFile === run.fsPath) &&
      (experiment === null || live.experiment.fsPath === experiment.fsPath),
  );
  if (meant.length === 0) {
    void window.showInformationMessage(
      all.length === 0
        ? l10n.t('No run goes on in this window.')
        : l10n.t('This one does not go on in this window: cancel it where it was started.'),
    );
    return undefined;
  }
  if (meant.length === 1) return meant[0];
  const answer = await pickOne({
    title: l10n.t('Cancel Run'),
    placeholder: l10n.t('The run to cancel'),
    choices: meant.map((live) => ({
      value: live,
      label: live.title,
      description: `${live.progress.done}/${live.progress.trials}`,
      detail: live.runFile,
    })),
  });
  return typeof answer === 'symbol' ? undefined : answer;
}
