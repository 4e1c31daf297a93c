/** A bound on waiting for a host. It stands still while a person is asked. */
export interface TimeLimit {
  /** Runs `work` with the limit standing still. */
  pausedFor<T>(work: () => Promise<T>): Promise<T>;
  stop(): void;
}

/** Calls `onExpired` once, after `ms` of waiting that was not paused. */
export function startTimeLimit(ms: number, onExpired: () => void): TimeLimit {
  let left = ms;
  let startedAt = 0;
  let timer: NodeJS.Timeout | null = null;
  let pauses = 0;
  let stopped = false;

  const run = (): void => {
    startedAt = performance.now();
    timer = setTimeout(onExpired, left);
  };
  const halt = (): void => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    left = Math.max(0, left - (performance.now() - startedAt));
  };
  run();

  return {
    pausedFor: async (work) => {
      pauses += 1;
      halt();
      try {
        return await work();
      } finally {
        pauses -= 1;
        if (pauses === 0 && !stopped) run();
      }
    },
    stop: () => {
      stopped = true;
      halt();
    },
  };
}
