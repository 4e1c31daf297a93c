import { BasicPlatform, Chart, type ChartConfiguration } from 'chart.js';
import type { Figure } from '../../src/report/figures.ts';
import { layOut } from '../../src/report/figures-layout.ts';
import { type Mark, markSets } from './chart-data.ts';
import { axisOptions } from './chart-options.ts';
import { type Extras, ground, intervals } from './chart-plugins.ts';
import { PAPER, type Paint } from './paint.ts';
import { type Caption, captionHeight, drawCaption } from './picture-caption.ts';
import { svgContext } from './svg-context.ts';

/** A chart as a picture for a paper: on white, whatever the theme, with all that a reader needs beside it. */
export interface PictureOf {
  readonly figure: Figure;
  readonly caption: Caption;
  readonly paints: ReadonlyMap<string, Paint>;
}

const WIDTH = 760;
const HEIGHT = 480;
/** Pixels of a PNG for each of the picture's own: sharp in print. */
const SHARPNESS = 3;
const LETTERS = 13;
const SCALE = 1.35;
const FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif';

/** A PNG, base64. */
export function pngOf(picture: PictureOf): string {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const chart = new Chart(canvas, config(picture, SHARPNESS));
  const url = canvas.toDataURL('image/png');
  chart.destroy();
  return url.slice(url.indexOf(',') + 1);
}

/** An SVG whose texts stay texts. */
export function svgOf(picture: PictureOf): string {
  const ruler = document.createElement('canvas').getContext('2d');
  const svg = svgContext(WIDTH, HEIGHT, (text, font) => {
    if (ruler === null) return 0;
    ruler.font = font;
    return ruler.measureText(text).width;
  });
  // The basic platform takes for a canvas whatever has a context, and asks no document.
  const chart = new Chart(svg.context as CanvasRenderingContext2D, {
    ...config(picture, 1),
    platform: BasicPlatform,
  });
  const text = svg.text();
  chart.destroy();
  return text;
}

function config(picture: PictureOf, devicePixelRatio: number): ChartConfiguration<'scatter', Mark[]> {
  const { figure, caption, paints } = picture;
  const layout = layOut(figure);
  const look = { ...PAPER, muted: PAPER.foreground, font: FONT, letters: LETTERS };
  // With options for segments lines are drawn step by step, and not as a Path2D, which does not tell what is in it.
  const sets = markSets(layout, { ...PAPER, paints, focus: null, scale: SCALE }).map((set) => ({
    ...set,
    segment: {},
  }));
  const extras = (): Extras => ({
    layout,
    foreground: PAPER.foreground,
    step: null,
    ring: null,
    reference: figure.relativeTo === null ? null : 1,
    scale: SCALE,
  });
  return {
    type: 'scatter',
    data: { datasets: sets },
    options: {
      responsive: false,
      animation: false,
      parsing: false,
      normalized: true,
      events: [],
      devicePixelRatio,
      layout: { padding: { top: captionHeight(caption, WIDTH, FONT), right: 20, bottom: 12, left: 12 } },
      scales: axisOptions(layout, look),
      plugins: { tooltip: { enabled: false } },
    },
    plugins: [
      {
        id: 'caption',
        beforeDraw({ ctx }) {
          ctx.save();
          ctx.fillStyle = PAPER.background;
          ctx.fillRect(0, 0, WIDTH, HEIGHT);
          drawCaption(ctx, caption, WIDTH, FONT);
          ctx.restore();
        },
      },
      ground(extras),
      intervals(extras),
    ],
  };
}
