import { Disposable, l10n, type Uri, window } from 'vscode';
import { COMMANDS, type CommandId, RESULTS_EDITOR } from '../../manifest.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { LiveRuns } from '../live-runs.ts';
import type { Log } from '../log.ts';
import { registerCommand } from '../register-command.ts';
import { compareRuns } from './compare-runs.ts';
import { COMPARE_SCHEME, comparedRuns } from './compare-uri.ts';
import { deleteRun } from './delete-run.ts';
import { exportReport } from './export-report.ts';
import { runExperiments } from './open-experiment.ts';
import { openResults } from './open-results.ts';
import { openedRuns } from './opened-runs.ts';
import { readOnlyFiles } from './read-only-files.ts';
import { resultsEditorProvider } from './results-editor.ts';
import { readShowOptions } from './show-options.ts';
import { wishedTrials } from './wished-trials.ts';

export interface ResultsPorts {
  readonly extensionUri: Uri;
  readonly log: Log;
  readonly liveRuns: LiveRuns;
  readonly experimentFiles: ExperimentFiles;
}

/** The results editor, comparisons, and the commands about runs that are there. */
export function resultsEditor({ extensionUri, log, liveRuns, experimentFiles }: ResultsPorts): Disposable {
  const opened = openedRuns();
  const wished = wishedTrials();
  const command = (
    id: CommandId,
    what: string,
    work: (argument: unknown, more: unknown) => Promise<void>,
  ): Disposable => registerCommand(log, id, what, work);
  return Disposable.from(
    window.registerCustomEditorProvider(
      RESULTS_EDITOR,
      resultsEditorProvider({ extensionUri, log, liveRuns, opened, wished }),
      { supportsMultipleEditorsPerDocument: true, webviewOptions: { enableFindWidget: true } },
    ),
    wished,
    comparisons(),
    runExperiments(opened),
    command(COMMANDS.openResults, l10n.t('The results could not be opened.'), (argument, options) =>
      openResults(argument, readShowOptions(options), experimentFiles, wished),
    ),
    command(COMMANDS.compareRuns, l10n.t('The runs could not be compared.'), compareRuns),
    command(COMMANDS.exportReport, l10n.t('The report could not be exported.'), (argument) =>
      exportReport(argument, opened, log),
    ),
    command(COMMANDS.deleteRun, l10n.t('The run could not be deleted.'), (argument, selection) =>
      deleteRun(argument, selection, liveRuns),
    ),
  );
}

/** A comparison is there when its uri names runs; as a file it is empty. */
function comparisons(): Disposable {
  return readOnlyFiles(COMPARE_SCHEME, async ({ query }) => {
    if (comparedRuns(query) === null) throw new Error('It names no runs.');
    return new Uint8Array();
  });
}
