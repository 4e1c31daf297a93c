import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { l10n, type NotebookCell } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import { runsFolder } from '../../journal/runs-folder.ts';
import { neededBy } from '../../notebook/dependencies.ts';
import type { ShowFields } from '../../notebook/fragment.ts';
import { ABOVE, LATEST } from '../../notebook/fragment-words.ts';
import { readResult } from '../../notebook/read-result.ts';
import type { ResultSource } from '../../notebook/result.ts';
import { experimentName, usualRunName } from '../files/run-places.ts';
import type { CodeCells } from './code-cells.ts';
import { resultTextOf } from './notebook-data.ts';
import { absolutePath } from './notebook-paths.ts';

/**
 * The path of the run file that a cell is about. Throws HumanError where nothing above it was run and it names none.
 */
export async function findRun(
  fields: ShowFields,
  index: number,
  { cells, readings }: CodeCells,
  folder: string,
): Promise<string> {
  if (fields.run !== LATEST) return absolutePath(folder, fields.run);
  const needed = neededBy(readings, index);
  const runner = needed === null ? undefined : cells[needed];
  const source = runner === undefined ? null : sourceOfCell(runner);
  if (source !== null) {
    const path = absolutePath(folder, source.file);
    if (await isThere(path)) return path;
  }
  const fragment = needed === null ? null : (readings[needed]?.fragment ?? null);
  const named = fields.experiment ?? (fragment?.does === 'run' ? fragment.experiment : undefined);
  const newest = named === undefined || named === ABOVE ? null : await newestRun(absolutePath(folder, named));
  if (newest !== null) return newest;
  throw new HumanError(
    runner === undefined
      ? named === undefined
        ? l10n.t(
            'No cell above runs anything. Name a run file with "run", or an experiment with "experiment".',
          )
        : l10n.t('{0} was not run yet: run it in a cell above, or name a run file with "run".', named)
      : l10n.t('The cell above that this one shows the run of has no run yet: run that cell first.'),
    EXIT.usage,
  );
}

/** The run that a cell's output came from; null: it has none. */
export function sourceOfCell({ outputs }: NotebookCell): ResultSource | null {
  for (const output of outputs) {
    const text = resultTextOf(output);
    const result = text === null ? null : readResult(text);
    if (result !== null && result.show !== 'plan') return result.from;
  }
  return null;
}

/** The newest run of an experiment file in the usual place; null: there is none. */
async function newestRun(experiment: string): Promise<string | null> {
  const folder = runsFolder(experiment);
  const names = await readdir(folder).catch((): string[] => []);
  const runs = names
    .map((name) => ({ name, usual: usualRunName(name) }))
    .filter(({ usual }) => usual?.experiment === experimentName(experiment))
    .sort((a, b) => ((a.usual?.startedAt ?? '') < (b.usual?.startedAt ?? '') ? 1 : -1));
  const [newest] = runs;
  return newest === undefined ? null : join(folder, newest.name);
}

export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
