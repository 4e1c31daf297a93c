import { drawPoint } from 'chart.js/helpers';
import { PAPER, type Paint } from './paint.ts';

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
export function captionHeight(caption: Caption, width: number, font: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 0;
  return piecesOf(context, caption, width, font).height;
}

export function drawCaption(
  context: CanvasRenderingContext2D,
  caption: Caption,
  width: number,
  font: string,
): void {
  const { pieces } = piecesOf(context, caption, width, font);
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

function piecesOf(context: CanvasRenderingContext2D, caption: Caption, width: number, font: string) {
  const pieces: Piece[] = [];
  const { foreground } = PAPER;
  const most = width - 2 * LEFT;
  let y = 26;
  const line = (text: string, letters: string, colour: string) => {
    context.font = letters;
    pieces.push({ text: cut(context, text, most), x: LEFT, y, font: letters, colour });
    y += LINE;
  };
  line(caption.title, `bold 17px ${font}`, '#222222');
  line(caption.about, `13px ${font}`, foreground);
  line(caption.source, `12px ${font}`, foreground);
  if (caption.simulated) line(SIMULATED, `bold 13px ${font}`, '#a61b1b');
  const letters = `13px ${font}`;
  context.font = letters;
  y += 4;
  let x = LEFT + 18;
  for (const { name, paint } of caption.legend) {
    const text = cut(context, name, most / 2);
    const taken = context.measureText(text).width;
    if (x + taken > width - LEFT && x > LEFT + 18) {
      x = LEFT + 18;
      y += LINE;
    }
    pieces.push({ text, x, y, font: letters, colour: '#222222', paint });
    x += taken + 40;
  }
  return { pieces, height: y + 22 };
}

function cut(context: CanvasRenderingContext2D, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join('')}\u2026`).width > most) letters.pop();
  return `${letters.join('')}\u2026`;
}
