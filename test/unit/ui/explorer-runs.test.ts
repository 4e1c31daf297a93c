import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunSummary } from '../../../src/engine/run-summary.ts';
import { type FileState, runSummaries } from '../../../src/ui/explorer/summaries.ts';
import { readRunHead } from '../../../src/ui/files/run-head.ts';
import { assignRuns, usualOwners, usualRunName } from '../../../src/ui/files/run-places.ts';

const DEMO = '/work/demo.xenbench.jsonc';
const DEMO_2 = '/work/demo-2.xenbench.jsonc';
const TWIN = '/work/lab/demo.xenbench.jsonc';
const ALL = [DEMO, DEMO_2, TWIN];

describe('a run file', () => {
  test('tells its experiment and start by its usual name', () => {
    expect(usualRunName('/w/.xenbench/runs/demo-2-2026-08-02T12-30-00Z.xenrun')).toEqual({
      experiment: 'demo-2',
      startedAt: '2026-08-02T12:30:00.000Z',
    });
    expect(usualRunName('/w/mine.xenrun')).toBeNull();
  });

  test('in the usual place is the run of the experiment beside it, without being read', () => {
    const run = '/work/lab/.xenbench/runs/demo-2026-08-02T12-00-00Z.xenrun';
    expect(usualOwners(ALL)(run)).toBe(TWIN);
    expect(usualOwners(ALL)('/work/lab/runs/demo-2026-08-02T12-00-00Z.xenrun')).toBeNull();
    expect([...assignRuns([{ path: run, head: null }], ALL)]).toEqual([[TWIN, [run]]]);
  });

  test('elsewhere belongs to the nearest experiment that its first line names, else to none', () => {
    const head = { experiment: 'demo.xenbench.jsonc', startedAt: '2026-08-02T12:00:00.000Z' };
    const assigned = assignRuns(
      [
        { path: '/work/lab/old/a.xenrun', head },
        { path: '/work/b.xenrun', head },
        { path: '/work/c.xenrun', head: { ...head, experiment: 'gone.xenbench.jsonc' } },
        { path: '/work/d.xenrun', head: null },
      ],
      ALL,
    );
    expect(assigned.get(TWIN)).toEqual(['/work/lab/old/a.xenrun']);
    expect(assigned.get(DEMO)).toEqual(['/work/b.xenrun']);
    expect(assigned.get(null)).toEqual(['/work/c.xenrun', '/work/d.xenrun']);
  });

  test('stands before those that began earlier, by its name or by its first line', () => {
    const name = (time: string) => `/work/.xenbench/runs/demo-2026-08-02T${time}Z.xenrun`;
    const head = { experiment: 'demo.xenbench.jsonc', startedAt: '2026-08-02T12:30:00.000Z' };
    const runs = [
      { path: name('12-00-00'), head: null },
      { path: '/work/mine.xenrun', head },
      { path: name('13-00-00'), head: null },
    ];
    expect(assignRuns(runs, ALL).get(DEMO)).toEqual([
      name('13-00-00'),
      '/work/mine.xenrun',
      name('12-00-00'),
    ]);
  });
});

describe('the first line of a run file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xen-bench-head-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const head = async (content: string) => {
    const path = join(folder, 'a.xenrun');
    await writeFile(path, content);
    return readRunHead(path);
  };

  test('tells experiment and start, however long it is and whatever follows', async () => {
    const line = JSON.stringify({
      record: 'run',
      startedAt: '2026-08-02T12:00:00.000Z',
      experiment: { name: 'demo.xenbench.jsonc', text: 'x'.repeat(200_000) },
    });
    expect(await head(`${line}\n{"record":"trial"`)).toEqual({
      experiment: 'demo.xenbench.jsonc',
      startedAt: '2026-08-02T12:00:00.000Z',
    });
  });

  test.each([
    '',
    '{"record":"run"',
    'rubbish\n',
    '[1]\n',
    '{"record":"trial"}\n',
    '{"record":"run","startedAt":1}\n',
  ])('tells nothing where it is %j', async (content) => {
    expect(await head(content)).toBeNull();
  });

  test('tells nothing where there is no file, a folder, or a pipe that nobody writes to', async () => {
    expect(await readRunHead(join(folder, 'none.xenrun'))).toBeNull();
    expect(await readRunHead(folder)).toBeNull();
    const pipe = join(folder, 'pipe.xenrun');
    execFileSync('mkfifo', [pipe]);
    expect(await readRunHead(pipe)).toBeNull();
  });
});

