import { l10n, ProgressLocation, type Uri, window } from 'vscode';
import type { ExperimentFile } from '../files/experiment-files.ts';
import { type Choice, pickOne } from '../multi-step.ts';

/** Of each experiment so many runs are looked at, the newest. */
const MOST = 20;

/** Lets the person pick one of the runs that still lack something. */
export async function chooseResume(files: readonly ExperimentFile[]): Promise<Uri | undefined> {
  const progress = {
    location: ProgressLocation.Window,
    title: l10n.t('Looking for runs that lack something'),
  };
  const choices = await window.withProgress(progress, () => incompleteRuns(files));
  if (choices.length === 0) {
    void window.showInformationMessage(
      l10n.t('No run of this workspace lacks a trial: there is nothing to resume.'),
    );
    return undefined;
  }
  const answer = await pickOne({
    title: l10n.t('Resume Run'),
    placeholder: l10n.t('The run to go on with'),
    choices,
  });
  return typeof answer === 'symbol' ? undefined : answer;
}

/** Of many long runs this takes a while: each is read whole. */
async function incompleteRuns(files: readonly ExperimentFile[]): Promise<Choice<Uri>[]> {
  const { readRunSummary } = await import('../../engine/run-summary.ts');
  const choices: Choice<Uri>[] = [];
  for (const { runs } of files) {
    for (const uri of runs.slice(0, MOST)) {
      const summary = await readRunSummary(uri.fsPath);
      if (!summary.ok || summary.writing || summary.valid >= summary.planned) continue;
      const { title, valid, planned, startedAt } = summary;
      choices.push({
        value: uri,
        label: title,
        description: l10n.t('{0} of {1} trials valid', valid, planned),
        detail: new Date(startedAt).toLocaleString(),
        icon: 'debug-continue',
      });
    }
  }
  return choices;
}
