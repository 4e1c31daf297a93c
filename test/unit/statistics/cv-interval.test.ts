import { describe, expect, it } from 'vitest';
import { cvInterval } from '../../../src/statistics/cv-interval.ts';
import { chiSquare } from '../../../src/statistics/quantiles.ts';
import { summarise } from '../../../src/statistics/summary.ts';
import { monteCarloError, normals } from './normal.ts';

it.each([
  // By 40-digit bisection of the incomplete gamma function.
  [1, 0.000982069117175256, 5.023886187314889],
  [2, 0.05063561596857975, 7.3777589082278725],
  [4, 0.4844185570879298, 11.143286781877798],
  [9, 2.700389499980358, 19.022767798641635],
  [19, 8.906516481987973, 32.85232686172971],
  [99, 73.36108019128366, 128.4219886438403],
])('knows the chi-square quantiles for %i degrees of freedom', (degrees, low, high) => {
  expect(chiSquare(degrees).low / low).toBeCloseTo(1, 12);
  expect(chiSquare(degrees).high / high).toBeCloseTo(1, 12);
});

describe("Vangel's interval", () => {
  it.each([
    // The same formula by 40-digit arithmetic.
    [0.0082, 10, 0.005640149807248577, 0.014970892530614472],
    [0.05, 10, 0.03436936284132164, 0.09148271293100803],
    [0.1376, 10, 0.09418228525626478, 0.2555127665678995],
    [0.2, 10, 0.13615426521503712, 0.3787465563238838],
    [0.1, 5, 0.059738944383215586, 0.29351716507422276],
    [0.37, 20, 0.27345703400320986, 0.5803115707241444],
    [0.6, 10, 0.37868190525084844, 1.815206419990914],
    [0.6, 2, 0.24642816926041797, 17.62540965022386],
  ])('of a CV of %d from %i values', (cv, n, low, high) => {
    const interval = cvInterval(cv, n);
    expect((interval?.[0] ?? 0) / low).toBeCloseTo(1, 12);
    expect((interval?.[1] ?? 0) / high).toBeCloseTo(1, 12);
  });

  it('spans 0.69 to 1.83 times a small CV of ten values, as the interval of a standard deviation does', () => {
    const [low, high] = cvInterval(1e-6, 10) ?? [0, 0];
    expect(low / 1e-6).toBeCloseTo(0.688, 3);
    expect((high ?? 0) / 1e-6).toBeCloseTo(1.826, 3);
  });

  it('has no upper end where the root does not exist', () => {
    const [low, high] = cvInterval(0.3, 3) ?? [0, 0];
    expect(low).toBeCloseTo(0.15229775977057428, 14);
    expect(high).toBeNull();
  });

  it('is null where there is no spread to speak of', () => {
    expect(cvInterval(null, 10)).toBeNull();
    expect(cvInterval(0, 10)).toBeNull();
    expect(cvInterval(0.1, 1)).toBeNull();
  });

  it.each([
    [0.01, 10],
    [0.1, 5],
    [0.2, 10],
    [0.05, 20],
  ])('covers a CV of %d of normal data, samples of %i', (cv, n) => {
    const samples = 20_000;
    const normal = normals(1996 + n);
    let covered = 0;
    for (let sample = 0; sample < samples; sample++) {
      const summary = summarise(Array.from({ length: n }, () => 1 + cv * normal()));
      const [low, high] = cvInterval(summary.cv, n) ?? [1, 0];
      if (low <= cv && (high === null || cv <= high)) covered++;
    }
    expect(Math.abs(covered / samples - 0.95)).toBeLessThan(monteCarloError(0.95, samples));
  });
});
