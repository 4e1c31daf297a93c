import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../../src/remote/cpu-time.ts';

const over = (before: string, after: string) => cpuTime(`${before} ${after}`.split(' '));

test('the difference of two lines is what the CPUs did between them', () => {
  const before = 'cpu 100 0 50 1000 10 0 5 20 0 0';
  const after = 'cpu 150 0 60 1030 15 0 5 25 0 0';
  expect(over(before, after)).toEqual({ busy: 0.6, steal: 0.05, seconds: 1 });
});

test('time of guests, counted in user time already, is not counted twice', () => {
  expect(over('cpu 0 0 0 0 0 0 0 0 0 0', 'cpu 50 0 0 50 0 0 0 0 50 0')).toEqual({
    busy: 0.5,
    steal: 0,
    seconds: 1,
  });
});

test('a count that goes back by a tick counts as none', () => {
  expect(over('cpu 0 0 0 10 1 0 0 0', 'cpu 1 0 0 9 0 0 0 0')).toEqual({ busy: 1, steal: 0, seconds: 0.01 });
});

describe('null is', () => {
  test.each([
    ['a time shorter than a tick', 'cpu 1 1 1 1 1 1 1 1 cpu 1 1 1 1 1 1 1 1'],
    ['a host without /proc/stat', '- -'],
    ['one line alone', 'cpu 1 1 1 1 1 1 1 1 -'],
    ['a kernel that counts no steal time', 'cpu 1 2 3 4 5 6 7 cpu 2 3 4 5 6 7 8'],
    ['what is no count', 'cpu 1 1 1 1 1 1 1 1 cpu 2 2 2 2 2 2 2 -9'],
    ['nothing', ''],
  ])('%s', (_, text) => expect(cpuTime(text.split(' '))).toBe(null));
});

test('whatever a host says, fractions are between 0 and 1', () => {
  const count = fc.oneof(fc.nat(1000), fc.maxSafeNat(), fc.constantFrom('', '-', 'cpu', '1e9', 'x'));
  fc.assert(
    fc.property(fc.array(count, { maxLength: 25 }), (counts) => {
      const told = cpuTime(['cpu', ...counts.map(String)]);
      if (told === null) return;
      for (const fraction of [told.busy, told.steal]) {
        expect(fraction).toBeGreaterThanOrEqual(0);
        expect(fraction).toBeLessThanOrEqual(1);
      }
      expect(told.seconds).toBeGreaterThan(0);
    }),
  );
});
