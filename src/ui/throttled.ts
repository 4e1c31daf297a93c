export interface Throttled {
  /** Asks for the work: done at once where it was not done lately, else when it is time again. */
  (): void;
  /** Drops what was asked for and not done yet. */
  cancel(): void;
}

/** Does a piece of work at most once in `intervalMs`, and once more after the last time it was asked for. */
export function throttled(intervalMs: number, work: () => void): Throttled {
  let timer: NodeJS.Timeout | null = null;
  let again = false;
  const begin = (): void => {
    again = false;
    timer = setTimeout(() => {
      timer = null;
      if (again) begin();
    }, intervalMs);
    work();
  };
  const ask = (): void => {
    if (timer === null) begin();
    else again = true;
  };
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    again = false;
  };
  return Object.assign(ask, { cancel });
}
