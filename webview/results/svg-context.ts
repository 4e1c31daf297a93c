import { partsOfColour } from './colour.ts';

/**
 * What a chart asks of a canvas, written down as SVG: lines stay lines and texts stay texts. Only what our charts use
 * is here: no images, gradients, shadows or curves but circles. It touches no document, so no policy of a page stands
 * in its way.
 */
export interface SvgContext {
  /** Goes where a 2D context is wanted: it has of one what our charts use. */
  readonly context: object;
  /** The whole file. */
  text(): string;
}

/** Width of a text in that font, CSS pixels. */
export type Measure = (text: string, font: string) => number;

/** a c e / b d f: x' = a x + c y + e, y' = b x + d y + f. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const STRAIGHT: Matrix = [1, 0, 0, 1, 0, 0];

interface Pen {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  lineDashOffset: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  globalAlpha: number;
  dash: readonly number[];
  matrix: Matrix;
  /** Name of the area that is drawn into; empty: everywhere. */
  area: string;
}

/** How far below a line of text its place is, in heights of the letters. */
const DROPS: Readonly<Record<string, number>> = { top: 0.76, hanging: 0.76, middle: 0.35, bottom: -0.22 };
const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };

export function svgContext(width: number, height: number, measure: Measure): SvgContext {
  let pen: Pen = {
    fillStyle: '#000000',
    strokeStyle: '#000000',
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    lineDashOffset: 0,
    font: '10px sans-serif',
    textAlign: 'start',
    textBaseline: 'alphabetic',
    globalAlpha: 1,
    dash: [],
    matrix: STRAIGHT,
    area: '',
  };
  const kept: Pen[] = [];
  /** Outlines of what is drawn into. */
  const areas: string[] = [];
  const drawn: string[] = [];
  let path = '';

  const at = (x: number, y: number) => {
    const [a, b, c, d, e, f] = pen.matrix;
    return `${round(a * x + c * y + e)} ${round(b * x + d * y + f)}`;
  };
  const turn = ([a, b, c, d, e, f]: Matrix) => {
    const [A, B, C, D, E, F] = pen.matrix;
    pen.matrix = [
      A * a + C * b,
      B * a + D * b,
      A * c + C * d,
      B * c + D * d,
      A * e + C * f + E,
      B * e + D * f + F,
    ];
  };
  const box = (x: number, y: number, w: number, h: number) =>
    `M${at(x, y)}L${at(x + w, y)}L${at(x + w, y + h)}L${at(x, y + h)}Z`;
  const draw = (name: string, attributes: string, inside = '') => {
    const element = inside === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inside}</${name}>`;
    // An element's own clipping would turn with it.
    drawn.push(pen.area === '' ? element : `<g clip-path="url(#${pen.area})">${element}</g>`);
  };
  const filled = () => paint('fill', pen.fillStyle, pen.globalAlpha);
  const stroked = () => {
    const dash = pen.dash.length === 0 ? '' : ` stroke-dasharray="${pen.dash.map(round).join(' ')}"`;
    const ends = pen.lineCap === 'butt' ? '' : ` stroke-linecap="${escaped(pen.lineCap)}"`;
    const joins = pen.lineJoin === 'miter' ? '' : ` stroke-linejoin="${escaped(pen.lineJoin)}"`;
    const line = paint('stroke', pen.strokeStyle, pen.globalAlpha);
    return ` fill="none"${line} stroke-width="${round(pen.lineWidth)}"${dash}${ends}${joins}`;
  };

  const methods = {
    canvas: { width, height, getContext: (): object => context },
    save: () => kept.push({ ...pen }),
    restore() {
      pen = kept.pop() ?? pen;
    },
    beginPath() {
      path = '';
    },
    closePath() {
      if (path !== '') path += 'Z';
    },
    moveTo(x: number, y: number) {
      path += `M${at(x, y)}`;
    },
    lineTo(x: number, y: number) {
      path += `${path === '' ? 'M' : 'L'}${at(x, y)}`;
    },
    rect(x: number, y: number, w: number, h: number) {
      path += box(x, y, w, h);
    },
    arc(x: number, y: number, radius: number, from: number, to: number) {
      const point = (angle: number) => at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      const half = (from + to) / 2;
      const size = `${round(radius)} ${round(radius)}`;
      path += `${path === '' ? 'M' : 'L'}${point(from)}A${size} 0 0 1 ${point(half)}A${size} 0 0 1 ${point(to)}`;
    },
    fill() {
      if (path !== '') draw('path', ` d="${path}"${filled()}`);
    },
    stroke() {
      if (path !== '' && pen.lineWidth > 0) draw('path', ` d="${path}"${stroked()}`);
    },
    fillRect(x: number, y: number, w: number, h: number) {
      draw('path', ` d="${box(x, y, w, h)}"${filled()}`);
    },
    clearRect() {},
    clip() {
      const known = areas.indexOf(path);
      pen.area = `area-${known === -1 ? areas.push(path) : known + 1}`;
    },
    translate: (x: number, y: number) => turn([1, 0, 0, 1, x, y]),
    rotate: (angle: number) =>
      turn([Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]),
    setTransform(...matrix: [number, number, number, number, number, number]) {
      pen.matrix = matrix;
    },
    resetTransform() {
      pen.matrix = STRAIGHT;
    },
    setLineDash(dash: readonly number[]) {
      pen.dash = dash;
    },
    measureText: (text: string) => ({ width: measure(text, pen.font) }),
    fillText(text: string, x: number, y: number) {
      const { size, family, weight } = lettersOf(pen.font);
      const anchor = ANCHORS[pen.textAlign];
      const down = y + (DROPS[pen.textBaseline] ?? 0) * size;
      const [a, b, c, d, e, f] = pen.matrix;
      const upright = a === 1 && b === 0 && c === 0 && d === 1;
      const [left, base] = upright ? [x + e, down + f] : [x, down];
      const turned = upright ? '' : ` transform="matrix(${[a, b, c, d, e, f].map(round).join(' ')})"`;
      const bold = weight === '' ? '' : ` font-weight="${weight}"`;
      const letters = ` font-family="${escaped(family)}" font-size="${round(size)}"${bold}`;
      const placed = ` x="${round(left)}" y="${round(base)}"${anchor === undefined ? '' : ` text-anchor="${anchor}"`}`;
      draw('text', `${turned}${placed}${letters}${filled()}`, escaped(text));
    },
  };
  const context = new Proxy(methods, {
    // What a method is not, is the pen's: `fillStyle` and the like.
    get: (target, name) => Reflect.get(name in target ? target : pen, name),
    set: (_target, name, value) => Reflect.set(pen, name, value),
  });
  return {
    context,
    text: () =>
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
        ...areas.map((area, index) => `<clipPath id="area-${index + 1}"><path d="${area}"/></clipPath>`),
        ...drawn,
        '</svg>',
        '',
      ].join('\n'),
  };
}

function paint(name: 'fill' | 'stroke', colour: string, alpha: number): string {
  const [red, green, blue, opacity] = partsOfColour(colour) ?? [0, 0, 0, 0];
  const whole = opacity * alpha;
  const part = (value: number) => Math.round(value * 255);
  const see = whole >= 1 ? '' : ` ${name}-opacity="${round(whole)}"`;
  return ` ${name}="rgb(${part(red)},${part(green)},${part(blue)})"${see}`;
}

function lettersOf(font: string) {
  const parts = /([\d.]+)px\s+(.*)$/.exec(font);
  const weight = /\b(bold|[1-9]00)\b/.exec(font)?.[1] ?? '';
  return { size: Number(parts?.[1] ?? 10), family: parts?.[2] ?? 'sans-serif', weight };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Letters that XML does not allow at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu;

function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
