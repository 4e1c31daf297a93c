import type { RunRecord, TargetRecord, TrialRecord } from './journal/records.ts';
import type { TargetEnvironment } from './report/environments.ts';
import type { Report } from './report/model.ts';
import type { SeriesPoints } from './report/points.ts';

/**
 * What the extension and a results page say to each other. The page asks first (`ready`); all data comes by message,
 * never inside the page's HTML. Texts are as they stand in the files: the page shows them as text, never as markup.
 */

/** All that a page shows of its run files. */
export interface Results {
  readonly report: Report;
  /** Of `report.series`, in its order. */
  readonly points: readonly SeriesPoints[];
  /** A file of each of `report.runs`, in its order. */
  readonly files: readonly RunFileInfo[];
  /** What the targets that were reached told about themselves when they were last seen. */
  readonly environments: readonly TargetEnvironment[];
}

export interface RunFileInfo {
  /** Shown to the person: relative to the workspace where it lies in it. */
  readonly path: string;
  readonly order: RunRecord['plan']['order'];
  readonly seed: number;
  readonly repetitions: number;
  readonly software: RunRecord['software'];
}

/** A run that goes on in this window, or is written by another process, just now. */
export interface LiveProgress {
  readonly done: number;
  readonly trials: number;
  /** null: another process writes the run, which tells no estimate. */
  readonly secondsLeft: number | null;
  /** What is being run: `hvm tcp-small/64`; empty where it is not known. */
  readonly now: string;
  /** It can be cancelled from here. */
  readonly ours: boolean;
}

/** Names one attempt at a trial of one of the page's runs. */
export interface TrialKey {
  /** Place in `report.runs`, from 0. */
  readonly run: number;
  readonly trial: number;
  readonly attempt: number;
}

/** A trial with all that is kept of it. */
export interface TrialDetail {
  readonly record: TrialRecord;
  /** The state of its target before it; null where the file has none. */
  readonly target: TargetRecord | null;
  /** How many attempts at this trial the file holds. */
  readonly attempts: number;
}

export type ToPage =
  /** The whole state; again whenever a run file has grown. */
  | { readonly type: 'results'; readonly results: Results; readonly live: LiveProgress | null }
  /** Between two of them, because a progress line changes more often than the numbers. */
  | { readonly type: 'live'; readonly live: LiveProgress | null }
  | { readonly type: 'trial'; readonly key: TrialKey; readonly detail: TrialDetail }
  | { readonly type: 'trial-problem'; readonly key: TrialKey; readonly message: string }
  /** Asks the page to show a trial, as if the person had picked it. */
  | { readonly type: 'show-trial'; readonly key: TrialKey }
  /** What the person must know beside what is shown, such as that the file was deleted; null: no longer. */
  | { readonly type: 'notice'; readonly message: string | null }
  /** There is nothing to show, and why: a sentence for the person. */
  | { readonly type: 'problem'; readonly message: string };

export type ToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'trial'; readonly key: TrialKey }
  /** Puts text on the clipboard; `what` names it for the message: `Table of coefficients of variation, as Markdown`. */
  | { readonly type: 'copy'; readonly text: string; readonly what: string }
  /** Lets the person save a picture; `data` is text for SVG, base64 for PNG. */
  | { readonly type: 'save'; readonly name: string; readonly format: 'svg' | 'png'; readonly data: string }
  | { readonly type: 'do'; readonly action: PageAction };

/** What a button of the page asks the extension for. */
export type PageAction = 'compare' | 'export' | 'open-experiment' | 'open-as-text' | 'resume' | 'cancel';
