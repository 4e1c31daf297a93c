import { describe, expect, test } from 'vitest';
import { EXIT, HumanError } from '../../../src/human-error.ts';
import { dom0Watches } from '../../../src/ui/explorer/dom0-watches.ts';
import type { SeenDomain } from '../../../src/xen/seen-domains.ts';

const DOMAIN: SeenDomain = {
  name: 'pv',
  id: 1,
  condition: 'idle',
  vcpus: 1,
  memoryMiB: 384,
  type: 'pv',
  shim: false,
  detail: null,
};

/** Watches over sessions that answer when the test says so. */
function watched({ fails = [] as Error[] } = {}) {
  const log: string[] = [];
  const timers: (() => void)[] = [];
  const measured = new Set<string>();
  let hold: Promise<void> = Promise.resolve();
  let opened = 0;
  const watches = dom0Watches<{ readonly id: number; close(): Promise<void> }>({
    async open(dom0, signal) {
      opened += 1;
      const id = opened;
      log.push(`open ${dom0}`);
      await hold;
      signal.throwIfAborted();
      return { id, close: async () => void log.push(`close ${id}`) };
    },
    async look(session, withFiles) {
      log.push(`look ${session.id}${withFiles ? ' files' : ''}`);
      await hold;
      const error = fails.shift();
      if (error !== undefined) throw error;
      return { domains: [DOMAIN], files: withFiles ? [] : null };
    },
    isMeasured: (dom0) => measured.has(dom0),
    changed: () => {},
    failed: (_, error) => `told: ${(error as Error).message}`,
    now: () => 7,
    later(ms, work) {
      log.push(`later ${ms}`);
      timers.push(work);
      return () => {
        const at = timers.indexOf(work);
        if (at >= 0) timers.splice(at, 1);
      };
    },
  });
  return {
    watches,
    log,
    timers,
    measured,
    /** Lets all that is under way come to its end. */
    settled: () => new Promise<void>((resolve) => setImmediate(resolve)),
    block() {
      let go = () => {};
      hold = new Promise((resolve) => {
        go = resolve;
      });
      return () => {
        hold = Promise.resolve();
        go();
      };
    },
    fire: () => timers.shift()?.(),
  };
}
const DOM0 = new Set(['dom0']);
const NOBODY: ReadonlySet<string> = new Set();

describe('a dom0', () => {
  test('is connected to when somebody looks at it, and asked again over the same session', async () => {
    const { watches, log, settled, fire } = watched();
    await settled();
    expect(log).toEqual([]);
    expect(watches.view('dom0')).toMatchObject({ domains: null, at: null, looking: false });
    watches.want(DOM0);
    expect(watches.view('dom0').looking).toBe(true);
    await settled();
    expect(log).toEqual(['open dom0', 'look 1 files', 'later 15000']);
    expect(watches.view('dom0')).toMatchObject({ domains: [DOMAIN], at: 7, looking: false, error: null });
    fire();
    await settled();
    expect(log.slice(3)).toEqual(['look 1', 'later 15000']);
  });

  test('is left at once when nobody looks any more', async () => {
    const { watches, log, settled, timers } = watched();
    watches.want(DOM0);
    await settled();
    watches.want(NOBODY);
    await settled();
    expect(log.at(-1)).toBe('close 1');
    expect(timers).toEqual([]);
    // What was seen stays until it is looked at again.
    expect(watches.view('dom0').domains).toEqual([DOMAIN]);
    watches.want(DOM0);
    await settled();
    expect(log.slice(-3)).toEqual(['open dom0', 'look 2 files', 'later 15000']);
  });

  test('that is left while it is connected to is no error, and may be looked at again', async () => {
    const { watches, log, settled, block } = watched();
    const go = block();
    watches.want(DOM0);
    await settled();
    watches.want(NOBODY);
    watches.want(DOM0);
    go();
    await settled();
    expect(watches.view('dom0')).toMatchObject({ domains: [DOMAIN], error: null, looking: false });
    expect(log.filter((line) => line.startsWith('look'))).toEqual(['look 2 files']);
  });

  test('that a run measures on is not asked: not at first, not again, and its session ends', async () => {
    const { watches, log, settled, measured, timers } = watched();
    measured.add('dom0');
    watches.want(DOM0);
    await settled();
    await watches.refresh('dom0');
    expect(log).toEqual([]);
    measured.clear();
    watches.reconsider();
    await settled();
    expect(log).toEqual(['open dom0', 'look 1 files', 'later 15000']);
    measured.add('dom0');
    watches.reconsider();
    await settled();
    expect(log.at(-1)).toBe('close 1');
    expect(timers).toEqual([]);
    measured.clear();
    watches.reconsider();
    watches.reconsider();
    await settled();
    expect(log.slice(4)).toEqual(['open dom0', 'look 2 files', 'later 15000']);
  });

  test('that cannot be asked says why, and is tried again by hand only', async () => {
    const fails = [new HumanError('not root', EXIT.refused)];
    const { watches, log, settled, timers } = watched({ fails });
    watches.want(DOM0);
    await settled();
    expect(watches.view('dom0')).toMatchObject({ error: 'told: not root', looking: false, domains: null });
    expect([log.at(-1), timers]).toEqual(['close 1', []]);
    await watches.refresh('dom0');
    expect(watches.view('dom0')).toMatchObject({ error: null, domains: [DOMAIN] });
    expect(timers.length).toBe(1);
  });

  test('whose session broke in the meantime is connected to anew, once', async () => {
    const fails: Error[] = [];
    const { watches, log, settled, fire } = watched({ fails });
    watches.want(DOM0);
    await settled();
    fails.push(new Error('lost'));
    fire();
    await settled();
    expect(log.slice(3)).toEqual(['look 1', 'close 1', 'open dom0', 'look 2', 'later 15000']);
    expect(watches.view('dom0').error).toBeNull();
    fails.push(new Error('lost'), new Error('lost again'));
    fire();
    await settled();
    expect(watches.view('dom0').error).toBe('told: lost again');
  });
});

