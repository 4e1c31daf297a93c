import type { Figure, FigureCell, FigureLine } from './figures.ts';
import { type ValueAxis, valueAxis } from './figures-axis.ts';

/** Where everything of a figure stands, in the units of its axes; how it is painted is up to a page. */
export interface FigureLayout {
  readonly x: {
    readonly min: number;
    readonly max: number;
    readonly ticks: readonly { readonly at: number; readonly label: string }[];
    readonly title: string;
  };
  readonly y: ValueAxis & { readonly title: string };
  readonly lines: readonly LaidLine[];
  /** Centres are joined: the axis is a quantity. */
  readonly joined: boolean;
  /** Half the room of a step along the x axis. */
  readonly half: number;
  /** Most trials of a case, where not all of them are drawn; else null. */
  readonly thinnedFrom: number | null;
}

export interface LaidLine {
  readonly target: string;
  readonly centres: readonly Centre[];
  readonly points: readonly LaidPoint[];
}

/** A median with its 95 % interval. */
export interface Centre {
  readonly x: number;
  readonly y: number;
  /** Both null where there are too few trials for an interval. */
  readonly low: number | null;
  readonly high: number | null;
  readonly step: number;
}

export interface LaidPoint {
  readonly x: number;
  readonly y: number;
  readonly step: number;
  /** Place in the cell's `values` and `points`. */
  readonly index: number;
}

/** Most trials of a case that are drawn for a target. */
export const MOST_POINTS = 200;

/** The words beside the value axis: `throughput, MB/s`, `x of bare`. */
export function valueTitle({ metric, unit, relativeTo }: Figure): string {
  return relativeTo !== null || metric.toLowerCase() === unit.toLowerCase() ? unit : `${metric}, ${unit}`;
}

/** Places the centres and trials of every target beside each other, so that none hides another. */
export function layOut(figure: Figure): FigureLayout {
  const { steps, lines, axis, relativeTo } = figure;
  const byTarget = axis.scale === 'names' && steps.length === 1;
  const places = byTarget
    ? lines.map((_, index) => index)
    : steps.map(({ size }, index) => (size === null ? index : Math.log2(size)));
  const gap = smallestGap(places);
  const lane = byTarget
    ? 0.5
    : Math.min((gap * 0.74) / Math.max(1, lines.length), widest(axis.scale, places));
  const room = byTarget ? lane : lane * lines.length;
  const placeOf = (line: number, step: number) =>
    byTarget ? line : (places[step] ?? 0) + (line - (lines.length - 1) / 2) * lane;
  const laid = lines.map((line, index) => layLine(line, (step) => placeOf(index, step), lane));
  const margin = Math.max(room / 2 + gap * 0.13, spread(places) * 0.045);
  return {
    x: {
      min: Math.min(...places) - margin,
      max: Math.max(...places) + margin,
      ticks: byTarget
        ? lines.map(({ target }, at) => ({ at, label: target }))
        : steps.map(({ label }, step) => ({ at: places[step] ?? 0, label })),
      title: axis.title,
    },
    y: { ...valueAxis(valuesOf(laid), relativeTo === null ? 0 : 1), title: valueTitle(figure) },
    lines: laid,
    joined: axis.scale === 'sizes',
    half: Math.max(room / 2 + lane * 0.2, gap * 0.2),
    thinnedFrom: thinnedFrom(lines),
  };
}

function layLine({ target, cells }: FigureLine, placeOf: (step: number) => number, lane: number): LaidLine {
  const centres: Centre[] = [];
  const points: LaidPoint[] = [];
  cells.forEach((cell, step) => {
    if (cell === undefined) return;
    const x = placeOf(step);
    const { median, medianInterval } = cell;
    if (median !== null) {
      const [low, high] = medianInterval ?? [null, null];
      centres.push({ x, y: median, low, high, step });
    }
    for (const index of drawnOf(cell)) {
      points.push({ x: x + sideways(index) * lane * 0.62, y: cell.values[index] ?? 0, step, index });
    }
  });
  return { target, centres, points };
}

/** Between -0.5 and 0.5, far from that of the indices before: multiples of the golden ratio. */
function sideways(index: number): number {
  const turns = (index + 1) * 0.618_033_988_749_895;
  return turns - Math.floor(turns) - 0.5;
}

/** All trials; of more than `MOST_POINTS` every so-manieth by its value, both ends among them. */
function drawnOf({ values }: FigureCell): readonly number[] {
  const all = values.map((_, index) => index);
  if (all.length <= MOST_POINTS) return all;
  all.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const stride = (all.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, place) => all[Math.round(place * stride)] ?? 0);
}

function thinnedFrom(lines: readonly FigureLine[]): number | null {
  const most = lines.reduce(
    (total, { cells }) => cells.reduce((most, cell) => Math.max(most, cell?.values.length ?? 0), total),
    0,
  );
  return most > MOST_POINTS ? most : null;
}

function* valuesOf(lines: readonly LaidLine[]): Iterable<number> {
  for (const { centres, points } of lines) {
    for (const { y } of points) yield y;
    for (const { y, low, high } of centres) {
      yield y;
      if (low !== null) yield low;
      if (high !== null) yield high;
    }
  }
}

/** Most room for a target at a place: along a quantity its marks stay near to where they belong. */
function widest(scale: Figure['axis']['scale'], places: readonly number[]): number {
  return scale === 'sizes' && places.length > 1 ? spread(places) * 0.034 : 0.22;
}

function smallestGap(places: readonly number[]): number {
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  return gaps.length === 0 ? 1 : Math.max(1e-6, Math.min(...gaps));
}

function spread(places: readonly number[]): number {
  return Math.max(...places) - Math.min(...places);
}
