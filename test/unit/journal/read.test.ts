import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HumanError } from '../../../src/human-error.ts';
import { RunFileWriter } from '../../../src/journal/append.ts';
import { isBeingWritten } from '../../../src/journal/lock.ts';
import { parseRunFile, readRunFile } from '../../../src/journal/read.ts';
import { END, line, RUN, trial } from './records.ts';

const parse = (text: string) => parseRunFile(Buffer.from(text), 'a.xenrun');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xen-bench-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('what was appended is read again, record by record', async () => {
  const path = join(folder, 'deep', 'a.xenrun');
  const writer = await RunFileWriter.create(path);
  for (const record of [RUN, trial(1), trial(2), END]) await writer.append(record);
  await writer.close();
  const file = await readRunFile(path, 'with');
  expect(file.run).toEqual(RUN);
  expect(file.trials).toEqual([trial(1), trial(2)]);
  const lean = await readRunFile(path, 'without');
  expect(lean.trials).toEqual([trial(1), trial(2)].map((record) => ({ ...record, stdout: '', stderr: '' })));
  expect(file.ends).toEqual([END]);
  expect(file.torn).toBe(false);
});

test('a run file is never begun over another', async () => {
  const path = join(folder, 'twice.xenrun');
  await (await RunFileWriter.create(path)).close();
  await expect(RunFileWriter.create(path)).rejects.toThrow(/exists already.*resume it/);
});

test('two processes never write one run file; the lock of a process that is gone is taken over', async () => {
  const path = join(folder, 'locked.xenrun');
  const first = await RunFileWriter.create(path);
  await first.append(RUN);
  const again = async () => RunFileWriter.reopen(path, await readRunFile(path, 'with'));
  await expect(again()).rejects.toThrow(new RegExp(`Process ${process.pid} .*is writing the run file`));
  await first.close();
  await (await again()).close();

  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(`${path}.lock`, JSON.stringify({ pid: gone, host: hostname() }));
  await (await again()).close();
  await writeFile(`${path}.lock`, JSON.stringify({ pid: gone, host: 'another machine' }));
  await expect(again()).rejects.toThrow(/on another machine is writing.*delete/);
  await writeFile(`${path}.lock`, 'torn');
  await expect(again()).rejects.toThrow(/Another process is writing.*delete/);
  expect((await readRunFile(path, 'with')).run).toEqual(RUN);
});

test('whether a process writes a run file just now is told by its lock', async () => {
  const path = join(folder, 'written.xenrun');
  expect(await isBeingWritten(path)).toBe(false);
  const writer = await RunFileWriter.create(path);
  expect(await isBeingWritten(path)).toBe(true);
  await writer.close();
  expect(await isBeingWritten(path)).toBe(false);
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(`${path}.lock`, JSON.stringify({ pid: gone, host: hostname() }));
  expect(await isBeingWritten(path)).toBe(false);
  await writeFile(`${path}.lock`, JSON.stringify({ pid: gone, host: 'another machine' }));
  expect(await isBeingWritten(path)).toBe(true);
});

test('what another process added since it was read is never cut off', async () => {
  const path = join(folder, 'grown.xenrun');
  await writeFile(path, line(RUN));
  const read = await readRunFile(path, 'with');
  await writeFile(path, line(RUN) + line(trial(1)));
  await expect(RunFileWriter.reopen(path, read)).rejects.toThrow(/has changed since it was read/);
  expect((await readRunFile(path, 'with')).trials).toHaveLength(1);
});

test.each(['{"record":"tri', '{', 'x', line(trial(2)).slice(0, -2)])(
  'a torn last line (%j) is left out',
  async (torn) => {
    const whole = line(RUN) + line(trial(1));
    const file = parse(whole + torn);
    expect(file.torn).toBe(true);
    expect(file.trials).toHaveLength(1);
    expect(file.keepBytes).toBe(Buffer.byteLength(whole));

    const path = join(folder, `torn-${torn.length}.xenrun`);
    await writeFile(path, whole + torn);
    const writer = await RunFileWriter.reopen(path, file);
    await writer.append(END);
    await writer.close();
    expect(await readFile(path, 'utf8')).toBe(whole + line(END));
  },
);

test('a whole last record without its line end counts, and what is appended begins a new line', async () => {
  const text = (line(RUN) + line(trial(1))).trimEnd();
  const file = parse(text);
  expect(file.trials).toHaveLength(1);
  const path = join(folder, 'no-line-end.xenrun');
  await writeFile(path, text);
  const writer = await RunFileWriter.reopen(path, file);
  await writer.append(END);
  await writer.close();
  expect((await readRunFile(path, 'with')).ends).toEqual([END]);
});

describe('every other bad line is an error that names it', () => {
  test.each([
    [
      'a torn line in the middle',
      `${line(RUN)}{"record":"tri\n${line(END)}`,
      /a\.xenrun:2: not a line of JSON/,
    ],
    ['a torn line with its line end', `${line(RUN)}{"record":"tri\n`, /a\.xenrun:2: not a line of JSON/],
    ['an empty line', `${line(RUN)}\n${line(END)}`, /a\.xenrun:2/],
    ['an unknown record', `${line(RUN)}{"record":"surprise"}\n`, /a\.xenrun:2: not a record/],
    ['a record with a wrong value', line(RUN) + line({ ...trial(1), round: 'one' }), /a\.xenrun:2: .*round/],
    ['no run record first', line(trial(1)), /a\.xenrun:1: .*no run record/],
    ['two run records', line(RUN) + line(RUN), /a\.xenrun:2: a second run record/],
    ['a newer format', line({ ...RUN, format: 2 }), /a\.xenrun:1: .*format/],
    ['an empty file', '', /a\.xenrun:1: .*empty/],
    ['something else entirely', 'hello', /a\.xenrun:1/],
  ])('%s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
    expect(() => parse(text)).toThrow(HumanError);
  });
});

test('a file that is not there says so', async () => {
  await expect(readRunFile(join(folder, 'nowhere.xenrun'), 'with')).rejects.toThrow(
    /nowhere\.xenrun cannot be read/,
  );
});
