import { drawPoint } from 'chart.js/helpers';
import { PAPER, type Paint } from './paint.ts';
import type { Measure } from './svg-context.ts';

/** What stands above a chart in a picture. All texts are safe to show. */
export interface Caption {
  readonly title: string;
  /** What the values are, and which way is better. */
  readonly about: string;
  /** What was run, and when. */
  readonly source: string;
  readonly simulated: boolean;
  readonly legend: readonly { readonly name: string; readonly paint: Paint }[];
}

const LEFT = 16;
const LINE = 19;
const SIMULATED = 'Simulated guests: not a measurement of Xen';

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly font: string;
  readonly colour: string;
  readonly paint?: Paint;
}

/** Room that the caption takes, CSS pixels. */
export function captionHeight(caption: Caption, width: number, font: string, measure: Measure): number {
  return piecesOf(caption, width, font, measure).height;
}

export function drawCaption(
  context: CanvasRenderingContext2D,
  caption: Caption,
  width: number,
  font: string,
  measure: Measure,
): void {
  const { pieces } = piecesOf(caption, width, font, measure);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { text, x, y, font: letters, colour, paint } of pieces) {
    context.font = letters;
    context.fillStyle = colour;
    context.fillText(text, x, y);
    if (paint === undefined) continue;
    context.fillStyle = paint.colour;
    context.strokeStyle = paint.colour;
    context.lineWidth = 2;
    const options = { pointStyle: paint.marker, radius: 5.4, rotation: 0, borderWidth: 2 };
    drawPoint(context, options, x - 12, y - 4.5);
  }
}

function piecesOf(caption: Caption, width: number, font: string, measure: Measure) {
  const pieces: Piece[] = [];
  const { foreground } = PAPER;
  const most = width - 2 * LEFT;
  let y = 26;
  const line = (text: string, letters: string, colour: string) => {
    pieces.push({ text: cut(text, most, letters, measure), x: LEFT, y, font: letters, colour });
    y += LINE;
  };
  line(caption.title, `bold 17px ${font}`, '#222222');
  line(caption.about, `13px ${font}`, foreground);
  line(caption.source, `12px ${font}`, foreground);
  if (caption.simulated) line(SIMULATED, `bold 13px ${font}`, '#a61b1b');
  const letters = `13px ${font}`;
  y += 4;
  let x = LEFT + 18;
  for (const { name, paint } of caption.legend) {
    const text = cut(name, most / 2, letters, measure);
    const taken = measure(text, letters);
    if (x + taken > width - LEFT && x > LEFT + 18) {
      x = LEFT + 18;
      y += LINE;
    }
    pieces.push({ text, x, y, font: letters, colour: '#222222', paint });
    x += taken + 40;
  }
  return { pieces, height: y + 22 };
}

function cut(text: string, most: number, font: string, measure: Measure): string {
  if (measure(text, font) <= most) return text;
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join('')}\u2026`, font) > most) letters.pop();
  return `${letters.join('')}\u2026`;
}
