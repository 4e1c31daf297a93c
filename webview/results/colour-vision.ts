import type { Colour } from './colour.ts';

/** How people see colours; about one man in twelve sees red and green less apart. */
export const VISIONS = ['usual', 'protanopia', 'deuteranopia'] as const;
export type Vision = (typeof VISIONS)[number];

type Row = readonly [number, number, number];
type Matrix = readonly [Row, Row, Row];

/**
 * Of linear RGB, at full severity: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model
 * for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, table 1.
 */
const SEEN: Readonly<Record<Exclude<Vision, 'usual'>, Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** How far apart two colours look: CIE 1976 colour difference (D65); about 2 is just seen. */
export function distance(a: Colour, b: Colour, vision: Vision): number {
  const [one, other] = [lab(seen(linear(a), vision)), lab(seen(linear(b), vision))];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/** The distance to that vision which tells the two apart least. */
export function leastDistance(a: Colour, b: Colour): number {
  return Math.min(...VISIONS.map((vision) => distance(a, b, vision)));
}

/**
 * `colours` in an order in which each next one stays as far as can be from all before it and from those in `taken`,
 * however people see: whoever needs only the first few gets those that are told apart best.
 */
export function orderApart(colours: readonly Colour[], taken: readonly Colour[]): readonly Colour[] {
  const left = [...colours];
  const ordered: Colour[] = [];
  while (left.length > 0) {
    const before = [...taken, ...ordered];
    const room = left.map((colour) => Math.min(...before.map((each) => leastDistance(colour, each))));
    ordered.push(...left.splice(room.indexOf(Math.max(...room)), 1));
  }
  return ordered;
}

function linear({ red, green, blue }: Colour): Row {
  const part = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return [part(red), part(green), part(blue)];
}

function seen(rgb: Row, vision: Vision): Row {
  if (vision === 'usual') return rgb;
  const [r, g, b] = times(SEEN[vision], rgb);
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [clip(r), clip(g), clip(b)];
}

const XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE: Row = [0.95047, 1, 1.08883];

function lab(rgb: Row): Row {
  const [x, y, z] = times(XYZ, rgb);
  const part = (value: number) =>
    value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116;
  const [fx, fy, fz] = [part(x / WHITE[0]), part(y / WHITE[1]), part(z / WHITE[2])];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function times(matrix: Matrix, [x, y, z]: Row): Row {
  const row = ([a, b, c]: Row) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}
