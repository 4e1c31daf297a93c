import type { RunEvent } from '../run/events.ts';
import { coloursFor } from './colours.ts';
import { eventLine, type Hints, type Places, placesOf } from './line.ts';
import { NO_PROGRESS, nextProgress } from './progress.ts';
import { progressLine } from './progress-bar.ts';

/** Where a run is shown: process.stderr, or a task terminal. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Whether it shows colours; left out: as the environment of the process says. */
  readonly colour?: boolean;
  write(text: string): unknown;
}

const COMMAND_LINE_HINTS: Hints = {
  resume: (runFile) => `Go on with: --resume ${runFile}`,
};

/** Shows an event. */
export interface RunDisplay {
  (event: RunEvent): void;
  /** Takes the progress line away: an error ends a run without an event, and its words need the place. */
  clear(): void;
}

/** Shortest time between two drawings of the progress line, ms: faster than anybody reads, slow enough to cost nothing. */
const REDRAW_MS = 80;

/**
 * Shows a run as it goes: a line an event, and on a terminal a progress line below them that is drawn over. Plain
 * lines where the output is a file or a pipe. `hints` words what a person can do in that place.
 */
export function runDisplay(
  screen: Screen,
  cases: readonly string[],
  hints: Hints = COMMAND_LINE_HINTS,
): RunDisplay {
  const colours = coloursFor(screen);
  const live = screen.isTTY === true;
  let places: Places = { trial: 1, target: 1, case: 1 };
  let progress = NO_PROGRESS;
  let drawn = false;
  let drawnAt = 0;
  /** A drawing that waits for the shortest time to pass. */
  let coming: NodeJS.Timeout | null = null;

  const erase = () => {
    if (drawn) screen.write('\r\x1b[K');
    drawn = false;
  };
  const draw = () => {
    if (coming !== null) clearTimeout(coming);
    coming = null;
    erase();
    screen.write(progressLine(progress, (screen.columns ?? 80) - 1));
    drawn = true;
    drawnAt = Date.now();
  };
  const clear = () => {
    if (coming !== null) clearTimeout(coming);
    coming = null;
    erase();
  };
  const show = (event: RunEvent): void => {
    if (event.event === 'plan') places = placesOf(event.targets, cases, event.trials);
    progress = nextProgress(progress, event);
    const line = eventLine(event, colours, places, hints);
    if (line !== null) {
      erase();
      screen.write(`${line}\n`);
    }
    if (!live || event.event === 'end' || event.event === 'report') {
      clear();
      return;
    }
    const early = drawnAt + REDRAW_MS - Date.now();
    if (line !== null || early <= 0) {
      draw();
      return;
    }
    // Later, not never: what has just begun may take long, and is what the person wants to know.
    coming ??= setTimeout(draw, early);
    coming.unref();
  };
  return Object.assign(show, { clear });
}
