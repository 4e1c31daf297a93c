import type { Figure, FigureCell, NetworkMetric } from './figures.ts';
import { axisOf, type Entry, type Sketch, sketchesOf, stepsOf } from './figures-sketch.ts';
import { grouped } from './grouped.ts';
import type { Report } from './model.ts';
import type { SeriesPoints } from './points.ts';
import { shownTargets } from './views.ts';

const NO_POINTS: SeriesPoints = { values: [], runs: [], trials: [], attempts: [] };

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
