import { BasicPlatform, Chart, type ChartConfiguration } from 'chart.js';
import type { Figure } from '../../src/report/figures.ts';
import { layOut } from '../../src/report/figures-layout.ts';
import { type Mark, markSets } from './chart-data.ts';
import { axisOptions } from './chart-options.ts';
import './chart-parts.ts';
import { type Extras, ground, intervals } from './chart-plugins.ts';
import { PAPER, type Paint } from './paint.ts';
import { type Caption, captionHeight, drawCaption } from './picture-caption.ts';
import { type Measure, svgContext } from './svg-context.ts';

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
  const chart = new Chart(canvas, config(picture, SHARPNESS, measureHere()));
  const url = canvas.toDataURL('image/png');
  chart.destroy();
  return url.slice(url.indexOf(',') + 1);
}

/** An SVG whose texts stay texts. Outside a browser `measure` tells how wide they are. */
export function svgOf(picture: PictureOf, measure: Measure = measureHere()): string {
  const svg = svgContext(WIDTH, HEIGHT, measure);
  // The basic platform takes for a canvas whatever has a context, and asks no document.
  const chart = new Chart(svg.context as CanvasRenderingContext2D, {
    ...config(picture, 1, measure),
    platform: BasicPlatform,
  });
  const text = svg.text();
  chart.destroy();
  return text;
}

/** As the browser of the page measures. */
function measureHere(): Measure {
  const ruler = document.createElement('canvas').getContext('2d');
  return (text, font) => {
    if (ruler === null) return 0;
    ruler.font = font;
    return ruler.measureText(text).width;
  };
}

function config(
  picture: PictureOf,
  devicePixelRatio: number,
  measure: Measure,
): ChartConfiguration<'scatter', Mark[]> {
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
      layout: {
        padding: { top: captionHeight(caption, WIDTH, FONT, measure), right: 20, bottom: 12, left: 12 },
      },
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
          drawCaption(ctx, caption, WIDTH, FONT, measure);
          ctx.restore();
        },
      },
      ground(extras),
      intervals(extras),
    ],
  };
}
