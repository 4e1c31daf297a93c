import type { ChartDataset, ScatterDataPoint } from 'chart.js';
import type { Centre, FigureLayout, LaidLine, LaidPoint } from '../../src/report/figures-layout.ts';
import { withAlpha } from './colour.ts';
import type { Marker, Paint } from './paint.ts';

/** What stands behind a mark of a chart. */
export interface Mark extends ScatterDataPoint {
  readonly target: string;
  readonly trial: LaidPoint | null;
  readonly centre: Centre | null;
}

export type MarkSet = ChartDataset<'scatter', Mark[]>;

export interface DataLook {
  readonly background: string;
  readonly foreground: string;
  readonly paints: ReadonlyMap<string, Paint>;
  /** Target and step that stand out; all others are pale. */
  readonly focus: { readonly target: string; readonly step: number } | null;
  /** Size of marks, 1 in a small chart. */
  readonly scale: number;
}

/** Two sets of marks for each target: its centres, and its single trials behind all centres. */
export function markSets({ lines, joined }: FigureLayout, look: DataLook): MarkSet[] {
  return lines.flatMap((line, index) => {
    const paint = look.paints.get(line.target) ?? { colour: look.foreground, marker: 'circle' };
    const pale = look.focus !== null && look.focus.target !== line.target;
    return [centres(line, index, paint, joined, pale, look), trials(line, index, paint, pale, look)];
  });
}

/** Shapes that are lines, and not areas. */
function isOpen(marker: Marker): boolean {
  return marker === 'crossRot' || marker === 'star' || marker === 'cross';
}

function centres(
  { target, centres }: LaidLine,
  order: number,
  { colour, marker }: Paint,
  joined: boolean,
  pale: boolean,
  { background, scale }: DataLook,
): MarkSet {
  const strength = pale ? withAlpha(colour, 0.3) : colour;
  return {
    data: centres.map((centre) => ({ x: centre.x, y: centre.y, target, centre, trial: null })),
    // The first of the targets, the baseline, lies above the others.
    order,
    showLine: joined,
    borderColor: withAlpha(colour, pale ? 0.2 : 0.75),
    borderWidth: 1.1 * scale,
    pointStyle: marker,
    pointRadius: (marker === 'rect' || marker === 'triangle' ? 4.6 : 4) * scale,
    pointHoverRadius: 5.5 * scale,
    pointHitRadius: 4,
    pointBackgroundColor: strength,
    // An edge in the background's colour keeps marks apart that lie on each other.
    pointBorderColor: isOpen(marker) ? strength : background,
    pointHoverBorderColor: isOpen(marker) ? strength : background,
    pointHoverBackgroundColor: strength,
    pointBorderWidth: isOpen(marker) ? 1.8 * scale : 1,
  };
}

function trials(
  { target, points }: LaidLine,
  order: number,
  { colour, marker }: Paint,
  pale: boolean,
  { scale }: DataLook,
): MarkSet {
  const strength = withAlpha(colour, pale ? 0.14 : 0.5);
  return {
    data: points.map((trial) => ({ x: trial.x, y: trial.y, target, trial, centre: null })),
    order: 1000 + order,
    showLine: false,
    pointStyle: marker,
    pointRadius: (isOpen(marker) ? 2.2 : 1.7) * scale,
    pointHoverRadius: 4.5 * scale,
    pointHitRadius: 2,
    pointBackgroundColor: strength,
    pointBorderColor: strength,
    pointBorderWidth: isOpen(marker) ? 1 : 0,
    pointHoverBackgroundColor: colour,
    pointHoverBorderColor: colour,
  };
}
