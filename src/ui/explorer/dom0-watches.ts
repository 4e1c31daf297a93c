import { HumanError } from '../../human-error.ts';
import type { ConfigFile } from '../../xen/config-file.ts';
import type { SeenDomain } from '../../xen/seen-domains.ts';

/** A dom0 that a person looks at is asked this often, ms. */
const LOOK_AGAIN_MS = 15_000;

/** What is being done with a domain. */
export type Doing = 'starting' | 'shutting down' | 'destroying';

/** What is known of a dom0. */
export interface Dom0View {
  /** null: it was not asked yet. */
  readonly domains: readonly SeenDomain[] | null;
  /** Configuration files that lie there. */
  readonly files: readonly ConfigFile[];
  /** When it was asked, ms since 1970; null: not yet. */
  readonly at: number | null;
  /** It is being connected to, or asked. */
  readonly looking: boolean;
  /** Why it could not be asked the last time; null: it could. */
  readonly error: string | null;
  /** By the names of domains. */
  readonly doing: ReadonlyMap<string, Doing>;
}

export interface Closable {
  close(): Promise<void>;
}

/** What the watches stand on. */
export interface WatchPorts<Session extends Closable> {
  open(dom0: string, signal: AbortSignal): Promise<Session>;
  /** `files` null: they were not asked for. */
  look(
    session: Session,
    withFiles: boolean,
  ): Promise<{ readonly domains: readonly SeenDomain[]; readonly files: readonly ConfigFile[] | null }>;
  /** A run measures there: it must be left alone. */
  isMeasured(dom0: string): boolean;
  changed(dom0: string): void;
  /** Writes an error down; gives the sentence that is shown. */
  failed(dom0: string, error: unknown): string;
  /** ms since 1970. */
  now(): number;
  /** Gives what drops it. */
  later(ms: number, work: () => void): () => void;
}

/**
 * Knows the domains of the dom0s that a person looks at: one session each, kept while it is looked at, and asked again
 * now and then. Nobody else is connected to, and no dom0 that a run measures on.
 */
export interface Dom0Watches<Session> {
  view(dom0: string): Dom0View;
  /** The dom0s that are looked at from now on. */
  want(dom0s: ReadonlySet<string>): void;
  /** A run began or ended. */
  reconsider(): void;
  /** Asks one that is looked at, with its files, also where that failed before. */
  refresh(dom0: string): Promise<void>;
  /** Does something with a domain, and looks again when it is over. */
  perform<T>(dom0: string, domain: string, doing: Doing, work: (session: Session) => Promise<T>): Promise<T>;
  dispose(): void;
}

interface Entry<Session> {
  readonly dom0: string;
  view: Dom0View;
  wanted: boolean;
  /** Left alone because of a run, when it was last thought about. */
  measured: boolean;
  session: Session | null;
  opening: AbortController | null;
  /** What is done there is done one after the other. */
  queue: Promise<unknown>;
  looks: number;
  actions: number;
  /** Goes up when the session is given up: what comes of it then counts no more. */
  epoch: number;
  dropTimer: (() => void) | null;
}

const NOTHING: Dom0View = {
  domains: null,
  files: [],
  at: null,
  looking: false,
  error: null,
  doing: new Map(),
};

