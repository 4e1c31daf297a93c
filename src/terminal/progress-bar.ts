import { formatDuration } from '../report/duration.ts';
import { clip } from '../report/fit.ts';
import { plain } from '../report/plain.ts';
import type { RunEvent } from '../run/events.ts';

/** Where a run is, for one line that is drawn over and over. */
export interface ProgressState {
  readonly done: number;
  readonly trials: number;
  readonly secondsLeft: number;
  /** What happens now. */
  readonly now: string;
}

export const NO_PROGRESS: ProgressState = { done: 0, trials: 0, secondsLeft: 0, now: '' };

/** The state after an event. */
export function nextProgress(state: ProgressState, event: RunEvent): ProgressState {
  switch (event.event) {
    case 'plan':
      return {
        done: event.done,
        trials: event.trials,
        secondsLeft: event.estimateSeconds,
        now: 'connecting',
      };
    case 'target':
      return { ...state, now: `${event.target}: ${event.status}` };
    case 'warmup':
      return { ...state, now: `${event.target} ${event.case} (warm-up)` };
    case 'trial-start':
      return { ...state, now: `${event.target} ${event.case}` };
    case 'trial':
      return { ...state, done: event.done, secondsLeft: event.secondsLeft };
    case 'cancelling':
      return { ...state, now: 'cancelling' };
    default:
      return state;
  }
}

/** `[######........] 412/1110  37 %  3 min 12 s left  hvm disk/1G`, at most `width` columns. */
export function progressLine({ done, trials, secondsLeft, now }: ProgressState, width: number): string {
  const share = trials === 0 ? 0 : done / trials;
  const cells = Math.max(8, Math.min(24, width - 60));
  const full = Math.round(share * cells);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(cells - full)}]`;
  const left = formatDuration(Math.ceil(secondsLeft) * 1000);
  return clip(
    `${bar} ${done}/${trials}  ${Math.floor(share * 100)} %  ${left} left  ${plain(now)}`,
    width,
    '...',
  );
}
