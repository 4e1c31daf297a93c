import { dirname, join } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import { chooseRun } from '../results/choose-runs.ts';
import { runName } from '../results/compare-uri.ts';
import { runsOf } from '../results/results-editor.ts';
import { givenRuns, shownResults } from '../results/run-arguments.ts';
import { isThere } from './find-run.ts';
import { notebookPath } from './notebook-paths.ts';

/**
 * Opens the notebook that tells a run: `RUN.xenbook` beside the run's experiment. It is written when it is not there yet;
 * one that is there is the person's own by now, and stays.
 */
export async function openAsNotebook(argument: unknown): Promise<void> {
  const [given] = givenRuns(argument, undefined);
  const shown = given ?? shownResults() ?? (await chooseRun(l10n.t('Open which run as a notebook?')));
  if (shown === undefined) return;
  const runs = runsOf(shown);
  const [run] = runs;
  if (run === undefined || runs.length > 1) {
    throw new HumanError(l10n.t('A notebook tells one run: open one of them alone.'), EXIT.usage);
  }
  const uri = await notebookOf(run);
  await window.showNotebookDocument(await workspace.openNotebookDocument(uri));
}

async function notebookOf(run: Uri): Promise<Uri> {
  if (run.scheme !== 'file') {
    throw new HumanError(l10n.t('A notebook tells a run file on the disk, and this one is not.'), EXIT.usage);
  }
  const folder = folderFor(run.fsPath);
  const path = join(folder, `${runName(run.path)}.xenbook`);
  const uri = Uri.file(path);
  if (await isThere(path)) return uri;
  const { loadRun } = await import('./run-view.ts');
  const { notebookOfRun } = await import('../../notebook/notebook-of-run.ts');
  const { writeNotebook } = await import('../../notebook/write-notebook.ts');
  const file = notebookPath(folder, run.fsPath);
  const { view, experiment } = await loadRun(run.fsPath, file);
  const text = writeNotebook(notebookOfRun(view, experiment, file));
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Beside the experiment, where runs lie in the usual place; else beside the run. */
function folderFor(run: string): string {
  const folder = dirname(run);
  return folder.endsWith(join('.xenbench', 'runs')) ? dirname(dirname(folder)) : folder;
}
