import { describe, expect, it } from 'vitest';
import { svgContext } from '../../../webview/results/svg-context.ts';

function drawn(draw: (context: CanvasLike) => void): readonly string[] {
  const svg = svgContext(100, 50, (text) => text.length * 6);
  draw(svg.context as CanvasLike);
  return svg.text().split('\n').slice(2, -2);
}

/** What is used here of a 2D context; tests have no DOM. */
interface CanvasLike {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  rect(x: number, y: number, w: number, h: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  closePath(): void;
  clip(): void;
  fill(): void;
  stroke(): void;
  setLineDash(dash: readonly number[]): void;
  translate(x: number, y: number): void;
  rotate(angle: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { width: number };
}

describe('a drawing written down as SVG', () => {
  it('is a whole file of its size', () => {
    const text = svgContext(100, 50, () => 0).text();
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="100" height="50"/,
    );
    expect(text).toMatch(/<\/svg>\n$/);
  });

  it('has lines with colour, opacity, width and dashes', () => {
    expect(
      drawn((context) => {
        context.strokeStyle = 'rgba(10, 20, 30, 0.25)';
        context.lineWidth = 2;
        context.setLineDash([4, 2]);
        context.beginPath();
        context.moveTo(1, 2);
        context.lineTo(3.456, 4);
        context.stroke();
      }),
    ).toEqual([
      '<path d="M1 2L3.46 4" fill="none" stroke="rgb(10,20,30)" stroke-opacity="0.25" stroke-width="2" stroke-dasharray="4 2"/>',
    ]);
  });

  it('has whole circles', () => {
    const [circle] = drawn((context) => {
      context.fillStyle = '#ff0000';
      context.beginPath();
      context.arc(10, 10, 5, 0, 2 * Math.PI);
      context.closePath();
      context.fill();
    });
    expect(circle).toBe('<path d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10Z" fill="rgb(255,0,0)"/>');
  });

  it('draws into an area only until it is left', () => {
    expect(
      drawn((context) => {
        context.save();
        context.beginPath();
        context.rect(0, 0, 10, 10);
        context.clip();
        context.beginPath();
        context.rect(5, 5, 10, 10);
        context.fill();
        context.restore();
        context.fill();
      }),
    ).toEqual([
      '<clipPath id="area-1"><path d="M0 0L10 0L10 10L0 10Z"/></clipPath>',
      '<g clip-path="url(#area-1)"><path d="M5 5L15 5L15 15L5 15Z" fill="rgb(0,0,0)"/></g>',
      '<path d="M5 5L15 5L15 15L5 15Z" fill="rgb(0,0,0)"/>',
    ]);
  });

  it('has texts as texts, where they stand and turned as they are', () => {
    const [upright, turned] = drawn((context) => {
      context.font = 'bold 10px "Some Face", sans-serif';
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.translate(20, 30);
      context.fillText('MB/s', 0, 0);
      context.rotate(-Math.PI / 2);
      context.fillText('MB/s', 0, 0);
    });
    expect(upright).toBe(
      '<text x="20" y="33.5" text-anchor="middle" font-family="&quot;Some Face&quot;, sans-serif" font-size="10" font-weight="bold" fill="rgb(0,0,0)">MB/s</text>',
    );
    expect(turned).toContain('transform="matrix(0 -1 1 0 20 30)" x="0" y="3.5"');
  });

  it('shows hostile texts as texts, and holds no letter that XML forbids', () => {
    const [text] = drawn((context) => context.fillText('</text><script>"&\u0000\u001b\ud800', 0, 0));
    expect(text).toContain('>&lt;/text&gt;&lt;script&gt;&quot;&amp;</text>');
  });

  it('measures texts by what it is given', () => {
    drawn((context) => expect(context.measureText('four').width).toBe(24));
  });
});