describe('what is done with a domain', () => {
  test('is shown meanwhile, waits for a look that goes on, and is followed by one', async () => {
    const { watches, log, settled, block } = watched();
    watches.want(DOM0);
    await settled();
    const go = block();
    const looking = watches.refresh('dom0');
    const done = watches.perform('dom0', 'pv', 'shutting down', async ({ id }) => void log.push(`act ${id}`));
    await settled();
    expect(watches.view('dom0').doing.get('pv')).toBe('shutting down');
    expect(log).not.toContain('act 1');
    go();
    await Promise.all([looking, done]);
    expect(log.slice(3)).toEqual(['look 1 files', 'act 1', 'look 1', 'later 15000']);
    expect(watches.view('dom0').doing.size).toBe(0);
  });

  test('is not given up when the person looks away', async () => {
    const { watches, log, settled } = watched();
    watches.want(DOM0);
    await settled();
    let finish = () => {};
    const done = watches.perform('dom0', 'pv', 'starting', () => {
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    await settled();
    watches.want(NOBODY);
    await settled();
    expect(log).not.toContain('close 1');
    finish();
    await done;
    await settled();
    expect(log.at(-1)).toBe('close 1');
  });

  test('says what went wrong to whoever asked for it, and looks all the same', async () => {
    const { watches, log, settled } = watched();
    watches.want(DOM0);
    await settled();
    const refusal = new HumanError('no memory', EXIT.refused);
    await expect(watches.perform('dom0', 'pv', 'starting', () => Promise.reject(refusal))).rejects.toBe(
      refusal,
    );
    expect(log.slice(3)).toEqual(['look 1', 'later 15000']);
    await expect(
      watches.perform('dom0', 'pv', 'starting', () => Promise.reject(new Error('lost'))),
    ).rejects.toThrow('lost');
    // The session may be broken: the look that follows has another.
    expect(log.slice(5, 8)).toEqual(['close 1', 'open dom0', 'look 2']);
    expect(watches.view('dom0')).toMatchObject({ error: null });
  });
});

test('when the window closes every session ends, and nothing is asked any more', async () => {
  const { watches, log, settled, timers } = watched();
  watches.want(DOM0);
  await settled();
  watches.dispose();
  await settled();
  expect(log.at(-1)).toBe('close 1');
  expect(timers).toEqual([]);
});
