import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { debounced } from '../../../src/ui/files/debounced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function counted() {
  const count = { done: 0 };
  const ask = debounced(150, 1_000, () => {
    count.done += 1;
  });
  return { count, ask };
}

test('many in a row count as one, once there is a pause', () => {
  const { count, ask } = counted();
  for (let i = 0; i < 5; i += 1) {
    ask();
    vi.advanceTimersByTime(100);
  }
  expect(count.done).toBe(0);
  vi.advanceTimersByTime(50);
  expect(count.done).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(count.done).toBe(1);
});

test('without a pause it is done all the same, at most once in the longest time', () => {
  const { count, ask } = counted();
  for (let i = 0; i < 50; i += 1) {
    ask();
    vi.advanceTimersByTime(100);
  }
  expect(count.done).toBe(5);
});

test('what was asked for can be dropped', () => {
  const { count, ask } = counted();
  ask();
  ask.dispose();
  vi.advanceTimersByTime(10_000);
  expect(count.done).toBe(0);
});
