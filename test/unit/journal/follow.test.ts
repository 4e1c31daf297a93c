import { execFileSync } from 'node:child_process';
import {
  appendFile,
  mkdtemp,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { RunFileWriter } from '../../../src/journal/append.ts';
import { followRunFile, type RunFileFollower } from '../../../src/journal/follow.ts';
import { runFileParser } from '../../../src/journal/parse.ts';
import { parseRunFile, readRunFile } from '../../../src/journal/read.ts';
import { runFileInMemory } from '../../../src/journal/run-file-in-memory.ts';
import { END, line, RUN, targetState, trial } from './records.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xen-bench-follow-'));
});
afterAll(() => rm(folder, { recursive: true }));
const newPath = () => join(folder, `${++files}.xenrun`);

/** What a reading gives, or the sentence it throws. */
async function outcome(read: () => unknown): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    return (error as Error).message;
  }
}
const shown = ({ file, problem }: RunFileFollower) => file ?? problem;

const whole = [
  RUN,
  targetState('one'),
  trial(1),
  {
    record: 'warmup',
    target: 'pv',
    case: 'cpu',
    boot: 1,
    startedAt: 'x',
    durationMs: 1,
    exitCode: 0,
    outcome: 'valid',
  },
  trial(2, { stdout: '测试 \u2028 é'.repeat(20), command: 'x'.repeat(50) }),
  { record: 'resume', at: 'x', valid: 2, software: RUN.software },
  END,
].map(line);
/** Run files, cut off anywhere, with a line that is none, or one that does not belong there. */
const anyFile = fc
  .record({
    lines: fc.subarray(whole, { minLength: 1 }),
    bad: fc.option(fc.constantFrom('\n', '{"record":"tri\n', line(RUN), 'hello\n', '{}\n', 'torn')),
    where: fc.nat(whole.length),
  })
  .map(({ lines, bad, where }) =>
    Buffer.from((bad === null ? lines : lines.toSpliced(where, 0, bad)).join('')),
  );
const cuts = (bytes: Buffer) =>
  fc.uniqueArray(fc.nat(bytes.length), { maxLength: 12 }).map((all) => all.sort((a, b) => a - b));
const cutFile = anyFile.chain((bytes) => fc.record({ bytes: fc.constant(bytes), at: cuts(bytes) }));

