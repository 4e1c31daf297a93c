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
