import { describe, expect, test } from 'vitest';
import { readJobResult } from '../../../src/remote/job.ts';

const read = (text: string) => readJobResult(text, Buffer.from('out'), Buffer.from('err'));

test('a result is its status, its streams, and the difference of two clocks', () => {
  expect(read('7 done 143 12.34 15.35 3 3')).toEqual({
    end: 'done',
    exitCode: 143,
    stdout: 'out',
    stderr: 'err',
    truncated: false,
    durationMs: 3_010,
    cpu: null,
  });
});

test('what the CPUs did comes behind, where the host tells it', () => {
  const stat = 'cpu 0 0 0 0 0 0 0 0 0 0 cpu 30 0 0 60 0 0 0 10 0 0';
  expect(read(`7 done 0 12.34 15.35 3 3 ${stat}`)).toMatchObject({
    durationMs: 3_010,
    cpu: { busy: 0.3, steal: 0.1, seconds: 1 },
  });
});

test('what the host could not tell is null, never zero', () => {
  expect(read('7 deadline - - - 3 3')).toMatchObject({ end: 'deadline', exitCode: null, durationMs: null });
  expect(read('7 done 0 15.00 12.00 3 3')).toMatchObject({ durationMs: null });
});

describe('what is no result is none', () => {
  test.each([
    '',
    '7',
    '7 done',
    '7 conquered 0 1 2 3 3',
    '7 done zero 1 2 3 3',
    '7 done 1e3 1 2 3 3',
    '7 done 0 1 2 x 3',
  ])('%j', (text) => expect(read(text)).toBe(null));
});
