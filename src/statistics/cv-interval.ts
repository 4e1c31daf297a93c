import { chiSquare } from './quantiles.ts';

/**
 * 95 % interval of the coefficient of variation of `n` normal values whose sample CV is `cv` (a fraction):
 * Vangel's modification of McKay's. With v = n - 1 and u the chi-square quantile 0.975 (low) or 0.025 (high):
 *
 *     k / sqrt(((u + 2) / n - 1) k^2 + u / v)
 *
 * For n = 10 and a small CV it spans 0.69 to 1.83 times the CV. The upper end is null where the root does not
 * exist: a CV that large from so few values has no upper bound. Null below two values and for a CV of zero,
 * which says how coarse the tool's numbers are.
 *
 * Sources: M. G. Vangel, "Confidence intervals for a normal coefficient of variation", The American
 * Statistician 50 (1996) 21-26 (meant for CVs below about 1/3); A. T. McKay, Journal of the Royal Statistical
 * Society 95 (1932) 695-698.
 */
export function cvInterval(cv: number | null, n: number): readonly [low: number, high: number | null] | null {
  if (cv === null || cv === 0 || n < 2) return null;
  const { low, high } = chiSquare(n - 1);
  const lowEnd = end(cv, n, high);
  return lowEnd === null ? null : [lowEnd, end(cv, n, low)];
}

function end(cv: number, n: number, u: number): number | null {
  const underRoot = ((u + 2) / n - 1) * cv * cv + u / (n - 1);
  const value = cv / Math.sqrt(underRoot);
  return underRoot > 0 && Number.isFinite(value) ? value : null;
}
