import type { CellProgress } from '../../notebook/progress.ts';
import { plain } from '../../report/plain.ts';
import type { RunEvent } from '../../run/events.ts';
import { nextProgress, type ProgressState } from '../../terminal/progress.ts';

const MOST_WARNINGS = 5;

/** What a cell shows before anything has happened. */
export function firstProgress(title: string, file: string): CellProgress {
  return {
    title: plain(title),
    file: plain(file),
    done: 0,
    trials: 0,
    secondsLeft: 0,
    now: '',
    notValid: 0,
    cancelling: false,
    last: null,
    worst: null,
    warnings: [],
  };
}

/** Follows a run for a cell. `add` an event, then ask. */
export interface FollowedRun {
  add(event: RunEvent): void;
  progress(): CellProgress;
}

export function followedRun(first: CellProgress): FollowedRun {
  const cvs = new Map<string, { target: string; case: string; cv: number }>();
  let state: ProgressState = first;
  let { notValid, cancelling, last, warnings } = first;
  const warn = (text: string): void => {
    warnings = [...warnings, plain(text, 1_000)].slice(-MOST_WARNINGS);
  };
  return {
    add(event) {
      state = nextProgress(state, event);
      if (event.event === 'cancelling') cancelling = true;
      if (event.event === 'warning') warn(event.message);
      if (event.event === 'target' && event.status === 'pending') {
        warn(`${event.target}: not there, left pending: ${event.message}`);
      }
      if (event.event !== 'trial') return;
      const [target, case_] = [plain(event.target, 80), plain(event.case, 80)];
      if (event.outcome !== 'valid') notValid += 1;
      last = { target, case: case_, cv: event.cv };
      if (event.cv !== null) cvs.set(JSON.stringify([target, case_]), { target, case: case_, cv: event.cv });
    },
    progress() {
      const { done, trials, secondsLeft, now } = state;
      const worst = [...cvs.values()].reduce<CellProgress['worst']>(
        (most, each) => (most === null || each.cv > most.cv ? each : most),
        null,
      );
      return {
        ...first,
        done,
        trials,
        secondsLeft,
        now: plain(now),
        notValid,
        cancelling,
        last,
        worst,
        warnings,
      };
    },
  };
}
