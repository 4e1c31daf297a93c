import type { Figure, FigureCell, FigureStep } from './figures.ts';
import { valueTitle } from './figures-layout.ts';
import { renderTable, type TableCell, type TableFormat } from './table-text.ts';

/** A line of the table that says the same as a figure. */
export interface FigureRow {
  readonly step: FigureStep;
  readonly target: string;
  readonly cell: FigureCell;
}

/** Every centre of a figure: place after place, and at each the targets in the figure's order. */
export function figureRows({ steps, lines }: Figure): readonly FigureRow[] {
  return steps.flatMap((step, index) =>
    lines.flatMap(({ target, cells }) => {
      const cell = cells[index];
      return cell === undefined ? [] : [{ step, target, cell }];
    }),
  );
}

/** The head of the column that tells the places along the axis: `message size, bytes`. */
export function stepHead({ axis }: Figure): string {
  return axis.title === 'target' ? 'case' : axis.title;
}

/**
 * The figure as a table to paste elsewhere, ending in a line end. `heads` says by name what
 * each target is: a pasted table has no legend.
 */
export function renderFigureTable(
  figure: Figure,
  format: TableFormat,
  heads: ReadonlyMap<string, string> = new Map(),
): string {
  const value = valueTitle(figure);
  const header = [
    stepHead(figure),
    'target',
    'n',
    `median (${value})`,
    '95 % low',
    '95 % high',
    `mean (${value})`,
    'CV',
  ];
  const rows = figureRows(figure).map(({ step, target, cell }): readonly TableCell[] => [
    step.label,
    heads.get(target) ?? target,
    format === 'csv' ? cell.n : String(cell.n),
    cell.median,
    cell.medianInterval?.[0] ?? null,
    cell.medianInterval?.[1] ?? null,
    cell.mean,
    cell.cv,
  ]);
  return renderTable(format, header, rows);
}
