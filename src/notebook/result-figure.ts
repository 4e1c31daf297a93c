import type { Figure, FigureCell } from '../report/figures.ts';
import type { ResultCell, ResultFigure } from './result.ts';

/** Points are only drawn. */
const POINT_DIGITS = 5;

/** How much of a figure is kept. */
export interface Keeping {
  /** At most so many single values of a series. */
  readonly points: number;
  /** Significant digits of all other numbers: more than any measurement has. */
  readonly digits: number;
}

/** A figure as it is kept in a notebook. */
export function keptFigure(figure: Figure, keeping: Keeping): ResultFigure {
  const { title, kind, groups, metric, unit, better, relativeTo, axis, steps, lines } = figure;
  return {
    ...{ title, kind, groups, metric, unit, better, relativeTo, axis },
    steps: steps.map((step) => [step.label, step.case, step.size]),
    lines: lines.map(({ target, cells }) => ({
      target,
      cells: cells.map((cell) => (cell === undefined ? null : keptCell(cell, keeping))),
    })),
  };
}

function keptCell(cell: FigureCell, keeping: Keeping): ResultCell {
  const { n, median, medianInterval, mean, cv, values } = cell;
  const [low, high] = medianInterval ?? [null, null];
  const kept = (value: number | null) => rounded(value, keeping.digits);
  const points = thinned(values, keeping.points).map((value) => rounded(value, POINT_DIGITS) ?? 0);
  return [n, kept(median), kept(low), kept(high), kept(mean), kept(cv), points];
}

/** All values; of more than `most` every so-manieth by its size, both ends among them. */
function thinned(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  const sorted = [...values].sort((a, b) => a - b);
  if (most < 2) return sorted.slice(0, most);
  const stride = (sorted.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, place) => sorted[Math.round(place * stride)] ?? 0);
}

function rounded(value: number | null, digits: number): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(digits));
}

/** The figure again, for whatever draws figures. Its points know no trials: those are in the run file. */
export function shownAgain({ steps, lines, ...rest }: ResultFigure): Figure {
  const { kind, metric, title, unit, groups } = rest;
  return {
    ...rest,
    id: JSON.stringify([title, unit]),
    // The places of a memory figure are its operations, each a metric of its own.
    steps: steps.map(([label, case_, size], index) => ({
      group: groups[index % Math.max(1, groups.length)] ?? '',
      case: case_,
      metric: kind === 'memory' ? label : metric,
      label,
      size,
    })),
    lines: lines.map(({ target, cells }) => ({
      target,
      cells: cells.map((cell) => (cell === null ? undefined : cellAgain(cell))),
    })),
  };
}

function cellAgain([n, median, low, high, mean, cv, values]: ResultCell): FigureCell {
  return {
    n,
    median,
    medianInterval: low === null || high === null ? null : [low, high],
    mean,
    cv,
    values,
    points: { values, runs: [], trials: [], attempts: [] },
  };
}

/** Whether some of the single values are not among those kept. */
export function isThinned({ lines }: ResultFigure): boolean {
  return lines.some(({ cells }) => cells.some((cell) => cell !== null && cell[6].length < cell[0]));
}
