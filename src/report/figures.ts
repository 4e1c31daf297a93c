import type { Better } from '../experiment/model.ts';
import type { Interval } from './model.ts';
import type { SeriesPoints } from './points.ts';

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
  /** Row of the CV table. */
  readonly group: string;
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
