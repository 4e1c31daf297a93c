import type { LiveProgress } from '../../protocol.ts';
import type { TrialCounts } from '../../report/model.ts';
import type { LiveRun } from '../live-runs.ts';

/**
 * What a page shows of a run that goes on. `ours`: the run of this window that writes one of the page's files; else
 * `written` tells whether another process does. `trials` are those of the report.
 */
export function liveProgress(
  ours: LiveRun | undefined,
  written: boolean,
  trials: TrialCounts | null,
): LiveProgress | null {
  if (ours !== undefined) {
    const { done, trials: all, secondsLeft, now } = ours.progress;
    return { done, trials: all, secondsLeft, now, ours: true };
  }
  if (!written || trials === null) return null;
  const { planned, valid, invalid, failed, lost, cancelled } = trials;
  const done = valid + invalid + failed + lost + cancelled;
  return { done, trials: planned, secondsLeft: null, now: '', ours: false };
}

export function sameProgress(a: LiveProgress | null, b: LiveProgress | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.done === b.done &&
    a.trials === b.trials &&
    a.secondsLeft === b.secondsLeft &&
    a.now === b.now &&
    a.ours === b.ours
  );
}
