/** Time that pieces of output are gathered for, ms: a frame of a screen. */
const GATHER_MS = 16;

/** Beyond this many characters a piece is handed on at once: a terminal that gets no rest shows nothing. */
const MOST = 32_768;

export interface Coalesced {
  write(text: string): void;
  /** Hands on what was gathered; later writes are dropped. */
  end(): void;
}

/**
 * Gathers small writes into one. A pseudoterminal sends each to another process and has no way to say that it is too
 * much. Line ends become those of a terminal.
 */
export function coalesced(emit: (text: string) => void): Coalesced {
  let gathered = '';
  let timer: NodeJS.Timeout | null = null;
  let ended = false;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const text = gathered;
    gathered = '';
    if (text !== '') emit(text);
  };
  return {
    write(text) {
      if (ended) return;
      gathered += text.replace(/\r?\n/g, '\r\n');
      if (gathered.length > MOST) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
    end() {
      flush();
      ended = true;
    },
  };
}
