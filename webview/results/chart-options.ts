import type { ChartOptions, Tick } from 'chart.js';
import { tickText } from '../../src/report/figures-axis.ts';
import type { FigureLayout } from '../../src/report/figures-layout.ts';
import { plain } from '../../src/report/plain.ts';
import { withAlpha } from './colour.ts';

export interface AxisLook {
  readonly foreground: string;
  readonly muted: string;
  readonly font: string;
  /** Size of letters, CSS pixels. */
  readonly letters: number;
}

/** Room for the numbers of the value axis: the same in every chart, so that charts below each other line up. */
const VALUE_ROOM = 4.4;
/** Room beside the plot, in letters: the value axis and the edge. */
const BESIDE = VALUE_ROOM + 2.6;

/** Axes of a chart: marked at the layout's own ticks only, so that chart.js moves nothing by itself. */
export function axisOptions(
  layout: FigureLayout,
  look: AxisLook,
): NonNullable<ChartOptions<'scatter'>['scales']> {
  const { x, y } = layout;
  const font = { family: look.font, size: look.letters };
  const title = (text: string) => ({ display: true, text: plain(text, 60), color: look.muted, font });
  return {
    x: {
      type: 'linear',
      min: x.min,
      max: x.max,
      title: title(x.title),
      border: { color: withAlpha(look.foreground, 0.4) },
      grid: { drawOnChartArea: false, tickLength: 4, color: withAlpha(look.foreground, 0.4) },
      afterBuildTicks: (scale: { ticks: Tick[] }) => {
        scale.ticks = x.ticks.map(({ at }) => ({ value: at }));
      },
      ticks: {
        autoSkip: false,
        maxRotation: 0,
        color: look.foreground,
        font,
        callback(_value: string | number, index: number) {
          // The axis itself has no width yet when it asks for the first time.
          const scale = (this.chart.width - BESIDE * look.letters) / (x.max - x.min);
          return fitting(x.ticks, index, scale, this.chart.ctx, font);
        },
      },
    },
    y: {
      type: 'linear',
      min: y.min,
      max: y.max,
      title: title(y.title),
      border: { display: false },
      grid: { color: withAlpha(look.foreground, 0.11), tickLength: 0 },
      afterBuildTicks: (scale: { ticks: Tick[] }) => {
        scale.ticks = y.ticks.map((value) => ({ value }));
      },
      afterFit: (scale: { width: number }) => {
        scale.width = Math.max(scale.width, (VALUE_ROOM + 1.6) * look.letters);
      },
      ticks: {
        autoSkip: false,
        padding: 6,
        color: look.foreground,
        font,
        callback: (value: string | number) => tickText(Number(value), y),
      },
    },
  };
}

type PlainTick = FigureLayout['x']['ticks'][number];

/**
 * The label of a tick where there is room for it. The first and the last always have one; a long name is cut, and a
 * label that would touch its neighbour (`32M` just before `45M`) is left out: its tick stays.
 */
function fitting(
  ticks: readonly PlainTick[],
  index: number,
  /** Pixels for each unit of the axis. */
  scale: number,
  context: CanvasRenderingContext2D,
  font: { readonly family: string; readonly size: number },
): string {
  const tick = ticks[index];
  if (tick === undefined) return '';
  context.save();
  context.font = `${font.size}px ${font.family}`;
  const width = (text: string) => context.measureText(text).width;
  const labels = ticks.map(({ label }) => plain(label, 80));
  const room = (other: number) => {
    const neighbour = ticks[other];
    return neighbour === undefined ? Number.POSITIVE_INFINITY : Math.abs(neighbour.at - tick.at) * scale;
  };
  const label = labels[index] ?? '';
  const next = labels[index + 1];
  const clash = next !== undefined && index > 0 && room(index + 1) < (width(label) + width(next)) / 2 + 4;
  const even = Math.min(room(index - 1), room(index + 1));
  const isName = !/^\d+[KMG]?$/.test(label);
  const text = isName ? cut(label, even - 6, width) : clash ? '' : label;
  context.restore();
  return text;
}

function cut(label: string, room: number, width: (text: string) => number): string {
  if (width(label) <= room) return label;
  // Both ends stay: names of runs that are compared differ at theirs.
  const letters = [...label];
  const without = (count: number) => {
    const head = Math.ceil((letters.length - count) * 0.55);
    return `${letters.slice(0, head).join('')}\u2026${letters.slice(head + count).join('')}`;
  };
  let count = 1;
  while (count < letters.length - 1 && width(without(count)) > room) count++;
  return without(count);
}
