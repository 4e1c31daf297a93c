import type { Event, Uri } from 'vscode';
import type { ExperimentReading } from '../experiment/read.ts';

/** An experiment file of the workspace, as it stands in the editor or on the disk. */
export interface ExperimentFile {
  readonly uri: Uri;
  /** `pv-vs-hvm` of `pv-vs-hvm.xenbench.jsonc`. */
  readonly name: string;
  readonly reading: ExperimentReading;
  /** Its run files, the newest first. */
  readonly runs: readonly Uri[];
}

/** The experiment files of the workspace, kept up to date as files and open editors change. */
export interface ExperimentFiles {
  /** In the order of their paths; empty until `ready`. */
  readonly all: readonly ExperimentFile[];
  /** Settles when the workspace was searched for the first time. */
  readonly ready: Promise<void>;
  readonly onDidChange: Event<void>;
  /** Searches anew. */
  refresh(): Promise<void>;
}
