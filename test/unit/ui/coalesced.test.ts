import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesced } from '../../../src/ui/task/coalesced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('many small writes reach the terminal as one, a frame later', () => {
  const emitted: string[] = [];
  const output = coalesced((text) => emitted.push(text));
  for (const text of ['a', 'b', 'c\n']) output.write(text);
  expect(emitted).toEqual([]);
  vi.advanceTimersByTime(16);
  expect(emitted).toEqual(['abc\r\n']);
  vi.advanceTimersByTime(1_000);
  expect(emitted).toEqual(['abc\r\n']);
});

test('a line end is one of a terminal, also where it is one already', () => {
  const emitted: string[] = [];
  const output = coalesced((text) => emitted.push(text));
  output.write('a\nb\r\nc');
  output.end();
  expect(emitted).toEqual(['a\r\nb\r\nc']);
});

test('what is large does not wait', () => {
  const emitted: string[] = [];
  const output = coalesced((text) => emitted.push(text));
  output.write('x'.repeat(40_000));
  expect(emitted).toHaveLength(1);
});

test('nothing is lost at the end, and nothing comes after it', () => {
  const emitted: string[] = [];
  const output = coalesced((text) => emitted.push(text));
  output.write('last words');
  output.end();
  output.write('too late');
  vi.advanceTimersByTime(1_000);
  expect(emitted).toEqual(['last words']);
});
