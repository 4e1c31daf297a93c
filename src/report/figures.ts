import type { Better } from '../experiment/model.ts';
import { grouped } from './grouped.ts';
import type { Interval, Report, Series } from './model.ts';
import type { SeriesPoints } from './points.ts';
import { shownTargets } from './views.ts';

/**
 * The report as figures, those of the 2008 method and one for each entry of a name of its own: which cases stand
 * along the axis, which targets are drawn, and the numbers of each. How they are placed: `figures-layout.ts`.
 */

export type FigureKind = 'network' | 'disk' | 'memory' | 'other';

/** What the figures of network groups show; the three are read from the same trials. */
export const NETWORK_METRICS = ['throughput', 'transactions', 'latency'] as const;
export type NetworkMetric = (typeof NETWORK_METRICS)[number];

export interface Figure {
  /** The same for the same figure as a run goes on, whatever network metric is chosen. */
  readonly id: string;
  /** `TCP small`, `Disk time`, `Memory`. */
  readonly title: string;
  readonly kind: FigureKind;
  /** Rows of the CV table that it shows. */
  readonly groups: readonly string[];
  /** `throughput`, `time`; the memory figure shows four, called `bandwidth`. */
  readonly metric: string;
  /** `MB/s`; `x of bare` where the values are relative to a baseline. */
  readonly unit: string;
  readonly better: Better;
  /** Name of the target that all values are divided by; null: they are absolute. */
  readonly relativeTo: string | null;
  readonly axis: FigureAxis;
  /** The places along the axis, in order. */
  readonly steps: readonly FigureStep[];
  /** One for each target, in the report's order, the baseline first. */
  readonly lines: readonly FigureLine[];
}

export interface FigureAxis {
  /** `sizes`: a logarithmic axis; `names`: one place after the other. */
  readonly scale: 'sizes' | 'names';
  /** With its unit: `message size, bytes`. */
  readonly title: string;
}

export interface FigureStep {
  readonly case: string;
  /** Of the series at this place. */
  readonly metric: string;
  /** `64`, `62K`, `copy`. */
  readonly label: string;
  /** Bytes; null where the place is a name. */
  readonly size: number | null;
}

export interface FigureLine {
  readonly target: string;
  /** One for each step; undefined where the case was not planned for the target. */
  readonly cells: readonly (FigureCell | undefined)[];
}

/** A series as the figure shows it: in the figure's unit. */
export interface FigureCell {
  readonly n: number;
  readonly median: number | null;
  readonly medianInterval: Interval | null;
  readonly mean: number | null;
  /** A fraction; the same whatever the values are divided by. */
  readonly cv: number | null;
  /** The single values; the i-th is of the i-th trial of `points`. */
  readonly values: readonly number[];
  readonly points: SeriesPoints;
}

const NO_POINTS: SeriesPoints = { values: [], runs: [], trials: [], attempts: [] };
const OPERATIONS = ['copy', 'scale', 'add', 'triad'];

interface Entry {
  readonly series: Series;
  readonly points: SeriesPoints;
}

