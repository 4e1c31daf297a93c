import { describe, expect, it } from 'vitest';
import { exportedPage } from '../../../src/notebook/export-html.ts';
import { exportPieces, type Piece, pictureName } from '../../../src/notebook/export-pieces.ts';
import { type Cell, RESULT_MIME } from '../../../src/notebook/notebook.ts';
import { notebookOfRun } from '../../../src/notebook/notebook-of-run.ts';
import type { Pictures } from '../../../src/notebook/pictures.ts';
import type { ChartResult } from '../../../src/notebook/result.ts';
import { resultOf } from '../../../src/notebook/result-of-run.ts';
import { measureHelvetica } from '../../../webview/notebook/letter-widths.ts';
import { experimentOf, sampleRun, target } from '../report/sample.ts';
import { viewOf, wholeRun } from './views.ts';

function code(outputs: Cell['outputs']): Cell {
  return { kind: 'code', language: 'jsonc', text: '{ "show": "chart" }', fields: {}, outputs };
}

const text = (pieces: readonly Piece[]) =>
  pieces.map((piece) => (piece.is === 'markdown' ? piece.text : `[${piece.figure.title}]`)).join('\n\n');

describe('the export of a notebook', () => {
  const { experiment } = wholeRun();
  const book = notebookOfRun(viewOf(wholeRun()), experiment, 'demo.xenrun');

  it('has what was written, what was asked, a picture of every figure, and its numbers', () => {
    const shown = text(exportPieces(book));
    expect(shown).toContain('```jsonc\n{ "show": "cv-table", "run": "demo.xenrun" }\n```');
    expect(shown).toContain('[TCP small]\n\n');
    expect(shown).toContain('| CV, largest of each group |');
    expect(shown).not.toContain('xenbench-output');
    expect(shown.match(/^\[.*\]$/gm)).toHaveLength(9);
  });

  it('tells of a cell that failed, and of forms that it knows; others are left out', () => {
    const error = JSON.stringify({ name: 'Xen Bench', message: 'It is <b>gone</b>.' });
    const item = (mime: string, data: string) => ({ mime, encoding: 'text' as const, data });
    const cells = [
      code([
        {
          items: [item('application/vnd.code.notebook.error', error)],
          fallback: null,
          fields: {},
        },
        { items: [item('text/plain', 'a\n```\nb'), item('x/y', 'never')], fallback: null, fields: {} },
        { items: [item(RESULT_MIME, '{')], fallback: 'What it was.', fields: {} },
      ]),
    ];
    const shown = text(exportPieces({ header: [], lineEnd: '\n', cells }));
    expect(shown).toContain('> It is &lt;b&gt;gone&lt;/b&gt;.');
    expect(shown).toContain('````text\na\n```\nb\n````');
    expect(shown).toContain('What it was.');
    expect(shown).not.toContain('never');
  });

  it('names pictures by their place and their figure', () => {
    const pieces = exportPieces(book).filter((piece) => piece.is === 'picture');
    expect(pieces.map(({ figure }, index) => pictureName(figure, index + 1)).slice(0, 2)).toEqual([
      '01-tcp-small.svg',
      '02-tcp-medium.svg',
    ]);
  });

  it('as a page runs no script, and its title is text', () => {
    const page = exportedPage('<b>"x"', 'en', ['<p>body</p>']);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('<title>&lt;b&gt;&quot;x&quot;</title>');
  });
});

describe('a picture of a notebook', () => {
  it('is drawn by the charts of the results page without a browser, and shows names as text', async () => {
    // Its types are those of a browser, which tests do not have.
    const path = '../../../webview/notebook/pictures.ts';
    const { pictures } = (await import(path)) as { pictures: Pictures };
    const name = '<script>alert(1)</script>';
    const view = viewOf(sampleRun({ experiment: experimentOf({ targets: [target(name)], baseline: name }) }));
    const result = resultOf(
      { show: 'chart', run: 'latest', relative: false, metric: 'throughput' },
      view,
    ) as ChartResult;
    for (const figure of result.figures) {
      const svg = pictures.svgOf(figure, result);
      expect(svg).toMatch(/^<\?xml[\s\S]*<svg [\s\S]*<\/svg>\s*$/);
      expect(svg).toContain('&lt;script&gt;');
      expect(svg).not.toContain('<script>');
      expect(svg).toContain('Simulated guests');
    }
  });

  it('measures letters about as a browser does', () => {
    expect(measureHelvetica('', '13px sans-serif')).toBe(0);
    expect(measureHelvetica('throughput, MB/s', '10px sans-serif')).toBeCloseTo(73, -1);
    expect(measureHelvetica('i', 'bold 20px x')).toBeLessThan(measureHelvetica('W', '20px x'));
  });
});
