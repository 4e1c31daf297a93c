import { expect, it } from 'vitest';
import { meanInterval } from '../../../src/statistics/mean-interval.ts';
import { studentT } from '../../../src/statistics/quantiles.ts';
import { summarise } from '../../../src/statistics/summary.ts';
import { monteCarloError, normals } from './normal.ts';

it.each([
  // By 40-digit numeric inversion of the incomplete beta function.
  [1, 12.706204736174705],
  [2, 4.302652729749464],
  [4, 2.7764451051977943],
  [9, 2.2621571627982053],
  [19, 2.0930240544083096],
  [99, 1.9842169515864174],
])('knows the t quantile for %i degrees of freedom', (degrees, quantile) => {
  expect(studentT(degrees) / quantile).toBeCloseTo(1, 12);
});

it("agrees with R's t.test of Student's sleep data", () => {
  const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
  const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const difference = second.map((value, index) => value - (first[index] ?? 0));
  const [low, high] = meanInterval(summarise(difference)) ?? [0, 0];
  expect(low).toBeCloseTo(0.7001142, 7);
  expect(high).toBeCloseTo(2.4598858, 7);
});

it('has a half-width of 0.715 CV for ten values', () => {
  const summary = summarise([97, 98, 99, 99, 100, 100, 101, 101, 102, 103]);
  const [low, high] = meanInterval(summary) ?? [0, 0];
  expect((high - low) / 2 / 100 / (summary.cv ?? 1)).toBeCloseTo(0.71536, 5);
});

it('is null for fewer than two values and for equal ones', () => {
  expect(meanInterval(summarise([]))).toBeNull();
  expect(meanInterval(summarise([7]))).toBeNull();
  expect(meanInterval(summarise([7, 7, 7]))).toBeNull();
});

it('covers the mean of normal data in 95 % of samples', () => {
  const samples = 20_000;
  for (const n of [2, 10]) {
    const normal = normals(1908 + n);
    let covered = 0;
    for (let sample = 0; sample < samples; sample++) {
      const values = Array.from({ length: n }, () => 100 + 5 * normal());
      const [low, high] = meanInterval(summarise(values)) ?? [0, 0];
      if (low <= 100 && 100 <= high) covered++;
    }
    expect(Math.abs(covered / samples - 0.95)).toBeLessThan(monteCarloError(0.95, samples));
  }
});
