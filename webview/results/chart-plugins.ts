import type { Chart, Plugin } from 'chart.js';
import type { FigureLayout } from '../../src/report/figures-layout.ts';
import type { Mark } from './chart-data.ts';
import { withAlpha } from './colour.ts';

/** What the plugins draw beside the marks; read anew at each drawing. */
export interface Extras {
  readonly layout: FigureLayout;
  readonly foreground: string;
  /** Step whose place stands out. */
  readonly step: number | null;
  /** A trial that is looked at. */
  readonly ring: { readonly x: number; readonly y: number } | null;
  /** Ratios: a line at 1. */
  readonly reference: number | null;
  readonly scale: number;
}

/** The 95 % interval of each centre, as a bar with short ends. */
export function intervals(extras: () => Extras): Plugin<'scatter'> {
  return {
    id: 'intervals',
    beforeDatasetDraw(chart, { index, meta }) {
      const [x, y] = [chart.scales['x'], chart.scales['y']];
      if (x === undefined || y === undefined || !meta.visible) return;
      const { ctx } = chart;
      const { scale } = extras();
      const set = chart.data.datasets[index];
      const marks: readonly unknown[] = set?.data ?? [];
      ctx.save();
      ctx.beginPath();
      for (const { centre } of marks.filter(isMark)) {
        if (centre === null || centre.low === null || centre.high === null) continue;
        const [at, low, high] = [
          x.getPixelForValue(centre.x),
          y.getPixelForValue(centre.low),
          y.getPixelForValue(centre.high),
        ];
        const end = 2.5 * scale;
        ctx.moveTo(at, low);
        ctx.lineTo(at, high);
        ctx.moveTo(at - end, low);
        ctx.lineTo(at + end, low);
        ctx.moveTo(at - end, high);
        ctx.lineTo(at + end, high);
      }
      ctx.strokeStyle = String(set?.borderColor ?? '');
      ctx.lineWidth = 1.2 * scale;
      ctx.stroke();
      ctx.restore();
    },
  };
}

function isMark(value: unknown): value is Mark {
  return typeof value === 'object' && value !== null && 'centre' in value;
}

/** Behind everything: the place of the case that the person asked for, and the line of the baseline. */
export function ground(extras: () => Extras): Plugin<'scatter'> {
  return {
    id: 'ground',
    beforeDatasetsDraw(chart) {
      const { layout, step, reference, foreground, scale } = extras();
      const { ctx, chartArea } = chart;
      const [x, y] = [chart.scales['x'], chart.scales['y']];
      if (x === undefined || y === undefined) return;
      ctx.save();
      const place = step === null ? undefined : layout.x.ticks[step];
      if (place !== undefined) {
        const [left, right] = [place.at - layout.half, place.at + layout.half].map((at) =>
          Math.min(chartArea.right, Math.max(chartArea.left, x.getPixelForValue(at))),
        );
        ctx.fillStyle = withAlpha(foreground, 0.09);
        ctx.fillRect(left ?? 0, chartArea.top, (right ?? 0) - (left ?? 0), chartArea.height);
      }
      if (reference !== null)
        horizontal(chart, y.getPixelForValue(reference), withAlpha(foreground, 0.55), scale);
      ctx.restore();
    },
  };
}

/** Around the trial that is looked at, above everything. */
export function ring(extras: () => Extras): Plugin<'scatter'> {
  return {
    id: 'ring',
    afterDatasetsDraw({ ctx, scales }) {
      const { ring: at, foreground, scale } = extras();
      const [x, y] = [scales['x'], scales['y']];
      if (at === null || x === undefined || y === undefined) return;
      ctx.save();
      ctx.beginPath();
      ctx.arc(x.getPixelForValue(at.x), y.getPixelForValue(at.y), 7 * scale, 0, 2 * Math.PI);
      ctx.strokeStyle = foreground;
      ctx.lineWidth = 1.5 * scale;
      ctx.stroke();
      ctx.restore();
    },
  };
}

function horizontal({ ctx, chartArea }: Chart, at: number, colour: string, width: number): void {
  ctx.beginPath();
  ctx.moveTo(chartArea.left, at);
  ctx.lineTo(chartArea.right, at);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}
