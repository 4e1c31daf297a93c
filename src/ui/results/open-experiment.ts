import { type Disposable, l10n, Uri, window, workspace } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import { fileName } from './file-name.ts';
import type { OpenedRun, OpenedRuns } from './opened-runs.ts';
import { readOnlyFiles } from './read-only-files.ts';

/** Texts of experiments as they stand in run files; read-only. */
const RUN_EXPERIMENT_SCHEME = 'xenbench-experiment';

/**
 * Opens the experiment that a run was made of: the file beside it where its text is still the same, else the text that
 * the run file keeps, read-only. Throws HumanError where the run file cannot be read.
 */
export async function openExperimentOf({ uri, follower }: OpenedRun): Promise<void> {
  if (follower.file === null)
    throw new HumanError(follower.problem ?? l10n.t('The run file was not read.'), EXIT.usage);
  const { name, sha256 } = follower.file.run.experiment;
  const file = uri.scheme === 'file' ? await sameExperiment(uri, name, sha256) : null;
  const inside = Uri.from({
    scheme: RUN_EXPERIMENT_SCHEME,
    path: `/${fileName(name)}`,
    query: uri.toString(),
  });
  await window.showTextDocument(file ?? inside, { preview: file === null });
}

/** The experiment file of a run with the very text that the run was begun with; null where there is none. */
async function sameExperiment(run: Uri, name: string, sha256: string): Promise<Uri | null> {
  // A run file that names another folder leads nowhere.
  if (name !== fileName(name)) return null;
  const { experimentHash } = await import('../../run/run-experiment.ts');
  const folder = Uri.joinPath(run, '..');
  for (const candidate of [Uri.joinPath(folder, '..', '..', name), Uri.joinPath(folder, name)]) {
    try {
      if ((await workspace.fs.stat(candidate)).size > LARGEST_FILE) continue;
      const text = new TextDecoder('utf-8').decode(await workspace.fs.readFile(candidate));
      if (experimentHash(text) === sha256) return candidate;
    } catch {
      // Not there.
    }
  }
  return null;
}

const LARGEST_FILE = 1024 ** 2;

/** Gives the texts inside run files, also after the window was reloaded. */
export function runExperiments(opened: OpenedRuns): Disposable {
  return readOnlyFiles(RUN_EXPERIMENT_SCHEME, async (uri) => {
    const run = await opened.open(Uri.parse(uri.query, true));
    try {
      await run.follower.refresh();
      const { file, problem } = run.follower;
      if (file === null) throw new Error(problem ?? 'The run file was not read.');
      return new TextEncoder().encode(file.run.experiment.text);
    } finally {
      run.dispose();
    }
  });
}
