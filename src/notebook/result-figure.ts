import type { Figure, FigureCell } from '../report/figures.ts';
import type { ResultCell, ResultFigure } from './result.ts';

/** Enough for any measurement, and no digits of the arithmetic behind it. */
const DIGITS = 10;
/** Points are only drawn. */
const POINT_DIGITS = 5;

/** A figure as it is kept in a notebook, with at most `mostPoints` single values of a series. */
export function keptFigure(figure: Figure, mostPoints: number): ResultFigure {
  const { id, title, kind, groups, metric, unit, better, relativeTo, axis, steps, lines } = figure;
  return {
    ...{ id, title, kind, groups, metric, unit, better, relativeTo, axis, steps },
    lines: lines.map(({ target, cells }) => ({
      target,
      cells: cells.map((cell) => (cell === undefined ? null : keptCell(cell, mostPoints))),
    })),
  };
}

function keptCell(cell: FigureCell, mostPoints: number): ResultCell {
  const { n, median, medianInterval, mean, cv, values } = cell;
  const [low, high] = medianInterval ?? [null, null];
  const kept = (value: number | null) => rounded(value, DIGITS);
  const points = thinned(values, mostPoints).map((value) => rounded(value, POINT_DIGITS) ?? 0);
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
export function shownAgain({ lines, ...rest }: ResultFigure): Figure {
  return {
    ...rest,
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
