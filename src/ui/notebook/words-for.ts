import { l10n, type NotebookCell, workspace } from 'vscode';
import type { Experiment } from '../../experiment/model.ts';
import { HumanError } from '../../human-error.ts';
import { neededBy } from '../../notebook/dependencies.ts';
import { ABOVE, LATEST } from '../../notebook/fragment-words.ts';
import { figuresOf } from '../../report/figures-of-report.ts';
import { shownTargets } from '../../report/views.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import { codeCells } from './code-cells.ts';
import type { CellPlace } from './completion-words.ts';
import { findRun } from './find-run.ts';
import { absolutePath, folderOfNotebook, notebookPath } from './notebook-paths.ts';
import { loadRun } from './run-view.ts';

export interface Word {
  readonly word: string;
  readonly about: string;
}

/** What may stand at a place of a cell. Nothing where it cannot be found out: a person who types needs no error. */
export async function wordsFor(
  place: CellPlace,
  cell: NotebookCell,
  files: ExperimentFiles,
): Promise<readonly Word[]> {
  const folder = folderOfNotebook(cell.notebook.uri, workspace.workspaceFolders?.[0]?.uri.fsPath ?? null);
  if (folder === null) return [];
  await files.ready;
  switch (place.wants) {
    case 'experiment':
      return [
        ...files.all.map(({ uri, reading }) => ({
          word: dotted(notebookPath(folder, uri.fsPath)),
          about: reading.experiment?.title ?? l10n.t('has mistakes'),
        })),
        { word: ABOVE, about: l10n.t('the experiment that a cell above defines') },
      ];
    case 'run':
      return [
        { word: LATEST, about: l10n.t('the run of the nearest cell above') },
        ...files.all.flatMap(({ name, runs }) =>
          runs.map((run) => ({ word: notebookPath(folder, run.fsPath), about: name })),
        ),
      ];
    case 'target':
    case 'benchmark':
      return place.experiment !== null && place.run === null
        ? ofExperiment(place, await experimentOf(place.experiment, cell, files, folder))
        : ofRun(place, cell, folder);
    case 'figure':
    case 'group':
      return ofRun(place, cell, folder);
  }
}

/** A relative path that says that it is one. */
function dotted(path: string): string {
  return /^(\.|\/|[A-Za-z]:)/.test(path) ? path : `./${path}`;
}

async function experimentOf(
  named: string,
  cell: NotebookCell,
  files: ExperimentFiles,
  folder: string,
): Promise<Experiment | null> {
  if (named !== ABOVE) {
    const path = absolutePath(folder, named);
    return files.all.find(({ uri }) => uri.fsPath === path)?.reading.experiment ?? null;
  }
  const { cells, readings } = await codeCells(cell.notebook);
  for (let at = cells.indexOf(cell) - 1; at >= 0; at--) {
    const fragment = readings[at]?.fragment;
    if (fragment?.does === 'define') return fragment.experiment;
  }
  return null;
}

function ofExperiment({ wants }: CellPlace, experiment: Experiment | null): readonly Word[] {
  if (experiment === null) return [];
  if (wants === 'target') return experiment.targets.map(({ name, kind }) => ({ word: name, about: kind }));
  const entries = [...new Set(experiment.cases.map(({ entry }) => entry))];
  return [
    ...entries.map((word) => ({ word, about: l10n.t('a benchmark') })),
    ...experiment.cases
      .filter(({ id }) => !entries.includes(id))
      .map(({ id }) => ({ word: id, about: l10n.t('a single case') })),
  ];
}

async function ofRun(
  { wants, run }: CellPlace,
  cell: NotebookCell,
  folder: string,
): Promise<readonly Word[]> {
  try {
    const all = await codeCells(cell.notebook);
    const index = all.cells.indexOf(cell);
    const reading = all.readings[index];
    const fields =
      reading?.fragment?.does === 'show'
        ? reading.fragment.fields
        : ({ show: 'summary', run: run ?? LATEST } as const);
    // A cell that is just being typed has no meaning yet: the nearest run above is what it will show.
    const path =
      reading?.fragment !== null || neededBy(all.readings, index) !== null || run !== null
        ? await findRun(fields, index, all, folder)
        : await findRun(fields, index, asShow(all, index), folder);
    const { report, points } = (await loadRun(path, path)).view;
    if (wants === 'target')
      return shownTargets(report).map(({ name, kind }) => ({ word: name, about: kind }));
    if (wants === 'figure') {
      return figuresOf(report, points).map(({ title, unit }) => ({ word: title, about: unit }));
    }
    return [...new Set(report.cvTable.map(({ group }) => group))].map((word) => ({ word, about: '' }));
  } catch (error) {
    if (error instanceof HumanError) return [];
    throw error;
  }
}

function asShow(all: Awaited<ReturnType<typeof codeCells>>, index: number) {
  const readings = all.readings.with(index, {
    does: 'show',
    fragment: { does: 'show', fields: { show: 'summary', run: LATEST } },
    diagnostics: [],
  });
  return { ...all, readings };
}
