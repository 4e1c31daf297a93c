import { l10n, type Uri, window, workspace } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import type { LiveRuns } from '../live-runs.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { chooseRun } from './choose-runs.ts';
import { runName } from './compare-uri.ts';
import { runsOf } from './results-editor.ts';
import { givenRuns } from './run-arguments.ts';

/** Moves run files to the trash once the person has confirmed it. Throws HumanError where one is being written. */
export async function deleteRun(argument: unknown, selection: unknown, liveRuns: LiveRuns): Promise<void> {
  const given = givenRuns(argument, selection);
  const chosen = given.length > 0 ? undefined : await chooseRun(l10n.t('Delete Run'));
  const runs = chosen === undefined ? given : [chosen];
  // A comparison is no file of its own.
  const files = runs.flatMap(runsOf);
  for (const uri of files) await refuseWhileWritten(uri, liveRuns);
  if (files.length === 0 || !(await confirmed(files))) return;
  for (const uri of files) await remove(uri);
}

async function refuseWhileWritten({ fsPath, path }: Uri, liveRuns: LiveRuns): Promise<void> {
  const { isBeingWritten } = await import('../../journal/lock.ts');
  const isLive = liveRuns.all.some(({ runFile }) => runFile === fsPath);
  if (!isLive && !(await isBeingWritten(fsPath))) return;
  throw new HumanError(
    l10n.t('The run {0} goes on. Cancel it, or wait until it ends, before you delete it.', runName(path)),
    EXIT.usage,
  );
}

async function confirmed(files: readonly Uri[]): Promise<boolean> {
  const [first] = files;
  const question =
    files.length === 1 && first !== undefined
      ? l10n.t('Delete the run {0}?', noticeText(runName(first.path)))
      : l10n.t('Delete {0} runs?', files.length);
  const toTrash = l10n.t('Move to Trash');
  const detail = l10n.t('Its measurements and raw outputs are in no other file.');
  return (await window.showWarningMessage(question, { modal: true, detail }, toTrash)) === toTrash;
}

async function remove(uri: Uri): Promise<void> {
  try {
    await workspace.fs.delete(uri, { useTrash: true });
  } catch {
    // A remote machine may have no trash.
    const forGood = l10n.t('Delete Permanently');
    const question = l10n.t('The run {0} cannot be moved to the trash.', noticeText(runName(uri.path)));
    const detail = l10n.t('Deleted permanently, it cannot be brought back.');
    if ((await window.showWarningMessage(question, { modal: true, detail }, forGood)) !== forGood) return;
    await workspace.fs.delete(uri);
  }
  // Left behind by a process that is gone.
  await workspace.fs.delete(uri.with({ path: `${uri.path}.lock` })).then(undefined, () => {});
}
