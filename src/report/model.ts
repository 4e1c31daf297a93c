import type { Better } from '../experiment/model.ts';
import type { TargetLabel } from './target-label.ts';

/**
 * The report as data; also what `--format json` prints. Fractions are fractions (0.0082), never percent;
 * what is unknown is null.
 */

export type Interval = readonly [low: number, high: number];

export interface CvRow {
  /** `TCP small` ... `Memory Triad`, `CPU`, then a command's name and metric. */
  readonly group: string;
  readonly target: string;
  /** The largest CV of the group's cases on this target. */
  readonly maxCv: number | null;
  /** The case that has it. */
  readonly case: string | null;
  /** Valid trials of that case. */
  readonly n: number;
  /** 95 % interval of the CV (Vangel); the upper end is null where it has none. */
  readonly interval: readonly [low: number, high: number | null] | null;
}

export interface Series {
  readonly target: string;
  readonly case: string;
  /** Row of the CV table that the series belongs to; all metrics of a network or disk case share theirs. */
  readonly group: string;
  readonly metric: string;
  readonly unit: string;
  readonly better: Better;
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly cv: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly median: number | null;
  readonly medianInterval: Interval | null;
  readonly meanInterval: Interval | null;
}

/** Left empty until comparisons are made; the place is part of the format. */
export interface Comparison {
  readonly target: string;
  readonly baseline: string;
  readonly case: string;
  readonly metric: string;
  readonly ratio: number | null;
  readonly interval: Interval | null;
  readonly p: number | null;
  readonly pHolm: number | null;
  readonly verdict: string;
}

export interface TrialCounts {
  readonly planned: number;
  readonly valid: number;
  readonly invalid: number;
  readonly failed: number;
  readonly lost: number;
  readonly cancelled: number;
}

export interface ReportRun {
  readonly id: string;
  readonly title: string;
  readonly experiment: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: 'completed' | 'cancelled' | 'failed' | null;
  readonly targets: readonly ReportTarget[];
}

export interface ReportTarget extends TargetLabel {
  readonly name: string;
  readonly kind: string;
  readonly host: string;
  readonly baseline: boolean;
  /** null: never reached in this run. */
  readonly simulated: boolean | null;
  readonly pending: number;
  /** Share of the CPU time that its valid trials asked for which the hypervisor gave to others; null: not told. */
  readonly stolen: number | null;
}

/** A trial that gave no number, and why. */
export interface Problem {
  /** Id of its run. */
  readonly run: string;
  /** Place in the plan of that run, from 1. */
  readonly trial: number;
  /** The attempt at it that counts, from 1. */
  readonly attempt: number;
  readonly target: string;
  readonly case: string;
  readonly round: number;
  readonly outcome: string;
  readonly reason: string;
}

/** A fact of their environments in which two targets differ. */
export interface Difference {
  readonly target: string;
  /** What it is compared with: the baseline, or the target of the same name in an earlier run. */
  readonly baseline: string;
  /** Key of the environment. */
  readonly fact: string;
  /** What it is called. */
  readonly label: string;
  /** Of the target and of the baseline; null: not told. Of command lines and flags the words that only either has. */
  readonly values: readonly [target: string | null, baseline: string | null];
  /** The kinds of the two explain it; else it spoils the comparison. */
  readonly expected: boolean;
}

export interface Report {
  readonly format: 1;
  readonly runs: readonly ReportRun[];
  readonly simulated: boolean;
  readonly trials: TrialCounts;
  readonly cvTable: readonly CvRow[];
  readonly series: readonly Series[];
  readonly comparisons: readonly Comparison[];
  /** The latest attempt of each planned trial that is not valid. */
  readonly problems: readonly Problem[];
  /** What a reader must know before using the numbers: pending targets, unlike kernels, changed environments. */
  readonly notes: readonly string[];
  /** What differs from the 2008 method, as far as the runs tell; empty where nothing of it was measured. */
  readonly deviations: readonly string[];
  /** What differs between what is compared, beside the kind: what spoils the comparison of each pair first. */
  readonly differences: readonly Difference[];
}