describe('at each moment it gives what a reader of the whole file gets', () => {
  it('however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(cutFile, async ({ bytes, at }) => {
        const parser = runFileParser('a.xenrun', 'without');
        let from = 0;
        for (const to of [...at, bytes.length]) {
          // The memory is used again, as a reader in chunks does.
          const chunk = Buffer.from(bytes.subarray(from, to));
          parser.push(chunk);
          chunk.fill(0x7b);
          from = to;
          const expected = await outcome(() => parseRunFile(bytes.subarray(0, to), 'a.xenrun', 'without'));
          expect(await outcome(() => parser.result().file)).toEqual(expected);
        }
      }),
    );
  });

  it('however the file grows', async () => {
    await fc.assert(
      fc.asyncProperty(cutFile, async ({ bytes, at }) => {
        const path = newPath();
        const follower = followRunFile(path);
        let from = 0;
        for (const to of [...at, bytes.length]) {
          await appendFile(path, bytes.subarray(from, to));
          from = to;
          await follower.refresh();
          expect(shown(follower)).toEqual(await outcome(() => readRunFile(path, 'without')));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('as a run writes it, is cut off, and is resumed', async () => {
    const path = newPath();
    const follower = followRunFile(path);
    const writer = await RunFileWriter.create(path);
    for (const record of [RUN, trial(1)]) {
      await writer.append(record);
      expect(await follower.refresh()).toBe(true);
      expect(shown(follower)).toEqual(await readRunFile(path, 'without'));
    }
    await writer.close();
    expect(await follower.refresh()).toBe(false);

    await appendFile(path, line(trial(2)).slice(0, 40));
    await follower.refresh();
    expect(follower.file).toMatchObject({ torn: true, trials: [{ trial: 1 }] });
    const again = await RunFileWriter.reopen(path, await readRunFile(path, 'with'));
    for (const record of [trial(2), END]) await again.append(record);
    await again.close();
    await follower.refresh();
    expect(shown(follower)).toEqual(await readRunFile(path, 'without'));
    expect(follower.file).toMatchObject({ torn: false, trials: [{ trial: 1 }, { trial: 2 }] });
  });
});

test('what was given stays as it was while the file grows', async () => {
  const path = newPath();
  await writeFile(path, line(RUN) + line(trial(1)));
  const follower = followRunFile(path);
  await follower.refresh();
  const before = follower.file;
  await appendFile(path, line(trial(2)));
  await follower.refresh();
  expect(before?.trials).toHaveLength(1);
  expect(follower.file?.trials).toHaveLength(2);
  expect(follower.file?.run).toBe(before?.run);
});

describe('a file that does not only grow is read anew', () => {
  const text = line(RUN) + line(trial(1)) + line(trial(2));
  const other = line({ ...RUN, id: 'two' });
  test.each<[string, (path: string) => Promise<unknown>]>([
    ['cut', (path) => truncate(path, Buffer.byteLength(line(RUN)))],
    ['written anew, longer', (path) => writeFile(path, `${other}${line(trial(1)).repeat(9)}`)],
    [
      'replaced',
      async (path) => {
        await writeFile(`${path}.new`, other + text.slice(line(RUN).length) + line(END));
        await rename(`${path}.new`, path);
      },
    ],
    [
      'changed in place',
      async (path) => {
        await writeFile(path, text.replace('"id":"one"', '"id":"two"'));
        // A clock that stands still between two writes would be no test of this.
        await utimes(path, new Date(), new Date(Date.now() + 5_000));
      },
    ],
  ])('%s', async (_, change) => {
    const path = newPath();
    await writeFile(path, text);
    const follower = followRunFile(path);
    await follower.refresh();
    await change(path);
    expect(await follower.refresh()).toBe(true);
    expect(shown(follower)).toEqual(await readRunFile(path, 'without'));
  });

  it('also once it was damaged', async () => {
    const path = newPath();
    await writeFile(path, `${line(RUN)}hello\n`);
    const follower = followRunFile(path);
    await follower.refresh();
    expect(follower.problem).toMatch(/\.xenrun:2: not a line of JSON/);
    await writeFile(path, text);
    await follower.refresh();
    expect(shown(follower)).toEqual(await readRunFile(path, 'without'));
  });
});

describe('a file that is gone', () => {
  it('is told, and what was read stays', async () => {
    const path = newPath();
    await writeFile(path, line(RUN) + line(trial(1)));
    const follower = followRunFile(path);
    await follower.refresh();
    await rm(path);
    expect(await follower.refresh()).toBe(true);
    expect(follower).toMatchObject({ deleted: true, problem: null, file: { trials: [{ trial: 1 }] } });
    expect(await follower.refresh()).toBe(false);
    await expect(follower.readTrial(1, 1)).rejects.toThrow(/there is no such file/);

    await writeFile(path, line(RUN));
    await follower.refresh();
    expect(follower).toMatchObject({ deleted: false, file: { trials: [] } });
  });

  it('before anything was read is a problem, until it comes', async () => {
    const path = newPath();
    const follower = followRunFile(path);
    await follower.refresh();
    expect(follower).toMatchObject({ deleted: false, file: null });
    expect(follower.problem).toMatch(/cannot be read: there is no such file/);
    await writeFile(path, line(RUN));
    await follower.refresh();
    expect(follower).toMatchObject({ problem: null, file: { trials: [] } });
  });
});

it('is readable again where it was not for a while', async () => {
  const path = newPath();
  await writeFile(path, line(RUN));
  const { atime, mtime } = await stat(path);
  const follower = followRunFile(path);
  await follower.refresh();
  await rename(path, `${path}.away`);
  await symlink(path, path);
  await follower.refresh();
  expect(follower.problem).toMatch(/cannot be read/);
  await rm(path);
  await rename(`${path}.away`, path);
  await utimes(path, atime, mtime);
  await follower.refresh();
  expect(follower.file).not.toBeNull();
});

test.skipIf(process.platform === 'win32')(
  'nothing but a regular file is opened, and a pipe holds nobody up',
  async () => {
    const pipe = newPath();
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, folder, '/dev/zero']) {
      const follower = followRunFile(path);
      await follower.refresh();
      expect(follower.problem).toMatch(/is no regular file/);
    }
  },
);

it('refuses a line without end, of which it keeps nothing', async () => {
  const path = newPath();
  await writeFile(path, line(RUN) + 'x'.repeat(17 * 1024 ** 2));
  const follower = followRunFile(path);
  await follower.refresh();
  expect(follower.problem).toMatch(/\.xenrun:2: longer than any record/);
  expect(follower.problem).toBe(await outcome(() => readRunFile(path, 'without')));
});

it('reads at the same time for several who ask', async () => {
  const path = newPath();
  await writeFile(path, line(RUN));
  const follower = followRunFile(path);
  const first = follower.refresh();
  await appendFile(path, line(trial(1)));
  await Promise.all([first, follower.refresh(), follower.refresh()]);
  expect(follower.file?.trials).toHaveLength(1);
});

describe('a trial', () => {
  it('is read with its outputs from its place, with the state of its target then', async () => {
    const path = newPath();
    const retried = trial(2, { attempt: 2, stdout: 'é'.repeat(300_000) });
    const records = [
      RUN,
      targetState('a'),
      trial(1),
      targetState('b'),
      trial(2, { outcome: 'lost' }),
      retried,
    ];
    await writeFile(path, records.map(line).join('').trimEnd());
    const follower = followRunFile(path);
    await follower.refresh();
    expect(JSON.stringify(follower.file)).not.toContain('quotes');
    expect(await follower.readTrial(1, 1)).toEqual({
      record: trial(1),
      target: targetState('a'),
      attempts: 1,
    });
    expect(await follower.readTrial(2, 2)).toEqual({
      record: retried,
      target: targetState('b'),
      attempts: 2,
    });
    expect((await follower.readTrial(2, 1)).record.outcome).toBe('lost');
    await appendFile(path, `\n${line(trial(3))}`);
    await follower.refresh();
    expect((await follower.readTrial(3, 1)).record).toEqual(trial(3));
    expect((await follower.readTrial(2, 2)).record).toEqual(retried);
  });

  it('that is not there, or no longer, is told', async () => {
    const path = newPath();
    await writeFile(path, line(RUN) + line(trial(1)) + line(trial(2)));
    const follower = followRunFile(path);
    await expect(follower.readTrial(1, 1)).rejects.toThrow(/holds no attempt 1 at trial 1/);
    await follower.refresh();
    await expect(follower.readTrial(1, 2)).rejects.toThrow(/holds no attempt 2 at trial 1/);
    await writeFile(path, line(RUN) + line(trial(2)) + line(trial(1)));
    await expect(follower.readTrial(1, 1)).rejects.toThrow(/has changed since it was read/);
  });
});

describe('a run file in memory', () => {
  it('is read as one on the disk', async () => {
    let bytes = Buffer.from(line(RUN) + line(targetState('a')) + line(trial(1)));
    const inMemory = runFileInMemory('a.xenrun', async () => bytes);
    expect(await inMemory.refresh()).toBe(true);
    expect(await inMemory.refresh()).toBe(false);
    expect(shown(inMemory)).toEqual(parseRunFile(bytes, 'a.xenrun', 'without'));
    expect(await inMemory.readTrial(1, 1)).toEqual({
      record: trial(1),
      target: targetState('a'),
      attempts: 1,
    });
    bytes = Buffer.from('hello\n');
    expect(await inMemory.refresh()).toBe(true);
    expect(shown(inMemory)).toMatch(/a\.xenrun:1: not a line of JSON/);
  });

  it('that cannot be read says so', async () => {
    const inMemory = runFileInMemory('a.xenrun', () => Promise.reject(new Error('no such commit')));
    await inMemory.refresh();
    expect(inMemory.problem).toBe('The run file a.xenrun cannot be read: no such commit.');
  });
});
