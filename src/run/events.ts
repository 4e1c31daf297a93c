import type { Measurement } from '../benchmarks/benchmark.ts';
import type { Outcome } from '../journal/records.ts';
import type { Report } from '../report/model.ts';

/**
 * What happens in a run, for whoever shows it: the terminal, the task terminal, the explorer. `--json` prints one a
 * line. The run file, not these, is the record.
 */
export type RunEvent =
  | {
      readonly event: 'plan';
      readonly title: string;
      readonly runFile: string;
      readonly targets: readonly string[];
      readonly cases: number;
      /** Planned trials, and those that an earlier part of the run already did. */
      readonly trials: number;
      readonly done: number;
      readonly order: string;
      readonly seed: number;
      readonly estimateSeconds: number;
    }
  | {
      readonly event: 'target';
      readonly target: string;
      readonly status: TargetStatus;
      readonly simulated: boolean | null;
      /** What it proved to be, such as `HVM, PV drivers`, and how sure that is (`PROOF_STATUSES`); null until known. */
      readonly label: string | null;
      readonly proof: string | null;
      readonly message: string;
    }
  | { readonly event: 'warmup'; readonly target: string; readonly case: string }
  | {
      readonly event: 'trial-start';
      readonly trial: number;
      readonly target: string;
      readonly case: string;
      readonly round: number;
    }
  | TrialEvent
  | { readonly event: 'warning'; readonly message: string }
  /** A dom0 is put back as it was found. */
  | { readonly event: 'dom0'; readonly dom0: string; readonly message: string }
  | { readonly event: 'cancelling' }
  | EndEvent
  | { readonly event: 'report'; readonly report: Report };

/**
 * `starting`: its guest is started or shut down; `pending`: it is not there; `refused`: it is there and may not be
 * measured, the others go on.
 */
export type TargetStatus = 'starting' | 'connecting' | 'preparing' | 'ready' | 'pending' | 'refused';

export interface TrialEvent {
  readonly event: 'trial';
  readonly trial: number;
  readonly attempt: number;
  readonly target: string;
  readonly case: string;
  readonly round: number;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly measurements: readonly Measurement[];
  readonly durationMs: number | null;
  /** Of the main metric over this series so far; null below two values. */
  readonly cv: number | null;
  /** Trials behind us, of how many. */
  readonly done: number;
  readonly trials: number;
  readonly secondsLeft: number;
}

export interface EndEvent {
  readonly event: 'end';
  readonly outcome: 'completed' | 'cancelled' | 'failed';
  /** null: it was cancelled before a run file was begun. */
  readonly runFile: string | null;
  readonly trials: number;
  readonly valid: number;
  /** Trials that still lack a valid value. */
  readonly left: number;
  /** Targets that refused in the middle of the run. */
  readonly refused: readonly string[];
  /** What could not be cleaned up; empty when nothing of ours is left anywhere. */
  readonly undone: readonly string[];
}

export type Emit = (event: RunEvent) => void;
