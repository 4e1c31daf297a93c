import { hexText, parseColour } from './colour.ts';
import { orderApart } from './colour-vision.ts';

/** Shapes of marks, as chart.js calls them; filled ones first. */
export const MARKERS = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot', 'star', 'cross'] as const;
export type Marker = (typeof MARKERS)[number];

/** How a target is drawn everywhere: one colour and one shape. */
export interface Paint {
  readonly colour: string;
  readonly marker: Marker;
}

/** Colours that a figure may take. */
export interface Colours {
  /** Of text; the baseline's too. */
  readonly foreground: string;
  readonly background: string;
  /** The first is taken first; the others in whatever order stays apart best. */
  readonly series: readonly string[];
}

/**
 * The paint of each target, by name. The baseline is a circle in the foreground's grey; the others get colours in an
 * order that stays apart for the colour-blind too, and shapes that differ for more targets than there are colours.
 */
export function paintsOf(
  targets: readonly { readonly name: string; readonly baseline: boolean }[],
  colours: Colours,
): ReadonlyMap<string, Paint> {
  const ordered = inOrder(colours);
  const baseline = targets.find((target) => target.baseline);
  const others = targets.filter((target) => target !== baseline);
  const shapes = MARKERS.length - 1;
  const pairs = leastCommonMultiple(Math.max(1, ordered.length), shapes);
  const paints = new Map<string, Paint>();
  if (baseline !== undefined) paints.set(baseline.name, { colour: colours.foreground, marker: 'circle' });
  others.forEach(({ name }, index) => {
    // Once all pairs of walking both lists together are used up, the shapes go one further.
    const turn = Math.floor(index / pairs);
    paints.set(name, {
      colour: ordered[index % ordered.length] ?? colours.foreground,
      marker: MARKERS[1 + ((index + turn) % shapes)] ?? 'rect',
    });
  });
  return paints;
}

/** In the order in which they are taken. Those that a theme lacks are left out. */
function inOrder({ foreground, background, series }: Colours): readonly string[] {
  const parsed = (texts: readonly string[]) => texts.flatMap((text) => parseColour(text) ?? []);
  const [first, ...others] = parsed(series);
  if (first === undefined) return [];
  return [first, ...orderApart(others, [...parsed([foreground, background]), first])].map(hexText);
}

function leastCommonMultiple(a: number, b: number): number {
  let multiple = a;
  while (multiple % b !== 0) multiple += a;
  return multiple;
}

/** For pictures that go into papers: the palette of Okabe and Ito on white, whatever the theme. */
export const PAPER: Colours = {
  foreground: '#4d4d4d',
  background: '#ffffff',
  series: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'],
};
