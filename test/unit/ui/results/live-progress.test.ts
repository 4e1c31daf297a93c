import { expect, it } from 'vitest';
import type { LiveRun } from '../../../../src/ui/live-runs.ts';
import { liveProgress, sameProgress } from '../../../../src/ui/results/live-progress.ts';

const trials = { planned: 36, valid: 5, invalid: 1, failed: 2, lost: 0, cancelled: 1 };
const ours = { progress: { done: 6, trials: 30, secondsLeft: 12, now: 'hvm cpu' } } as LiveRun;

it('is what a run of this window says of itself', () => {
  const live = { done: 6, trials: 30, secondsLeft: 12, now: 'hvm cpu', ours: true };
  expect(liveProgress(ours, false, null)).toEqual(live);
  expect(liveProgress(ours, true, trials)).toEqual(live);
});

it('is counted where another process writes, which tells no time', () => {
  const live = { done: 9, trials: 36, secondsLeft: null, now: '', ours: false };
  expect(liveProgress(undefined, true, trials)).toEqual(live);
  expect(liveProgress(undefined, true, null)).toBeNull();
  expect(liveProgress(undefined, false, trials)).toBeNull();
});

it('is told again only where it differs', () => {
  const live = liveProgress(undefined, true, trials);
  expect(sameProgress(live, liveProgress(undefined, true, { ...trials }))).toBe(true);
  expect(sameProgress(live, liveProgress(undefined, true, { ...trials, valid: 6 }))).toBe(false);
  expect(sameProgress(live, null)).toBe(false);
  expect(sameProgress(null, null)).toBe(true);
});
