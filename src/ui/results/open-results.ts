import { commands, l10n, type Uri, window } from 'vscode';
import { RESULTS_EDITOR } from '../../manifest.ts';
import type { ExperimentFiles } from '../experiment-files.ts';
import { readRunArgument } from '../run-command/run-argument.ts';
import { chooseRun } from './choose-runs.ts';

/** Shows a run: the one given, the newest one of an experiment given, else one that the person chooses. */
export async function openResults(argument: unknown, files: ExperimentFiles): Promise<void> {
  const { run, experiment } = readRunArgument(argument);
  if (run !== null) return showResults(run);
  if (experiment === null) {
    const chosen = await chooseRun(l10n.t('Open Results'));
    return chosen === undefined ? undefined : showResults(chosen);
  }
  await files.ready;
  const own = files.all.find(({ uri }) => uri.toString() === experiment.toString());
  const [newest] = own?.runs ?? [];
  if (newest !== undefined) return showResults(newest);
  // Not waited for: it stays until the person has seen it.
  void window.showInformationMessage(l10n.t('This experiment was not run yet, so it has no results.'));
}

/** Opens run files, and comparisons, in their editor. */
export async function showResults(uri: Uri): Promise<void> {
  await commands.executeCommand('vscode.openWith', uri, RESULTS_EDITOR);
}
