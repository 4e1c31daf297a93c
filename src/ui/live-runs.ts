import type { Event, Uri } from 'vscode';
import type { RunEvent } from '../run/events.ts';
import type { ProgressState } from '../terminal/progress.ts';

/** A run that goes on in this window. */
export interface LiveRun {
  readonly id: number;
  /** The experiment file. */
  readonly experiment: Uri;
  readonly title: string;
  /** Where the person sees it: a terminal of its own, or the cell of a notebook that runs it. */
  readonly place: 'terminal' | 'notebook';
  /** Where its run file is, or will be once the targets are ready. */
  readonly runFile: string;
  readonly targets: readonly string[];
  /** The machines it measures on, see `hostsOf`. */
  readonly hosts: readonly string[];
  readonly progress: ProgressState;
  /** Trials so far without a valid value. */
  readonly notValid: number;
  readonly cancelling: boolean;
  cancel(): void;
}

/** What goes on, for whoever shows it: the explorer, the status bar, a results editor. */
export interface LiveRuns {
  readonly all: readonly LiveRun[];
  /** A run began, moved on or ended; at most a few times a second for each run. */
  readonly onDidChange: Event<void>;
  /** Everything that happens in a run, as it happens. */
  readonly onDidHappen: Event<{ readonly run: LiveRun; readonly event: RunEvent }>;
  /** A run is over; its exit code is that of the command line. */
  readonly onDidEnd: Event<{ readonly run: LiveRun; readonly exitCode: number }>;
}