describe('summaries of run files', () => {
  const BROKEN: RunSummary = { ok: false, problem: 'x' };

  const WRITTEN: RunSummary = {
    ok: true,
    startedAt: '2026-08-02T12:00:00.000Z',
    title: 'x',
    valid: 1,
    planned: 1,
    worstCv: null,
    simulated: false,
    doubtful: false,
    labels: [],
    outcome: 'completed',
    writing: true,
  };

  function summaries(...given: readonly RunSummary[]) {
    const answers = [...given];
    const reads: string[] = [];
    const told: string[] = [];
    const states = new Map<string, FileState>();
    const open: (() => void)[] = [];
    const due: (() => void)[] = [];
    let now = 0;
    let most = 0;
    const store = runSummaries({
      state: async (path) => states.get(path) ?? null,
      read: async (path) => {
        reads.push(path);
        await new Promise<void>((resolve) => {
          open.push(resolve);
          most = Math.max(most, open.length);
        });
        return answers.shift() ?? BROKEN;
      },
      told: (path) => told.push(path),
      failed: (_, error) => {
        throw error;
      },
      clock: () => now,
      later: (_, work) => due.push(work),
    });
    const settle = async () => {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    };
    return {
      store,
      reads,
      told,
      states,
      due,
      most: () => most,
      pass: (ms: number) => {
        now += ms;
      },
      async finish() {
        await settle();
        for (const resolve of open.splice(0)) resolve();
        await settle();
      },
      settle,
    };
  }

  test('are read when they are asked for, once, and told', async () => {
    const { store, reads, told, finish } = summaries();
    expect(store.get('a')).toBeNull();
    expect(store.get('a')).toBeNull();
    await finish();
    expect(reads).toEqual(['a']);
    expect(told).toEqual(['a']);
    expect(store.get('a')).toBe(BROKEN);
    expect(reads).toEqual(['a']);
  });

  test('are read two at once at most', async () => {
    const { store, reads, most, finish } = summaries();
    for (const path of ['a', 'b', 'c', 'd', 'e']) store.get(path);
    await finish();
    await finish();
    await finish();
    expect(reads).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(most()).toBe(2);
  });

  test('are read again only where size or time of the file changed', async () => {
    const { store, reads, states, finish, pass } = summaries();
    states.set('a', { size: 1, changed: 1 });
    store.get('a');
    await finish();
    pass(60_000);
    store.changed('a');
    store.get('a');
    await finish();
    expect(reads).toEqual(['a']);
    states.set('a', { size: 2, changed: 1 });
    store.changed('a');
    expect(store.get('a')).toBe(BROKEN);
    await finish();
    expect(reads).toEqual(['a', 'a']);
  });

  test('of a run that another process writes are read again by themselves: that it is let go of changes no file', async () => {
    const done = { ...WRITTEN, writing: false };
    const { store, reads, told, states, finish, pass, due } = summaries(WRITTEN, WRITTEN, done);
    states.set('a', { size: 1, changed: 1 });
    store.get('a');
    await finish();
    expect(store.get('a')).toBe(WRITTEN);
    for (const turn of [0, 1]) {
      pass(2_000);
      due[turn]?.();
      expect(told.length).toBe(2 * turn + 2);
      store.get('a');
      await finish();
    }
    expect(store.get('a')).toBe(done);
    pass(60_000);
    store.get('a');
    await finish();
    expect(reads).toEqual(['a', 'a', 'a']);
    expect(due).toHaveLength(2);
  });

  test('of a file that grows all the time are not read all the time, and yet in the end', async () => {
    const { store, reads, told, states, finish, pass, due } = summaries();
    store.get('a');
    await finish();
    for (let size = 1; size < 20; size++) {
      states.set('a', { size, changed: size });
      store.changed('a');
      store.get('a');
    }
    await finish();
    expect(reads).toEqual(['a']);
    expect(due).toHaveLength(1);
    pass(2_000);
    due[0]?.();
    expect(told).toEqual(['a', 'a']);
    store.get('a');
    await finish();
    expect(reads).toEqual(['a', 'a']);
  });
});
