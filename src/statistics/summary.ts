/** What the paper tells of a series, and its median. What is undefined for so few values is null. */
export interface Summary {
  readonly n: number;
  /** Arithmetic mean. */
  readonly mean: number | null;
  /** Sample standard deviation (divisor n - 1); null below two values. */
  readonly sd: number | null;
  /** Coefficient of variation, sd / |mean|, a fraction; null below two values and where the mean is zero. */
  readonly cv: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Middle value, or the mean of the middle two. */
  readonly median: number | null;
}

/**
 * Summarises `values` (finite, any unit, any order).
 *
 * Deviations are taken from the median before anything is summed: |mean - median| <= sd for every series, so
 * nothing cancels even where values share most of their digits, and equal values give exactly sd 0. They are
 * scaled by the largest, so that no square overflows or vanishes.
 */
export function summarise(values: readonly number[]): Summary {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const min = sorted[0];
  const max = sorted[n - 1];
  if (min === undefined || max === undefined) {
    return { n: 0, mean: null, sd: null, cv: null, min: null, max: null, median: null };
  }
  const median = middle(sorted);
  const scale = Math.max(median - min, max - median);
  if (scale === 0) {
    return { n, mean: min, sd: n < 2 ? null : 0, cv: n < 2 || min === 0 ? null : 0, min, max, median };
  }
  const deviations = sorted.map((value) => (value - median) / scale);
  const shift = sum(deviations) / n;
  const mean = median + scale * shift;
  const squares = deviations.map((deviation) => (deviation - shift) ** 2);
  const sd = scale * Math.sqrt(sum(squares) / (n - 1));
  const cv = mean === 0 ? null : sd / Math.abs(mean);
  return { n, mean: finite(mean), sd: finite(sd), cv: finite(cv), min, max, median };
}

/** Median of ascending numbers; halves first, so that the sum of two large ones does not overflow. */
function middle(sorted: Float64Array): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return lower === upper ? lower : lower / 2 + upper / 2;
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Beyond the range of a double a result is unknown, not infinite. */
function finite(number: number | null): number | null {
  return number !== null && Number.isFinite(number) ? number : null;
}
