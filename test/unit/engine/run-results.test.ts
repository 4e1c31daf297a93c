import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReport } from '../../../src/engine/load-report.ts';
import { runResults } from '../../../src/engine/run-results.ts';
import { readRunSummary } from '../../../src/engine/run-summary.ts';
import { RunFileWriter } from '../../../src/journal/append.ts';
import { followRunFile } from '../../../src/journal/follow.ts';
import { EXPERIMENT, recordsOf, textOf } from './run-files.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xen-bench-results-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(text: string): Promise<string> {
  const path = join(folder, `${++files}.xenrun`);
  await writeFile(path, text);
  return path;
}

async function resultsOf(...paths: readonly string[]) {
  const followers = paths.map(followRunFile);
  await Promise.all(followers.map((follower) => follower.refresh()));
  return runResults(followers.map((run) => ({ run, shown: `shown ${run.path}` })));
}

async function okOf(...paths: readonly string[]) {
  const given = await resultsOf(...paths);
  if (!given.ok) throw new Error(given.problem);
  return given;
}

const whole = recordsOf();

describe('the results of a run', () => {
  it('are those of the report, with the points behind it and where it is from', async () => {
    const path = await written(textOf(whole));
    const { results } = await okOf(path);
    expect(results.report).toEqual(await loadReport([path]));
    expect(results.report.series.map(({ n }) => n)).toEqual(
      results.points.map(({ values }) => values.length),
    );
    expect(results.files).toEqual([
      {
        path: `shown ${path}`,
        order: 'interleaved',
        seed: 2008,
        repetitions: 6,
        software: { version: '0.1.0', node: 'v20', platform: 'linux-x64' },
      },
    ]);
  });

  it('lead from each point to its trial with its output', async () => {
    const path = await written(textOf(whole));
    const { results, trial } = await okOf(path);
    const { runs, trials, attempts, values } = results.points[0] ?? {
      runs: [],
      trials: [],
      attempts: [],
      values: [],
    };
    const key = { run: runs[2] ?? -1, trial: trials[2] ?? -1, attempt: attempts[2] ?? -1 };
    const detail = await trial(key);
    expect(detail).toMatchObject({
      record: { trial: key.trial, stdout: `output of trial ${key.trial}`, target: 'bare' },
      target: { target: 'bare', environment: { release: '6.1.0' } },
      attempts: 1,
    });
    expect(detail.record.measurements[0]?.value).toBe(values[2]);
    await expect(trial({ ...key, run: 7 })).rejects.toThrow(/no run 8/);
    await expect(trial({ ...key, run: -1 })).rejects.toThrow(/no run 0/);
    await expect(trial({ ...key, attempt: 9 })).rejects.toThrow(/no attempt 9/);
  });

  it('grow with their file', async () => {
    const path = await written(textOf(whole.slice(0, 10)));
    const follower = followRunFile(path);
    const valid = () => {
      const given = runResults([{ run: follower, shown: path }]);
      return given.ok ? given.results.report.trials.valid : given.problem;
    };
    expect(valid()).toMatch(/not read yet/);
    await follower.refresh();
    expect(valid()).toBe(7);
    await appendFile(path, textOf(whole.slice(10)));
    await follower.refresh();
    expect(valid()).toBe(36);
  });
});

describe('several runs', () => {
  it('keep their files and trials apart, whatever order the report puts them in', async () => {
    const other = { ...EXPERIMENT, repetitions: 2 };
    const paths = [
      await written(textOf(whole)),
      await written(textOf(recordsOf(other, 'run-b'))),
      await written(textOf(recordsOf(EXPERIMENT, 'run-c', (trial) => ({ ...trial, stdout: 'of c' })))),
      await written(textOf(whole.slice(0, -3))),
    ];
    const { results, trial } = await okOf(...paths);
    expect(results.report.runs.map(({ id }) => id)).toEqual(['run-a', 'run-c', 'run-b']);
    expect(results.files.map(({ path }) => path)).toEqual([0, 2, 1].map((place) => `shown ${paths[place]}`));
    expect((await trial({ run: 1, trial: 1, attempt: 1 })).record.stdout).toBe('of c');
  });

  it('have a problem as soon as one of them has', async () => {
    const good = await written(textOf(whole));
    const bad = await written('hello\n');
    expect(await resultsOf(good, bad)).toEqual({ ok: false, problem: expect.stringContaining(`${bad}:1: `) });
    const unreadable = textOf(recordsOf()).replace('\\"kind\\":\\"hvm\\"', '\\"kind\\":\\"odd\\"');
    expect(await resultsOf(await written(unreadable))).toEqual({
      ok: false,
      problem: expect.stringContaining('the experiment in the run file cannot be read'),
    });
  });
});

