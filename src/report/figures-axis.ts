/** A linear axis: from where to where, and the round numbers that are marked. */
export interface ValueAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Digits after the point that tell the ticks apart. */
  readonly decimals: number;
}

const MARKS = 5;

/**
 * An axis that holds all values. Its ends are round numbers, so that another value within them moves nothing while
 * a run is followed. `must` is a value that is always on it: 0 for amounts, 1 for ratios.
 */
export function valueAxis(values: Iterable<number>, must: number): ValueAxis {
  let low = must;
  let high = must;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === high) {
    if (must === 0) high = 1;
    else [low, high] = [must * 0.95, must * 1.05];
  }
  const step = roundStep((high - low) / MARKS);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const decimals = decimalsOf(step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => clean((first + index) * step));
  return { min: clean(first * step), max: clean(last * step), ticks, decimals };
}

/** The next of 1, 2, 2.5, 5 times a power of ten that is not smaller. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each >= step / power - 1e-9) ?? 10;
  return factor * power;
}

function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return decimals;
  }
  return 12;
}

/** Without the digits that binary fractions leave behind. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** A mark of the axis: `0.25`, `2000`; very large or small ones as `2e7`. */
export function tickText(value: number, { min, max, decimals }: ValueAxis): string {
  const most = Math.max(Math.abs(min), Math.abs(max));
  if (value === 0) return '0';
  if (most >= 1e6 || decimals > 4)
    return String(Number(value.toPrecision(4)).toExponential()).replace('e+', 'e');
  return value.toFixed(decimals);
}
