/** Asks for work that is done once nobody has asked for `quietMs`, or once somebody has waited for `longestMs`. */
export interface Debounced {
  (): void;
  /** Drops what was asked for. */
  dispose(): void;
}

/** Work that many events in a row ask for, and that is done once for all of them. */
export function debounced(quietMs: number, longestMs: number, work: () => void): Debounced {
  let quiet: NodeJS.Timeout | null = null;
  let longest: NodeJS.Timeout | null = null;
  const drop = (): void => {
    for (const timer of [quiet, longest]) if (timer !== null) clearTimeout(timer);
    quiet = null;
    longest = null;
  };
  const begin = (): void => {
    drop();
    work();
  };
  const ask = (): void => {
    if (quiet !== null) clearTimeout(quiet);
    quiet = setTimeout(begin, quietMs);
    longest ??= setTimeout(begin, longestMs);
  };
  return Object.assign(ask, { dispose: drop });
}