describe('the summary of a run', () => {
  it('is what an explorer shows', async () => {
    const path = await written(textOf(whole));
    const { cvTable } = await loadReport([path]);
    const worst = Math.max(...cvTable.map(({ maxCv }) => maxCv ?? 0));
    expect(await readRunSummary(path)).toEqual({
      ok: true,
      doubtful: false,
      labels: ['bare: native (unproved)', 'hvm: hvm (unproved)'],
      startedAt: '2026-08-02T12:00:00.000Z',
      title: 'PV against HVM',
      valid: 36,
      planned: 36,
      worstCv: { cv: worst, group: expect.any(String), target: expect.stringMatching(/bare|hvm/) },
      simulated: false,
      outcome: 'completed',
      writing: false,
    });
  });

  it('tells of a run that goes on, and of one that was cut off', async () => {
    const path = join(folder, 'going.xenrun');
    const writer = await RunFileWriter.create(path);
    for (const record of whole.slice(0, 4)) await writer.append(record);
    expect(await readRunSummary(path)).toMatchObject({
      outcome: null,
      writing: true,
      valid: 1,
      worstCv: null,
    });
    await writer.close();
    expect(await readRunSummary(path)).toMatchObject({ outcome: null, writing: false });
  });

  it('is a sentence for what is no run file', async () => {
    for (const path of [await written(''), await written('\u0000\u0001'), folder, join(folder, 'nowhere')]) {
      expect(await readRunSummary(path)).toEqual({ ok: false, problem: expect.stringContaining(path) });
    }
  });

  it('names the file, and no option of a command line, where its plan does not fit its experiment', async () => {
    const [run] = whole;
    if (run?.record !== 'run') throw new Error('A run file begins with its run.');
    const path = await written(textOf([{ ...run, plan: { ...run.plan, repetitions: -1 } }]));
    const summary = await readRunSummary(path);
    expect(summary).toEqual({ ok: false, problem: expect.stringContaining(path) });
    expect(summary).toEqual({ ok: false, problem: expect.stringMatching(/experiment: repetitions must be/) });
  });

  it('never fails, whatever the file holds', async () => {
    const lines = textOf(whole).split('\n');
    const wrong = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('null', '[]', '{"record":"trial"}', '1e999', '{"record":"run","__proto__":{}}'),
    );
    /** One value of one record replaced by anything. */
    const mutated = fc
      .record({ at: fc.nat(lines.length - 2), key: fc.nat(12), value: fc.jsonValue() })
      .map(({ at, key, value }) => {
        const record = JSON.parse(lines[at] ?? '{}');
        const keys = Object.keys(record);
        const name = keys[key % keys.length] ?? '';
        const inner = typeof record[name] === 'object' ? Object.keys(Object(record[name])) : [];
        if (key > 5 && inner.length > 0) record[name][inner[key % inner.length] ?? ''] = value;
        else record[name] = value;
        return lines.with(at, JSON.stringify(record)).join('\n');
      });
    const inserted = fc
      .record({ at: fc.nat(lines.length), line: wrong })
      .map(({ at, line }) => lines.toSpliced(at, 1, line).join('\n'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, inserted), async (text) => {
        const path = await written(text);
        const summary = await readRunSummary(path);
        if (!summary.ok) expect(summary.problem).toContain(path);
        await resultsOf(path);
        await rm(path);
      }),
      { numRuns: 150 },
    );
  });
});
