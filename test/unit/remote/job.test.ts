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
