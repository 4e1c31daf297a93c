import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { l10n, Uri } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import type { ExperimentFile } from '../files/experiment-files.ts';
import { readRunHead } from '../files/run-head.ts';
import { noticeText } from '../prompts/notice-text.ts';

/**
 * The experiment file that a run file was made from: the one the workspace knows it by, else one of the name that the
 * run file tells, where runs lie by default. Throws HumanError (usage) where there is none.
 */
export async function experimentOfRunFile(run: Uri, files: readonly ExperimentFile[]): Promise<Uri> {
  const owner = files.find(({ runs }) => runs.some((one) => one.toString() === run.toString()));
  if (owner !== undefined) return owner.uri;
  const head = await readRunHead(run.fsPath);
  if (head === null) {
    throw new HumanError(
      l10n.t('{0} is damaged, or no run file, or cannot be read.', noticeText(run.fsPath)),
      EXIT.usage,
    );
  }
  const name = head.experiment;
  const here = dirname(run.fsPath);
  // The name is a base name; a run file that says otherwise must not lead elsewhere.
  const candidates = [join(here, '..', '..', basename(name)), join(here, basename(name))];
  for (const path of candidates) if (await isThere(path)) return Uri.file(path);
  const namesake = files.find(({ uri }) => uri.path.endsWith(`/${name}`));
  if (namesake !== undefined) return namesake.uri;
  throw new HumanError(
    l10n.t(
      'The experiment file {0}, which this run was begun with, is not here: open its folder first.',
      noticeText(name),
    ),
    EXIT.usage,
  );
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
