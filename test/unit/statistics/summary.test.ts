import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/statistics/summary.ts';

const repeated = (pair: readonly number[], times: number) => Array.from({ length: times }, () => pair).flat();

describe('what is undefined for so few values is null', () => {
  it('has nothing to say of no values', () => {
    expect(summarise([])).toEqual({
      n: 0,
      mean: null,
      sd: null,
      cv: null,
      min: null,
      max: null,
      median: null,
    });
  });

  it('has no spread for one value', () => {
    expect(summarise([42])).toEqual({ n: 1, mean: 42, sd: null, cv: null, min: 42, max: 42, median: 42 });
  });

  it('has no CV where the mean is zero', () => {
    expect(summarise([-1, 1])).toMatchObject({ mean: 0, sd: Math.SQRT2, cv: null });
    expect(summarise([0, 0, 0])).toMatchObject({ mean: 0, sd: 0, cv: null });
  });

  it('is null, not infinite, beyond the range of a double', () => {
    expect(summarise([-1.7e308, 1.7e308])).toMatchObject({ sd: null, cv: null });
  });
});

describe('published results', () => {
  it("agrees with R's mean and sd of Student's sleep data", () => {
    const extra = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const { mean, sd, median } = summarise(extra);
    expect(mean).toBeCloseTo(0.75, 14);
    expect(sd).toBeCloseTo(1.78901, 5);
    expect(median).toBeCloseTo(0.35, 14);
  });

  it("keeps the certified digits of NIST's numerical accuracy data sets", () => {
    // NumAcc2: 1001 values, mean 1.2, sd 0.1. NumAcc3 and 4: the same after 1e6 and 1e7.
    for (const [offset, digits] of [
      [1, 14],
      [1e6, 9],
      [1e7, 8],
    ] as const) {
      const values = [offset + 0.2, ...repeated([offset + 0.1, offset + 0.3], 500)];
      const { n, mean, sd } = summarise(values);
      expect(n).toBe(1001);
      expect(mean).toBeCloseTo(offset + 0.2, digits);
      expect(sd).toBeCloseTo(0.1, digits);
    }
  });

  it('agrees with exact arithmetic', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32.
    const { mean, sd, cv } = summarise([9, 2, 5, 4, 4, 7, 5, 4]);
    expect(mean).toBe(5);
    expect(sd).toBeCloseTo(Math.sqrt(32 / 7), 15);
    expect(cv).toBeCloseTo(Math.sqrt(32 / 7) / 5, 15);
  });
});

describe('numerically sound', () => {
  it('finds no spread in equal values, whatever their last digits', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 2, max: 50 }),
        (value, n) => {
          const { mean, sd, median } = summarise(Array.from({ length: n }, () => value));
          expect([mean, sd, median]).toEqual([value, 0, value]);
        },
      ),
    );
  });

  it('scales with the unit, however small or large', () => {
    const values = [1, 2, 4, 8, 16];
    const { mean, sd, cv } = summarise(values);
    for (const factor of [2 ** -900, 2 ** 900]) {
      const scaled = summarise(values.map((value) => value * factor));
      expect(scaled.mean).toBe((mean ?? 0) * factor);
      expect(scaled.sd).toBe((sd ?? 0) * factor);
      expect(scaled.cv).toBe(cv);
    }
  });

  it('gives a mean between the smallest and the largest, and the same for any order', () => {
    const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 40 }), (values) => {
        const summary = summarise(values);
        const slack = 1e-12 * Math.max(...values.map(Math.abs));
        expect(summary.mean).toBeGreaterThanOrEqual(Math.min(...values) - slack);
        expect(summary.mean).toBeLessThanOrEqual(Math.max(...values) + slack);
        expect(summarise(values.toReversed())).toEqual(summary);
      }),
    );
  });

  it('takes the CV against the size of the mean, so that it is never negative', () => {
    expect(summarise([-9, -11]).cv).toBeCloseTo(Math.SQRT2 / 10, 15);
  });
});
