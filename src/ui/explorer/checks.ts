import { commands, type Disposable, type Event, EventEmitter, type Uri } from 'vscode';
import type { Target } from '../../experiment/model.ts';
import { CONTEXTS } from '../../manifest.ts';
import type { CheckedIdentity, TargetCheck } from '../../run/check.ts';
import type { Memory } from '../memory.ts';
import { checkOutcomes } from './outcomes.ts';
import type { ProvedOutcome, TargetOutcome } from './target-look.ts';

/** What is being checked, and what checks found. */
export interface Checks extends Disposable {
  /** Of the whole experiment, or of one target. */
  isChecking(experiment: Uri, target?: string): boolean;
  outcome(experiment: Uri, target: Target): TargetOutcome | null;
  /** The experiment whose targets changed. */
  readonly onDidChange: Event<Uri>;
  /** Registers a check that goes on; its signal aborts when the person stops it. null: one goes on there already. */
  begin(experiment: Uri, targets: readonly string[]): RunningCheck | null;
  /** Stops the check of an experiment; null: all. */
  cancel(experiment: Uri | null): void;
}

export interface RunningCheck {
  readonly signal: AbortSignal;
  /** A target is done. */
  found(target: Target, check: TargetCheck): void;
  end(): void;
}

/** What of a proof is kept with the workspace. */
function keptProof({ label, status, sentence, evidence }: CheckedIdentity): ProvedOutcome {
  return { label, status, sentence, evidence: evidence.slice(0, 8) };
}

export function targetChecks(memory: Memory): Checks {
  const outcomes = checkOutcomes(memory);
  const changed = new EventEmitter<Uri>();
  const running = new Map<string, { readonly left: Set<string>; readonly abort: AbortController }>();
  const tell = (experiment: Uri): void => {
    void commands.executeCommand('setContext', CONTEXTS.checking, running.size > 0);
    changed.fire(experiment);
  };
  return {
    isChecking(experiment, target) {
      const check = running.get(experiment.toString());
      return check !== undefined && (target === undefined || check.left.has(target));
    },
    outcome: (experiment, target) => outcomes.get(experiment.toString(), target),
    onDidChange: changed.event,
    begin(experiment, targets) {
      const key = experiment.toString();
      if (running.has(key)) return null;
      const abort = new AbortController();
      const left = new Set(targets);
      running.set(key, { left, abort });
      tell(experiment);
      return {
        signal: abort.signal,
        found(target, { address, simulated, system, proved, problems }) {
          left.delete(target.name);
          const at = new Date().toISOString();
          outcomes.set(key, target, {
            ...{ at, address, simulated, system },
            proved: proved === null ? null : keptProof(proved),
            problems: problems.slice(0, 20),
          });
          tell(experiment);
        },
        end() {
          running.delete(key);
          tell(experiment);
        },
      };
    },
    cancel(experiment) {
      for (const [key, { abort }] of running) {
        if (experiment === null || key === experiment.toString()) abort.abort();
      }
    },
    dispose() {
      for (const { abort } of running.values()) abort.abort();
      changed.dispose();
    },
  };
}
