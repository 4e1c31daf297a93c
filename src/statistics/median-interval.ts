/** Which of the ascending values bound the median, counted from 1, and how often such a pair does so. */
export interface MedianRanks {
  readonly low: number;
  readonly high: number;
  /** Exact probability that the pair holds the median of a continuous distribution, at least 0.95. */
  readonly coverage: number;
}

const CONFIDENCE = 0.95;

/**
 * The narrowest pair of ranks (k, n + 1 - k) that holds the median with at least 95 %, whatever the distribution:
 * the k-th smallest value exceeds the median only when fewer than k of n fair coins fall heads, so the coverage
 * is 1 - 2 P(Binomial(n, 1/2) < k). n = 10: 2nd and 9th, 97.9 %; n = 20: 6th and 15th, 95.9 %. Null below six
 * values, where not even the smallest and largest suffice.
 *
 * Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999), section 3.2; also G. J. Hahn and
 * W. Q. Meeker, Statistical Intervals (1991), section 5.2.
 */
export function medianRanks(n: number): MedianRanks | null {
  let best: MedianRanks | null = null;
  // Logarithms: 2^-n is below the smallest double from n = 1075.
  let logChance = -n * Math.LN2;
  let below = 0;
  for (let low = 1; low <= n / 2; low++) {
    below += Math.exp(logChance);
    const coverage = 1 - 2 * below;
    if (coverage < CONFIDENCE) break;
    best = { low, high: n + 1 - low, coverage };
    logChance += Math.log((n - low + 1) / low);
  }
  return best;
}

/** The values (finite, any order, their own unit) at `medianRanks`; null below six. */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] | null {
  const ranks = medianRanks(values.length);
  if (ranks === null) return null;
  const sorted = Float64Array.from(values).sort();
  const low = sorted[ranks.low - 1];
  const high = sorted[ranks.high - 1];
  return low === undefined || high === undefined ? null : [low, high];
}
