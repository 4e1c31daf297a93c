import { expect, it } from 'vitest';
import { formatDuration } from '../../../src/report/duration.ts';
import { heatOf } from '../../../src/report/heat.ts';
import {
  formatInterval,
  formatNumber,
  formatPercent,
  formatScientific,
} from '../../../src/report/numbers.ts';

it.each([
  [0, '0'],
  [-0, '0'],
  [0.012345, '0.01235'],
  [12.345678, '12.35'],
  [218.3, '218.3'],
  [999.96, '1000'],
  [21345.6, '21346'],
  [123456789, '123456789'],
  [1.23456e15, '1.235e+15'],
  [0.00001234, '1.234e-5'],
  [-5.4321, '-5.432'],
  [null, '-'],
  [Number.NaN, '-'],
  [Number.POSITIVE_INFINITY, '-'],
])('writes %d as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

it('writes a coefficient of variation as the paper does, and in percent', () => {
  expect(formatScientific(0.0082)).toBe('8.20e-3');
  expect(formatPercent(0.0082)).toBe('0.82 %');
  expect(formatScientific(0.1376)).toBe('1.38e-1');
  expect(formatPercent(0.1376)).toBe('13.76 %');
  expect([formatScientific(null), formatPercent(Number.NaN)]).toEqual(['-', '-']);
});

it('writes an interval without an upper end as such', () => {
  expect(formatInterval([1, 2])).toBe('[1.000, 2.000]');
  expect(formatInterval([1, null])).toBe('[1.000, none]');
  expect(formatInterval(null)).toBe('');
});

it.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [999.6, '1 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [65_000, '1 min 5 s'],
  [3_599_600, '1 h'],
  [4_320_000, '1 h 12 min'],
  [86_399_000, '1 d'],
  [183_600_000, '2 d 3 h'],
  [null, '-'],
  [-1, '-'],
  [Number.NaN, '-'],
])('writes %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it('calls a CV steady below 1 %, fair below 5 %, else noisy', () => {
  expect([0, 0.0099, 0.01, 0.049, 0.05, 2].map(heatOf)).toEqual([
    'steady',
    'steady',
    'fair',
    'fair',
    'noisy',
    'noisy',
  ]);
});
