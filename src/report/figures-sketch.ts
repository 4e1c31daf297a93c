import {
  type FigureAxis,
  type FigureKind,
  type FigureStep,
  NETWORK_METRICS,
  type NetworkMetric,
} from './figures.ts';
import { grouped } from './grouped.ts';
import type { Series } from './model.ts';
import type { SeriesPoints } from './points.ts';

/** A series with its single values. */
export interface Entry {
  readonly series: Series;
  readonly points: SeriesPoints;
}

/** A figure before its series are put in: what is taken from which rows of the CV table. */
export interface Sketch {
  readonly title: string;
  readonly kind: FigureKind;
  readonly groups: readonly string[];
  readonly name: string;
  readonly entries: readonly Entry[];
}

const OPERATIONS = ['copy', 'scale', 'add', 'triad'];

/** The figures of a row of the CV table: none where another row's has it already. */
export function sketchesOf(
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
        name: 'bandwidth',
        entries: operations.flatMap((row) => byGroup.get(row) ?? []),
      },
    ];
  }
  return [{ title: group, kind: 'other', groups: [group], name: main, entries: of(main) }];
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

/** The places along the axis, each once. */
export function stepsOf({ kind, entries }: Sketch): readonly FigureStep[] {
  // The entries come target after target; the places of all of them are wanted, each once.
  const places = grouped(entries, ({ series }) => JSON.stringify([series.case, series.metric]));
  const steps = [...places.values()].flatMap(([first]): readonly FigureStep[] => {
    if (first === undefined) return [];
    const { group, case: case_, metric } = first.series;
    if (kind === 'memory') return [{ group, case: case_, metric, label: metric, size: null }];
    const label = case_.slice(case_.lastIndexOf('/') + 1);
    return [{ group, case: case_, metric, label, size: kind === 'other' ? null : bytesOf(label) }];
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

/** What the places are. */
export function axisOf(kind: FigureKind, steps: readonly FigureStep[]): FigureAxis {
  if (kind === 'memory') return { scale: 'names', title: 'operation' };
  if (steps.some(({ size }) => size === null)) {
    // A single case has its targets side by side along the axis.
    return { scale: 'names', title: steps.length === 1 ? 'target' : 'case' };
  }
  return { scale: 'sizes', title: `${kind === 'disk' ? 'file' : 'message'} size, bytes` };
}
