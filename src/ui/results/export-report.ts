import { l10n, Uri, window, workspace } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import type { Report } from '../../report/model.ts';
import type { ReportFormat } from '../../report/render.ts';
import { type Log, showError } from '../log.ts';
import { BACK, pickOne } from '../multi-step.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { chooseRun } from './choose-runs.ts';
import { runName } from './compare-uri.ts';
import { fileName } from './file-name.ts';
import type { OpenedRuns } from './opened-runs.ts';
import { runsOf } from './results-editor.ts';
import { givenRuns, shownResults } from './run-arguments.ts';
import { besideRun } from './save-picture.ts';

const WIDTH = 100;

/** Writes the report of a run, or of a comparison, into a file, in a format that the person chooses. */
export async function exportReport(argument: unknown, opened: OpenedRuns, log: Log): Promise<void> {
  const [given] = givenRuns(argument, undefined);
  const shown = given ?? shownResults() ?? (await chooseRun(l10n.t('Export the report of which run?')));
  if (shown === undefined) return;
  const format = await pickOne({ title: l10n.t('Export Report'), choices: formats() });
  if (format === undefined || format === BACK) return;
  const runs = runsOf(shown);
  const report = await reportOf(runs, opened);
  const { renderReport } = await import('../../report/render.ts');
  const text = renderReport(report, format.format, { width: WIDTH, colour: false });
  const target = await window.showSaveDialog({
    title: l10n.t('Export Report'),
    defaultUri: Uri.joinPath(besideRun(runs[0]), fileName(`${runName(shown.path)}.${format.ending}`)),
    filters: { [format.label]: [format.ending] },
  });
  if (target === undefined) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  // Not waited for: the offer stands until the person has seen it.
  offerToOpen(target).catch((error: unknown) =>
    showError(log, l10n.t('The report could not be opened.'), error),
  );
}

async function offerToOpen(target: Uri): Promise<void> {
  const open = l10n.t('Open');
  const message = l10n.t('The report was written: {0}', noticeText(workspace.asRelativePath(target)));
  if ((await window.showInformationMessage(message, open)) === open) await window.showTextDocument(target);
}

interface Format {
  readonly format: ReportFormat;
  readonly label: string;
  readonly ending: string;
}

function formats() {
  const choice = (format: ReportFormat, label: string, ending: string, detail: string) => {
    const value: Format = { format, label, ending };
    return { value, label, description: `.${ending}`, detail };
  };
  return [
    choice('markdown', l10n.t('Markdown'), 'md', l10n.t('Tables and notes, to read and to share')),
    choice('csv', l10n.t('CSV'), 'csv', l10n.t('Every series as a row, numbers in full precision')),
    choice('json', l10n.t('JSON'), 'json', l10n.t('The whole report, for programs')),
    choice('latex', l10n.t('LaTeX'), 'tex', l10n.t('Tables for a paper')),
    choice('text', l10n.t('Text'), 'txt', l10n.t('As the terminal shows it')),
  ];
}

/** Throws HumanError where a run file cannot be read. */
async function reportOf(uris: readonly Uri[], opened: OpenedRuns): Promise<Report> {
  const { runResults } = await import('../../engine/run-results.ts');
  const runs = await Promise.all(uris.map((uri) => opened.open(uri)));
  try {
    for (const { follower } of runs) await follower.refresh();
    const given = runs.map(({ follower }) => ({ run: follower, shown: follower.path }));
    const results = runResults(given);
    if (results.ok) return results.results.report;
    throw new HumanError(results.problem, EXIT.usage);
  } finally {
    for (const run of runs) run.dispose();
  }
}
