/** Strict reading of numbers: the whole text is the number, and it is finite; `inf`, `nan` and `12 MB` are none. */

const DECIMAL = /^[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?$/;
const FIXED = /^\d{1,15}(?:\.(\d{1,12}))?$/;

export function readDecimal(text: string): number | null {
  if (!DECIMAL.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A number as printf's `%.Nf` leaves it: the true one lies within `halfStep` of `value`. */
export interface Printed {
  readonly value: number;
  readonly halfStep: number;
}

/** Reads a number of zero or more in fixed notation: `30.63` is 30.63, give or take 0.005. */
export function readPrinted(text: string): Printed | null {
  const match = FIXED.exec(text);
  if (match === null) return null;
  return { value: Number(text), halfStep: 10 ** -(match[1]?.length ?? 0) / 2 };
}
