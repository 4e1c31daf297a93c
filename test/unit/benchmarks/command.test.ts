import { describe, expect, test } from 'vitest';
import type { RawOutput } from '../../../src/benchmarks/benchmark.ts';
import { command } from '../../../src/benchmarks/command.ts';
import { readTrial } from '../../../src/benchmarks/index.ts';
import { valueAt } from '../../../src/benchmarks/json-pointer.ts';
import type { CommandMetric } from '../../../src/experiment/model.ts';
import { commandCase, NO_FACTS, numbers, raw, reason } from './captured.ts';

const metric = (source: CommandMetric['source']): CommandMetric => ({
  name: 'iops',
  unit: '1/s',
  better: 'higher',
  source,
});
const read = (source: CommandMetric['source'], parts: Partial<RawOutput>) =>
  readTrial(raw(parts), commandCase({ metrics: [metric(source)] }), NO_FACTS);
const json = (pointer: string, stdout: string) => read({ json: pointer }, { stdout });
const pattern = (text: string, parts: Partial<RawOutput>) => read({ pattern: text }, parts);

describe('a metric by JSON pointer', () => {
  test('is a finite number at its place', () => {
    expect(numbers(json('/jobs/0/read/iops', '{"jobs":[{"read":{"iops":1234.5}}]}'))).toEqual({
      iops: 1234.5,
    });
    expect(numbers(json('', '-3e2\n'))).toEqual({ iops: -300 });
  });

  test.each([
    ['/iops', '{"iops":"12"}', 'at "/iops" of the JSON on standard output is no number: "12"'],
    ['/iops', '{"iops":null}', 'is no number: null'],
    ['/iops', '{}', 'there is nothing at "/iops"'],
    ['/iops', '{"iops":1e999}', 'too large'],
    ['/constructor', '{}', 'there is nothing'],
    ['/__proto__/x', '{}', 'there is nothing'],
    ['/iops', '', 'standard output is not JSON'],
    ['/a', '['.repeat(200_000), 'standard output is not JSON'],
  ])('%s of %.20s is invalid', (pointer, stdout, cause) => {
    expect(reason(json(pointer, stdout))).toContain('metric "iops": ');
    expect(reason(json(pointer, stdout))).toContain(cause);
  });

  test('cannot be read from output that was cut', () => {
    expect(reason(read({ json: '/a' }, { stdout: '{"a":1}', truncated: true }))).toContain('was cut');
  });
});

test('a JSON pointer goes as RFC 6901 has it', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8, '~1': 9, ' ': 7 };
  expect(valueAt(document, '')).toBe(document);
  expect(valueAt(document, '/foo/1')).toBe('baz');
  expect(valueAt(document, '/')).toBe(0);
  expect(valueAt(document, '/a~1b')).toBe(1);
  expect(valueAt(document, '/m~0n')).toBe(8);
  expect(valueAt(document, '/~01')).toBe(9);
  for (const nowhere of ['foo', '/foo/2', '/foo/01', '/foo/-', '/foo/length', '/foo/0/0', '/toString']) {
    expect(valueAt(document, nowhere)).toBeUndefined();
  }
});

describe('a metric by pattern', () => {
  test('is the first match on standard output, else on standard error', () => {
    expect(numbers(pattern('iops=(\\S+)', { stdout: 'iops=12\niops=13', stderr: 'iops=14' }))).toEqual({
      iops: 12,
    });
    expect(numbers(pattern('iops=(\\S+)', { stdout: 'none', stderr: 'iops=1.4e1' }))).toEqual({ iops: 14 });
  });

  test.each([
    ['iops=(\\d+)', 'other', 'was found neither in standard output nor in standard error'],
    ['iops=(\\S*)', 'iops=12,5', 'found "12,5", which is no number'],
    ['iops=(\\S*)', 'iops=inf', 'found "inf"'],
    ['iops=(\\d+)?', 'iops=', 'found "", which is no number'],
    ['iops=(', 'iops=1', 'cannot be used'],
    ['iops', 'iops=1', 'cannot be used'],
  ])('%s in %s is invalid', (text, stdout, cause) => {
    expect(reason(pattern(text, { stdout }))).toContain(cause);
  });

  test('is never half a number beside the place where output was cut', () => {
    const cut = (before: string, after: string) => ({
      stdout: `${before}\n[xen-bench: 900 of 1000 bytes cut here]\n${after}`,
      truncated: true,
    });
    expect(reason(pattern('iops=(\\d+)', cut('start\niops=12', '34\nend\n')))).toContain(
      'its middle was cut',
    );
    expect(numbers(pattern('iops=(\\d+)', cut('start\nmid', '34\niops=56\n')))).toEqual({ iops: 56 });
  });

  test('takes linear time on a text made to hurt', () => {
    expect(reason(pattern('(x+x+)+y', { stdout: 'x'.repeat(256 * 1024) }))).toContain('neither');
  });
});

test('the time a command took is a metric where the clock saw it', () => {
  const timed = (durationMs: number | null) =>
    numbers(readTrial(raw({ durationMs }), commandCase(), NO_FACTS));
  expect(timed(1230)).toEqual({ duration: 1.23 });
  expect(timed(0)).toEqual({});
  expect(timed(null)).toEqual({});
  expect(command.metrics(commandCase())).toEqual([{ name: 'duration', unit: 's', better: 'lower' }]);
});

test('a command that fails gives no number', () => {
  const failed = raw({ exitCode: 3, stdout: '12', stderr: 'fio: no such job\n' });
  expect(reason(readTrial(failed, commandCase(), NO_FACTS))).toBe(
    'the command "fio" ended with exit code 3: "fio: no such job"',
  );
});
