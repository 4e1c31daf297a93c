import type { Figure, FigureCell } from './figures.ts';

/**
 * The figure with every value divided by the baseline's median of the same case, so that the baseline's own centre
 * is 1. A case without a baseline to divide by has no values. CVs stay what they are. The intervals are those of
 * each target alone: the spread of the baseline is not in them.
 */
export function relativeFigure(figure: Figure, baseline: string): Figure {
  const divisors = figure.lines.find(({ target }) => target === baseline)?.cells ?? [];
  return {
    ...figure,
    unit: `x of ${baseline}`,
    relativeTo: baseline,
    lines: figure.lines.map((line) => ({
      ...line,
      cells: line.cells.map((cell, step) => cell && divided(cell, divisors[step]?.median ?? null)),
    })),
  };
}

function divided(cell: FigureCell, divisor: number | null): FigureCell {
  if (divisor === null || divisor === 0) {
    return { ...cell, median: null, medianInterval: null, mean: null, values: [] };
  }
  const by = (value: number | null) => (value === null ? null : value / divisor);
  const { medianInterval } = cell;
  return {
    ...cell,
    median: by(cell.median),
    mean: by(cell.mean),
    medianInterval:
      medianInterval === null ? null : [medianInterval[0] / divisor, medianInterval[1] / divisor],
    values: cell.values.map((value) => value / divisor),
  };
}
