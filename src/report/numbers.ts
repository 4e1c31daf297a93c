import type { Series } from './model.ts';

/** Numbers as a person reads them. What is unknown, or no number at all, is `-`. */

const UNKNOWN = '-';

/** Four significant digits, whole digits never rounded away, no thousands separators: `0.01235`, `12.35`, `21346`. */
export function formatNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e12) return value.toExponential(3);
  return size < 1000 ? value.toPrecision(4) : value.toFixed(0);
}

/** `[21211, 21450]`, or nothing where there is none. */
export function formatInterval(interval: readonly [number, number | null] | null): string {
  if (interval === null) return '';
  const [low, high] = interval;
  return `[${formatNumber(low)}, ${high === null ? 'none' : formatNumber(high)}]`;
}

/** A fraction as the paper prints it: `8.20e-3`. */
export function formatScientific(fraction: number | null): string {
  return fraction === null || !Number.isFinite(fraction) ? UNKNOWN : fraction.toExponential(2);
}

/** A fraction as percent: `0.82 %`. */
export function formatPercent(fraction: number | null): string {
  return fraction === null || !Number.isFinite(fraction) ? UNKNOWN : `${(fraction * 100).toFixed(2)} %`;
}

/** `21346 [21211, 21450]`, `21346 n=4` where there are too few for an interval, `-` where there is no number. */
export function formatMedian(series: Series | undefined): string {
  if (series === undefined || series.n === 0) return UNKNOWN;
  const { median, medianInterval, n } = series;
  return `${formatNumber(median)} ${medianInterval === null ? `n=${n}` : formatInterval(medianInterval)}`;
}
