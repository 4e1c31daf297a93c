import {
  commands,
  l10n,
  TabInputCustom,
  type TextDocumentShowOptions,
  type Uri,
  ViewColumn,
  window,
} from 'vscode';
import { RESULTS_EDITOR } from '../../manifest.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import { readRunArgument } from '../run-command/run-argument.ts';
import { chooseRun } from './choose-runs.ts';
import type { ShowOptions } from './show-options.ts';
import type { WishedTrials } from './wished-trials.ts';

/** Shows a run: the one given, the newest one of an experiment given, else one that the person chooses. */
export async function openResults(
  argument: unknown,
  options: ShowOptions,
  files: ExperimentFiles,
  wished: WishedTrials,
): Promise<void> {
  const { run, experiment } = readRunArgument(argument);
  if (run !== null) {
    if (options.trial !== null) wished.wish(run, options.trial);
    return showResults(run, options);
  }
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
export async function showResults(
  uri: Uri,
  options: Pick<ShowOptions, 'beside' | 'preserveFocus'> = { beside: false, preserveFocus: false },
): Promise<void> {
  const { beside, preserveFocus } = options;
  const show: TextDocumentShowOptions = {
    preserveFocus,
    ...(beside ? { viewColumn: columnBeside() } : {}),
  };
  await commands.executeCommand('vscode.openWith', uri, RESULTS_EDITOR, show);
}

/** Where results are open already, so that each further run does not split the window once more. */
function columnBeside(): ViewColumn {
  const groups = window.tabGroups.all;
  const results = groups.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputCustom && input.viewType === RESULTS_EDITOR),
  );
  if (results !== undefined) return results.viewColumn;
  return groups.some(({ tabs }) => tabs.length > 0) ? ViewColumn.Beside : ViewColumn.Active;
}