export function dom0Watches<Session extends Closable>(ports: WatchPorts<Session>): Dom0Watches<Session> {
  const entries = new Map<string, Entry<Session>>();
  let disposed = false;

  const entryOf = (dom0: string): Entry<Session> => {
    const known = entries.get(dom0);
    if (known !== undefined) return known;
    const entry: Entry<Session> = {
      dom0,
      view: NOTHING,
      wanted: false,
      measured: ports.isMeasured(dom0),
      session: null,
      opening: null,
      queue: Promise.resolve(),
      looks: 0,
      actions: 0,
      epoch: 0,
      dropTimer: null,
    };
    entries.set(dom0, entry);
    return entry;
  };

  const tell = (entry: Entry<Session>, changes: Partial<Dom0View>): void => {
    entry.view = { ...entry.view, ...changes };
    if (!disposed) ports.changed(entry.dom0);
  };

  const mayLook = (entry: Entry<Session>): boolean =>
    entry.wanted && !disposed && !ports.isMeasured(entry.dom0);

  const giveUp = (entry: Entry<Session>): void => {
    entry.epoch += 1;
    entry.opening?.abort();
    const { session } = entry;
    entry.session = null;
    // A host that is gone does not say goodbye.
    session?.close().catch(() => {});
  };

  const release = (entry: Entry<Session>): void => {
    entry.dropTimer?.();
    entry.dropTimer = null;
    if (entry.actions === 0) giveUp(entry);
  };

  const sessionOf = async (entry: Entry<Session>): Promise<Session> => {
    if (entry.session !== null) return entry.session;
    const opening = new AbortController();
    entry.opening = opening;
    try {
      const session = await ports.open(entry.dom0, opening.signal);
      if (opening.signal.aborted) {
        await session.close();
        opening.signal.throwIfAborted();
      }
      entry.session = session;
      return session;
    } finally {
      if (entry.opening === opening) entry.opening = null;
    }
  };

  const serially = <T>(entry: Entry<Session>, work: () => Promise<T>): Promise<T> => {
    const next = entry.queue.then(work);
    entry.queue = next.then(
      () => {},
      () => {},
    );
    return next;
  };

  const lookNow = async (entry: Entry<Session>, withFiles: boolean): Promise<void> => {
    // One that was kept and is broken is opened anew, once.
    for (let again = true; mayLook(entry); again = false) {
      const { epoch } = entry;
      const wasKept = entry.session !== null;
      const isOver = () => epoch !== entry.epoch || !mayLook(entry);
      try {
        const found = await ports.look(await sessionOf(entry), withFiles || entry.view.at === null);
        if (isOver()) return;
        const files = found.files ?? entry.view.files;
        tell(entry, { domains: found.domains, files, at: ports.now(), error: null });
        return;
      } catch (error) {
        // Given up in the meantime: nobody waits for it.
        if (isOver()) return;
        giveUp(entry);
        if (again && wasKept && !(error instanceof HumanError)) continue;
        tell(entry, { error: ports.failed(entry.dom0, error) });
        return;
      }
    }
  };

  const look = async (entry: Entry<Session>, withFiles: boolean): Promise<void> => {
    entry.dropTimer?.();
    entry.dropTimer = null;
    entry.looks += 1;
    tell(entry, { looking: true });
    try {
      await serially(entry, () => lookNow(entry, withFiles));
    } finally {
      entry.looks -= 1;
      if (entry.looks === 0) tell(entry, { looking: false });
      lookLater(entry);
    }
  };

  const lookLater = (entry: Entry<Session>): void => {
    // What failed is tried again by hand only: each try may ask the person for something.
    if (!mayLook(entry) || entry.looks > 0 || entry.actions > 0 || entry.view.error !== null) return;
    entry.dropTimer?.();
    entry.dropTimer = ports.later(LOOK_AGAIN_MS, () => {
      entry.dropTimer = null;
      if (mayLook(entry)) void look(entry, false);
    });
  };

  const doingWith = (entry: Entry<Session>, domain: string, doing: Doing | null): void => {
    const all = new Map(entry.view.doing);
    if (doing === null) all.delete(domain);
    else all.set(domain, doing);
    tell(entry, { doing: all });
  };

  return {
    view: (dom0) => entries.get(dom0)?.view ?? NOTHING,
    want(dom0s) {
      for (const dom0 of dom0s) {
        const entry = entryOf(dom0);
        if (entry.wanted) continue;
        entry.wanted = true;
        if (mayLook(entry)) void look(entry, true);
      }
      for (const entry of entries.values()) {
        if (!entry.wanted || dom0s.has(entry.dom0)) continue;
        entry.wanted = false;
        release(entry);
      }
    },
    reconsider() {
      for (const entry of entries.values()) {
        const measured = ports.isMeasured(entry.dom0);
        if (measured === entry.measured) continue;
        entry.measured = measured;
        if (measured) release(entry);
        else if (entry.wanted) void look(entry, true);
        if (entry.wanted) ports.changed(entry.dom0);
      }
    },
    async refresh(dom0) {
      const entry = entryOf(dom0);
      if (mayLook(entry)) await look(entry, true);
    },
    async perform(dom0, domain, doing, work) {
      const entry = entryOf(dom0);
      entry.actions += 1;
      doingWith(entry, domain, doing);
      try {
        return await serially(entry, async () => {
          try {
            return await work(await sessionOf(entry));
          } catch (error) {
            if (!(error instanceof HumanError)) giveUp(entry);
            throw error;
          } finally {
            await lookNow(entry, false);
          }
        });
      } finally {
        entry.actions -= 1;
        doingWith(entry, domain, null);
        if (!mayLook(entry)) release(entry);
        else lookLater(entry);
      }
    },
    dispose() {
      disposed = true;
      for (const entry of entries.values()) {
        entry.dropTimer?.();
        giveUp(entry);
      }
    },
  };
}
