import type { Better } from '../experiment/model.ts';
import type { FigureAxis, FigureKind } from '../report/figures.ts';
import type { CvRow, TrialCounts } from '../report/model.ts';
import type { TargetLabel } from '../report/target-label.ts';

/**
 * What a cell gave, as it is kept in the notebook: small, made of summaries, never of raw outputs. The numbers of
 * tables are those of the report as JSON, digit by digit. Everything else is in the run file that it came from.
 */
export type Result = PlanResult | CvTableResult | ChartResult | SummaryResult | EnvironmentResult;

/** Where a result came from. */
export interface ResultSource {
  /** Path of the run file, relative to the notebook's folder where it lies below or beside it, with `/`. */
  readonly file: string;
  /** Of the run. */
  readonly id: string;
  /** Of the run file when the result was made. */
  readonly bytes: number;
  /** Of those bytes, in hexadecimal digits. */
  readonly sha256: string;
}

interface FromRun {
  readonly format: 1;
  readonly from: ResultSource;
  /** When the result was made; instant, ISO 8601, UTC. */
  readonly at: string;
  /** Title of the experiment. */
  readonly title: string;
  /** When the run began; instant, ISO 8601. */
  readonly startedAt: string;
  /** Any of its targets is a model of the demo lab. */
  readonly simulated: boolean;
  readonly targets: readonly ResultTarget[];
}

export interface ResultTarget extends TargetLabel {
  readonly name: string;
  readonly kind: string;
  readonly host: string;
  readonly baseline: boolean;
  readonly simulated: boolean | null;
  /** Planned trials never tried. */
  readonly pending: number;
}

/** Of a cell that defines an experiment. */
export interface PlanResult {
  readonly format: 1;
  readonly show: 'plan';
  readonly at: string;
  readonly title: string;
  readonly targets: readonly Pick<ResultTarget, 'name' | 'kind' | 'host' | 'baseline'>[];
  /** Names of its entries, in order. */
  readonly benchmarks: readonly string[];
  readonly cases: number;
  readonly trials: number;
  readonly order: string;
  readonly seed: number;
  readonly estimateSeconds: number;
}

export interface CvTableResult extends FromRun {
  readonly show: 'cv-table';
  readonly rows: readonly CvRow[];
}

export interface ChartResult extends FromRun {
  readonly show: 'chart';
  readonly figures: readonly ResultFigure[];
}

/** A figure of the report; its numbers have ten significant digits or a few less, its points five. */
export interface ResultFigure {
  readonly title: string;
  readonly kind: FigureKind;
  readonly groups: readonly string[];
  readonly metric: string;
  readonly unit: string;
  readonly better: Better;
  readonly relativeTo: string | null;
  readonly axis: FigureAxis;
  readonly steps: readonly ResultStep[];
  readonly lines: readonly ResultLine[];
}

/** A place along the axis; size in bytes, null where the place is a name. */
export type ResultStep = readonly [label: string, case_: string, size: number | null];

export interface ResultLine {
  readonly target: string;
  /** One for each step; null where the case was not planned for the target. */
  readonly cells: readonly (ResultCell | null)[];
}

/**
 * A series: valid trials, median, its 95 % interval, mean, CV (a fraction), and some of the single values, both ends
 * among them. What is unknown is null.
 */
export type ResultCell = readonly [
  n: number,
  median: number | null,
  low: number | null,
  high: number | null,
  mean: number | null,
  cv: number | null,
  values: readonly number[],
];

/** Of `show: "summary"`, and of a cell that ran something: that has the CV table too. */
export interface SummaryResult extends FromRun {
  readonly show: 'summary' | 'run';
  /** null: it goes on, or was cut off. */
  readonly outcome: 'completed' | 'cancelled' | 'failed' | null;
  readonly endedAt: string | null;
  readonly trials: TrialCounts;
  /** Sentences, the first ten. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly deviations: readonly string[];
  /** Empty in a summary. */
  readonly rows: readonly CvRow[];
}

export interface EnvironmentResult extends FromRun {
  readonly show: 'environment';
  /** Of each target, in the order of `targets`; empty where it was never reached. */
  readonly environments: readonly Readonly<Record<string, string>>[];
  /** Facts that were left out, because a notebook should not hold them all. */
  readonly more?: number;
}
