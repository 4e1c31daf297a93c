/** Work that is asked for more often than it should be done. */
export interface Pace {
  /** It is to be done, as soon as the pace allows. */
  soon(): void;
  /** While nobody looks nothing is done; it is caught up with when somebody does. */
  setPaused(paused: boolean): void;
  /** Nothing is done any more. */
  dispose(): void;
}

/** Shortest time between the end of one piece of work and the beginning of the next, ms. */
const REST_MS = 250;
/** Rest that follows each millisecond of work, so that at most a quarter of the time is spent on it. */
const REST_PER_WORK = 3;

/**
 * Does `work` at most about four times a second, and more seldom the longer it takes; requests that come meanwhile are
 * one. `work` handles its own errors.
 */
export function pace(work: () => Promise<void>, now: () => number = () => performance.now()): Pace {
  let wanted = false;
  let working = false;
  let paused = false;
  let disposed = false;
  let restUntil = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const next = (): void => {
    if (!wanted || working || paused || disposed || timer !== null) return;
    const wait = restUntil - now();
    if (wait > 0) {
      timer = setTimeout(() => {
        timer = null;
        next();
      }, wait);
      return;
    }
    wanted = false;
    working = true;
    const begin = now();
    void work().finally(() => {
      working = false;
      const end = now();
      restUntil = end + Math.max(REST_MS, REST_PER_WORK * (end - begin));
      next();
    });
  };
  return {
    soon() {
      wanted = true;
      next();
    },
    setPaused(value) {
      paused = value;
      next();
    },
    dispose() {
      disposed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
