/**
 * The single values behind a series, in columns: the i-th value of each list belongs together. In the order of the
 * plan's rounds. Columns, because a run of 20 000 trials is sent to a page as one message.
 */
export interface SeriesPoints {
  readonly values: readonly number[];
  /** Place of its run in `report.runs`, from 0. */
  readonly runs: readonly number[];
  /** Place of its trial in the plan of that run, from 1. */
  readonly trials: readonly number[];
  /** The attempt at that trial which counts, from 1. */
  readonly attempts: readonly number[];
}
