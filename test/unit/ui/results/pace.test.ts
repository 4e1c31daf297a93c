import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pace } from '../../../../src/ui/results/pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that takes `ms` and counts. */
function work(ms: number) {
  const times: number[] = [];
  const now = () => Date.now();
  const start = now();
  const paced = pace(async () => {
    times.push(now() - start);
    await new Promise((done) => setTimeout(done, ms));
  }, now);
  return { times, paced };
}

it('begins at once, and makes requests that come meanwhile one', async () => {
  const { times, paced } = work(10);
  for (let request = 0; request < 50; request += 1) paced.soon();
  expect(times).toEqual([0]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([0, 260]);
});

it('works at most four times a second when there is always something', async () => {
  const { times, paced } = work(0);
  const always = setInterval(() => paced.soon(), 1);
  await vi.advanceTimersByTimeAsync(10_000);
  clearInterval(always);
  expect(times.length).toBeGreaterThan(35);
  expect(times.length).toBeLessThanOrEqual(41);
});

it('spends at most a quarter of the time where the work takes long', async () => {
  const { times, paced } = work(1_000);
  const always = setInterval(() => paced.soon(), 1);
  await vi.advanceTimersByTimeAsync(40_000);
  clearInterval(always);
  expect(times.slice(0, 3)).toEqual([1, 4_001, 8_001]);
});

it('does nothing while paused, and catches up once', async () => {
  const { times, paced } = work(0);
  paced.setPaused(true);
  paced.soon();
  paced.soon();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([]);
  paced.setPaused(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([5_000]);
  paced.setPaused(true);
  paced.setPaused(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([5_000]);
});

it('does nothing once it is over', async () => {
  const { times, paced } = work(0);
  paced.soon();
  paced.soon();
  paced.dispose();
  paced.soon();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([0]);
});
