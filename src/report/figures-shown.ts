import type { Figure } from './figures.ts';

/** What a person has filtered away: names of targets and rows of the CV table. */
export interface Hidden {
  readonly targets: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** The figure without what is hidden; null where nothing of it is left. */
export function shownFigure(figure: Figure, { targets, groups }: Hidden): Figure | null {
  const lines = figure.lines.filter(({ target }) => !targets.has(target));
  const kept = figure.steps.flatMap(({ group }, step) => (groups.has(group) ? [] : [step]));
  if (lines.length === 0 || kept.length === 0) return null;
  return {
    ...figure,
    steps: kept.flatMap((step) => figure.steps[step] ?? []),
    lines: lines.map((line) => ({ ...line, cells: kept.map((step) => line.cells[step]) })),
  };
}
