import { expect, test } from 'vitest';
import { ended, within } from '../../../src/remote/time-limit.ts';

test('what settles in time counts, whether it resolved or not', async () => {
  expect(await ended(Promise.resolve(), 1_000)).toBe(true);
  expect(await ended(Promise.reject(new Error('no')), 1_000)).toBe(true);
  expect(await within(Promise.resolve('yes'), 1_000)).toBe('yes');
  await expect(within(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
});

test('what does not settle is given up', async () => {
  const never = new Promise(() => {});
  expect(await ended(never, 1)).toBe(false);
  expect(await within(never, 1)).toBe(null);
  expect(await ended(never, -5)).toBe(false);
});

test('a limit of months is no limit of nothing', async () => {
  const soon = new Promise((resolve) => setTimeout(resolve, 20));
  expect(await ended(soon, 8.8e9)).toBe(true);
});
