/** Asks for work that is done once nobody has asked for `quietMs`. */
export interface Debounced {
  (): void;
  /** Drops what was asked for. */
  dispose(): void;
}

/** Work that many events in a row ask for, and that is done once for all of them. */
export function debounced(quietMs: number, work: () => void): Debounced {
  let timer: NodeJS.Timeout | null = null;
  const drop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const ask = (): void => {
    drop();
    timer = setTimeout(() => {
      timer = null;
      work();
    }, quietMs);
  };
  return Object.assign(ask, { dispose: drop });
}
