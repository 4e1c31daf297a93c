import { studentT } from './quantiles.ts';
import type { Summary } from './summary.ts';

/**
 * 95 % interval of the mean, in the values' own unit: mean -+ t(0.975, n-1) sd / sqrt(n).
 * For n = 10 its half-width is 0.715 sd. Null below two values, and where all are equal: a spread of zero says
 * how coarse the tool's numbers are, not how certain the mean is (R's `t.test` refuses such data too).
 *
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908) 1-25.
 */
export function meanInterval({ n, mean, sd }: Summary): readonly [low: number, high: number] | null {
  if (n < 2 || mean === null || sd === null || sd === 0) return null;
  const half = (studentT(n - 1) * sd) / Math.sqrt(n);
  const low = mean - half;
  const high = mean + half;
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}
