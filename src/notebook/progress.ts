/** What a cell shows while it runs something; never saved. */
export interface CellProgress {
  readonly title: string;
  /** Path of the run file, relative to the notebook's folder. */
  readonly file: string;
  readonly done: number;
  readonly trials: number;
  readonly secondsLeft: number;
  /** What is being run: `hvm tcp-small/64`. */
  readonly now: string;
  /** Trials so far without a valid value. */
  readonly notValid: number;
  readonly cancelling: boolean;
  /** The trial that ended last: its CV is that of its series so far, null below two values. */
  readonly last: { readonly target: string; readonly case: string; readonly cv: number | null } | null;
  /** The largest CV of any series so far. */
  readonly worst: { readonly target: string; readonly case: string; readonly cv: number } | null;
  /** What the person must know: a target that is not there, something doubtful. The last few. */
  readonly warnings: readonly string[];
}

/** Type of an output that shows it. */
export const PROGRESS_MIME = 'application/vnd.xen-bench.progress+json';
