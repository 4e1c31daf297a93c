import { describe, expect, it } from 'vitest';
import { medianInterval, medianRanks } from '../../../src/statistics/median-interval.ts';
import { monteCarloError, uniforms } from './normal.ts';

/** 1 - 2 P(Binomial(n, 1/2) < low) in whole numbers. */
function exactCoverage(n: number, low: number): number {
  let choose = 1n;
  let below = 0n;
  for (let heads = 0; heads < low; heads++) {
    below += choose;
    choose = (choose * BigInt(n - heads)) / BigInt(heads + 1);
  }
  const all = 1n << BigInt(n);
  return Number(((all - 2n * below) * 10n ** 15n) / all) / 1e15;
}

describe('the ranks', () => {
  it.each([
    [6, 1, 6, 0.969],
    [8, 1, 8, 0.992],
    [9, 2, 8, 0.961],
    [10, 2, 9, 0.979],
    [15, 4, 12, 0.965],
    [20, 6, 15, 0.959],
    [25, 8, 18, 0.957],
    [30, 10, 21, 0.957],
    [50, 18, 33, 0.967],
    [100, 40, 61, 0.965],
  ])('are the tabulated ones for n = %i', (n, low, high, coverage) => {
    const ranks = medianRanks(n);
    expect(ranks).toMatchObject({ low, high });
    expect(ranks?.coverage).toBeCloseTo(coverage, 3);
  });

  it('do not exist below six values', () => {
    for (const n of [0, 1, 2, 3, 4, 5]) expect(medianRanks(n)).toBeNull();
  });

  it('are the narrowest that hold 95 %, by whole-number arithmetic', () => {
    for (let n = 6; n <= 300; n++) {
      const ranks = medianRanks(n);
      const low = ranks?.low ?? 0;
      expect(ranks?.high).toBe(n + 1 - low);
      expect(ranks?.coverage).toBeCloseTo(exactCoverage(n, low), 10);
      expect(exactCoverage(n, low)).toBeGreaterThanOrEqual(0.95);
      expect(exactCoverage(n, low + 1)).toBeLessThan(0.95);
    }
  });

  it('are there for a very long series', () => {
    // Normal approximation: n/2 -+ 1.96 sqrt(n)/2.
    const ranks = medianRanks(100_000);
    expect(Math.abs((ranks?.low ?? 0) - 49_690)).toBeLessThan(3);
    expect(ranks?.coverage).toBeCloseTo(0.95, 3);
  });
});

describe('the interval', () => {
  it('is made of two of the values, by size and not by spelling', () => {
    expect(medianInterval([100, 9, 80, 70, 60, 50, 40, 30, 20, 10])).toEqual([10, 80]);
    expect(medianInterval([5, 4, 3, 2, 1])).toBeNull();
  });

  it.each([6, 10, 20])('covers the median of a skewed distribution as often as promised, n = %i', (n) => {
    const samples = 20_000;
    const uniform = uniforms(2008 + n);
    const exponential = () => -Math.log(1 - uniform());
    let covered = 0;
    for (let sample = 0; sample < samples; sample++) {
      const [low, high] = medianInterval(Array.from({ length: n }, exponential)) ?? [0, 0];
      if (low <= Math.LN2 && Math.LN2 <= high) covered++;
    }
    const promised = medianRanks(n)?.coverage ?? 0;
    expect(Math.abs(covered / samples - promised)).toBeLessThan(monteCarloError(promised, samples));
  });
});
