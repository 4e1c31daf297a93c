import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttled } from '../../../src/ui/throttled.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first time at once, then at most once in an interval, and the last time is not forgotten', () => {
  let done = 0;
  const ask = throttled(250, () => {
    done += 1;
  });
  for (let i = 0; i < 10; i += 1) ask();
  expect(done).toBe(1);
  vi.advanceTimersByTime(249);
  expect(done).toBe(1);
  vi.advanceTimersByTime(1);
  expect(done).toBe(2);
  vi.advanceTimersByTime(10_000);
  expect(done).toBe(2);
  ask();
  expect(done).toBe(3);
});

test('what was asked for and not done yet can be dropped', () => {
  let done = 0;
  const ask = throttled(250, () => {
    done += 1;
  });
  ask();
  ask();
  ask.cancel();
  vi.advanceTimersByTime(1_000);
  expect(done).toBe(1);
});