/** A figure before its series are put in: what is taken from which rows of the CV table. */
interface Sketch {
  readonly title: string;
  readonly kind: FigureKind;
  readonly groups: readonly string[];
  readonly metrics: readonly string[];
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** All figures in the order of the CV table. `points` belong to `report.series`, in its order. */
export function figuresOf(
  report: Report,
  points: readonly SeriesPoints[],
  network: NetworkMetric = 'throughput',
): readonly Figure[] {
  const entries = report.series.map((series, index) => ({ series, points: points[index] ?? NO_POINTS }));
  const byGroup = grouped(entries, ({ series }) => series.group);
  const rows = [...new Set(report.cvTable.map(({ group }) => group))];
  const targets = shownTargets(report).map(({ name }) => name);
  return rows
    .flatMap((group) => sketchesOf(group, byGroup, network))
    .flatMap((sketch) => {
      // Runs of other experiments may give a metric in another unit: a figure of its own.
      const units = grouped(sketch.entries, ({ series }) => series.unit);
      return Array.from(units, ([unit, ofUnit]) => figure({ ...sketch, entries: ofUnit }, unit, targets));
    });
}

function sketchesOf(
  group: string,
  byGroup: ReadonlyMap<string, readonly Entry[]>,
  network: NetworkMetric,
): readonly Sketch[] {
  const entries = byGroup.get(group) ?? [];
  const metrics = [...new Set(entries.map(({ series }) => series.metric))];
  const [main = ''] = metrics;
  const of = (metric: string) => entries.filter(({ series }) => series.metric === metric);
  if (NETWORK_METRICS.every((metric) => metrics.includes(metric))) {
    return [
      {
        title: group,
        kind: 'network',
        groups: [group],
        metrics: [network],
        name: network,
        entries: of(network),
      },
    ];
  }
  if (metrics.includes('throughput') && metrics.includes('time')) {
    return ['throughput', 'time'].map((metric) => ({
      title: `${group} ${metric}`,
      kind: 'disk',
      groups: [group],
      metrics: [metric],
      name: metric,
      entries: of(metric),
    }));
  }
  const memory = memoryTitle(group, main);
  if (memory !== null) {
    // The four operations are one figure, made where the first of them has its row.
    const groups = OPERATIONS.map((operation) => memoryRow(memory, operation));
    const operations = groups.filter((row) => byGroup.has(row));
    if (operations[0] !== group) return [];
    return [
      {
        title: memory,
        kind: 'memory',
        groups: operations,
        metrics: OPERATIONS,
        name: 'bandwidth',
        entries: operations.flatMap((row) => byGroup.get(row) ?? []),
      },
    ];
  }
  return [{ title: group, kind: 'other', groups: [group], metrics: [main], name: main, entries: of(main) }];
}

function memoryRow(title: string, operation: string): string {
  return `${title} ${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
}

/** `Memory` of the row `Memory Copy`; null where the row is none of an operation. */
function memoryTitle(group: string, metric: string): string | null {
  if (!OPERATIONS.includes(metric)) return null;
  const title = group.slice(0, -metric.length - 1);
  return memoryRow(title, metric) === group ? title : null;
}

function figure(sketch: Sketch, unit: string, targets: readonly string[]): Figure {
  const { title, kind, groups, name, entries } = sketch;
  const steps = stepsOf(sketch);
  const placed = new Map(entries.map((entry) => [placeOf(entry.series.target, entry.series), entry]));
  const present = new Set(entries.map(({ series }) => series.target));
  return {
    id: JSON.stringify([groups[0], kind === 'network' ? '' : name, kind === 'network' ? '' : unit]),
    title,
    kind,
    groups,
    metric: name,
    unit,
    better: entries[0]?.series.better ?? 'higher',
    relativeTo: null,
    axis: axisOf(kind, steps),
    steps,
    lines: targets
      .filter((target) => present.has(target))
      .map((target) => ({
        target,
        cells: steps.map((step) => {
          const entry = placed.get(placeOf(target, step));
          return entry === undefined ? undefined : cellOf(entry);
        }),
      })),
  };
}

function placeOf(target: string, at: { readonly case: string; readonly metric: string }): string {
  return JSON.stringify([target, at.case, at.metric]);
}

function cellOf({ series, points }: Entry): FigureCell {
  const { n, median, medianInterval, mean, cv } = series;
  return { n, median, medianInterval, mean, cv, values: points.values, points };
}

function stepsOf({ kind, metrics, entries }: Sketch): readonly FigureStep[] {
  const cases = [...new Set(entries.map(({ series }) => series.case))];
  if (kind === 'memory') {
    const present = new Set(entries.map(({ series }) => series.metric));
    return cases.flatMap((case_) =>
      metrics
        .filter((metric) => present.has(metric))
        .map((metric) => ({ case: case_, metric, label: metric, size: null })),
    );
  }
  const [metric = ''] = metrics;
  const steps = cases.map((case_): FigureStep => {
    const label = case_.slice(case_.lastIndexOf('/') + 1);
    return { case: case_, metric, label, size: kind === 'other' ? null : bytesOf(label) };
  });
  if (steps.some(({ size }) => size === null)) return steps.map((step) => ({ ...step, size: null }));
  return steps.sort((a, b) => (a.size ?? 0) - (b.size ?? 0));
}

/** Bytes of `512`, `62K`, `45M` or `1G`; null for any other text. */
function bytesOf(text: string): number | null {
  const parts = /^(\d{1,15})([KMG]?)$/.exec(text);
  if (parts === null) return null;
  const bytes = Number(parts[1]) * 1024 ** ['', 'K', 'M', 'G'].indexOf(parts[2] ?? '');
  return bytes > 0 ? bytes : null;
}

function axisOf(kind: FigureKind, steps: readonly FigureStep[]): FigureAxis {
  if (kind === 'memory') return { scale: 'names', title: 'operation' };
  if (steps.some(({ size }) => size === null)) {
    // A single case has its targets side by side along the axis.
    return { scale: 'names', title: steps.length === 1 ? 'target' : 'case' };
  }
  return { scale: 'sizes', title: `${kind === 'disk' ? 'file' : 'message'} size, bytes` };
}
