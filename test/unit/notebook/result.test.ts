import { describe, expect, it } from 'vitest';
import type { ShowFields } from '../../../src/notebook/fragment.ts';
import { notebookOfRun } from '../../../src/notebook/notebook-of-run.ts';
import { readFragment } from '../../../src/notebook/read-fragment.ts';
import { readNotebook } from '../../../src/notebook/read-notebook.ts';
import { readResult } from '../../../src/notebook/read-result.ts';
import type { ChartResult, CvTableResult, EnvironmentResult, Result } from '../../../src/notebook/result.ts';
import { shownAgain } from '../../../src/notebook/result-figure.ts';
import { resultMarkdown } from '../../../src/notebook/result-markdown.ts';
import { resultOf, resultOfRunning } from '../../../src/notebook/result-of-run.ts';
import { MOST_BYTES } from '../../../src/notebook/result-size.ts';
import { resultText } from '../../../src/notebook/result-text.ts';
import { writeNotebook } from '../../../src/notebook/write-notebook.ts';
import { figuresOf } from '../../../src/report/figures-of-report.ts';
import { renderJson } from '../../../src/report/json.ts';
import { experimentOf, sampleRun, target } from '../report/sample.ts';
import { viewOf, wholeRun } from './views.ts';

function shown(text: string): ShowFields {
  const { fragment } = readFragment(text, 'book');
  if (fragment?.does !== 'show') throw new Error('shows nothing');
  return fragment.fields;
}

const whole = viewOf(wholeRun());
const bytes = (result: Result) =>
  new TextEncoder().encode(resultText(result) + resultMarkdown(result)).length;

describe('a result', () => {
  it('of the CV table has the numbers of the report as JSON, digit by digit', () => {
    const result = readResult(resultText(resultOf(shown('{ "show": "cv-table" }'), whole))) as CvTableResult;
    expect(result.rows).toEqual(JSON.parse(renderJson(whole.report)).cvTable);
  });

  it('of a chart has its figures, their medians to ten digits, and some of their points with both ends', () => {
    const view = viewOf(sampleRun({ experiment: experimentOf({ repetitions: 40 }) }));
    const result = resultOf(shown('{ "show": "chart", "figure": "tcp-small" }'), view) as ChartResult;
    const [figure] = figuresOf(view.report, view.points).filter(({ title }) => title === 'TCP small');
    const [kept] = result.figures.map(shownAgain);
    expect(result.figures).toHaveLength(1);
    kept?.lines.forEach(({ cells }, line) => {
      cells.forEach((cell, step) => {
        const original = figure?.lines[line]?.cells[step];
        expect(cell?.n).toBe(original?.n);
        expect(cell?.median).toBeCloseTo(original?.median ?? 0, 5);
        expect(cell?.values.length).toBe(12);
        expect(Math.max(...(cell?.values ?? []))).toBeCloseTo(Math.max(...(original?.values ?? [])), -1);
      });
    });
  });

  it('takes groups, figures and targets by the words of the experiment file, and whole families of them', () => {
    const groups = (group: string) => [
      ...new Set(
        (resultOf(shown(JSON.stringify({ show: 'cv-table', group })), whole) as CvTableResult).rows.map(
          (row) => row.group,
        ),
      ),
    ];
    expect(groups('tcp-small')).toEqual(['TCP small']);
    expect(groups('memory')).toHaveLength(4);
    const { figures, targets } = resultOf(
      shown('{ "show": "chart", "figure": ["disk"], "targets": ["hvm"] }'),
      whole,
    ) as ChartResult;
    expect(figures.map(({ title }) => title)).toEqual(['Disk throughput', 'Disk time']);
    expect(targets.map(({ name }) => name)).toEqual(['hvm']);
  });

  it('says what there is where a cell asks for something else', () => {
    expect(() => resultOf(shown('{ "show": "chart", "figure": "TCP smal" }'), whole)).toThrow(
      'There is no figure "TCP smal" in this run: it has TCP small, TCP medium',
    );
    expect(() => resultOf(shown('{ "show": "environment", "targets": ["hvn"] }'), whole)).toThrow(
      'Did you mean "hvm"?',
    );
  });

  it('divides by the baseline where it is asked to, also where the baseline is not shown', () => {
    const { figures } = resultOf(
      shown('{ "show": "chart", "figure": "CPU", "relative": true, "targets": ["pv"] }'),
      whole,
    ) as ChartResult;
    expect(figures[0]?.unit).toBe('x of bare');
    expect(figures[0]?.lines[0]?.cells[0]?.[1]).toBeGreaterThan(0);
  });

  it('is small: the whole of 2008 in one chart, with the most digits there are', () => {
    for (const show of ['cv-table', 'chart', 'summary', 'environment']) {
      expect(bytes(resultOf(shown(JSON.stringify({ show })), whole))).toBeLessThanOrEqual(MOST_BYTES);
    }
    expect(bytes(resultOfRunning(whole))).toBeLessThanOrEqual(MOST_BYTES);
  });

  it('is refused where it would be larger than a notebook should hold', () => {
    const targets = Array.from({ length: 64 }, (_, index) => target(`guest-number-${index}`));
    const many = viewOf(
      sampleRun({ experiment: experimentOf({ targets, baseline: targets[0]?.name ?? '' }) }),
    );
    expect(() => resultOf(shown('{ "show": "chart" }'), many)).toThrow('choose some with "figure"');
  });

  it('of environments keeps the facts that people ask for first, and says how many are left', () => {
    const facts = (count: number) =>
      Object.fromEntries([
        ['os', 'Debian'],
        ['cpu_flags', 'sse2 '.repeat(500)],
        ...Array.from({ length: count }, (_, index) => [`mitigation_m${index}`, 'Mitigation: '.repeat(20)]),
      ]);
    const shownOf = (count: number) => {
      const environments = new Map(['bare', 'pv', 'hvm'].map((name) => [name, facts(count)]));
      return resultOf(shown('{ "show": "environment" }'), { ...whole, environments });
    };
    const many = shownOf(300) as EnvironmentResult;
    expect(bytes(many)).toBeLessThanOrEqual(MOST_BYTES);
    expect(many.environments[0]?.['os']).toBe('Debian');
    expect(many.environments[0]).not.toHaveProperty('cpu_flags');
    const kept = Object.keys(many.environments[0] ?? {}).length;
    expect(kept).toBeGreaterThan(20);
    expect(many.more).toBe(301 - kept);
    expect(resultMarkdown(many)).toContain(`${301 - kept} more facts are in the run file`);
    expect(readResult(resultText(many))).toEqual(many);
    const few = shownOf(3);
    expect(few).not.toHaveProperty('more');
    expect(readResult(resultText(few))).toEqual(few);
  });

  it('is none where a file has something else in its place', () => {
    const good = resultOf(shown('{ "show": "chart" }'), whole);
    expect(readResult(resultText(good))).toEqual(good);
    for (const bad of [
      '',
      '{',
      '[]',
      'null',
      '{"show":"__proto__"}',
      '{"show":"chart"}',
      '{"show":"later"}',
    ]) {
      expect(readResult(bad)).toBeNull();
    }
    const changes: readonly object[] = [
      { targets: [null] },
      { figures: [{}] },
      { from: null },
      { format: 2 },
    ];
    for (const change of changes) {
      expect(readResult(JSON.stringify({ ...good, ...change }))).toBeNull();
    }
  });

  it('reads as Markdown too, and makes no markup of what a file says', () => {
    const hostile = viewOf(
      sampleRun({ experiment: experimentOf({ title: '<img src=x> | `a`', targets: [target('pv|<b>')] }) }),
    );
    const text = ['cv-table', 'chart', 'summary', 'environment']
      .map((show) => resultMarkdown(resultOf(shown(JSON.stringify({ show })), hostile)))
      .join('\n');
    expect(text).not.toMatch(/<(img|b)/);
    expect(text).toContain('pv\\|&lt;b&gt;');
  });
});

describe('the notebook of a run', () => {
  const { experiment } = wholeRun();
  const book = notebookOfRun(whole, experiment, '.xenbench/runs/demo.xenrun');

  it('tells it: method, table, every figure, deviations, machines; each cell can be run again', () => {
    const code = book.cells.filter(({ kind }) => kind === 'code');
    expect(code.map(({ text }) => readFragment(text, '').diagnostics)).toEqual(code.map(() => []));
    expect(code.map(({ text }) => JSON.parse(text).figure ?? JSON.parse(text).show)).toEqual([
      'summary',
      'cv-table',
      'TCP small',
      'TCP medium',
      'TCP large',
      'UDP small',
      'UDP medium',
      'Disk throughput',
      'Disk time',
      'Memory',
      'CPU',
      'environment',
    ]);
    const prose = book.cells.filter(({ kind }) => kind === 'markdown').map(({ text }) => text);
    expect(prose.join('\n')).toContain('Each case was measured 10 times on each target');
  });

  it('is a file that keeps all of it', () => {
    const text = writeNotebook(book);
    expect(readNotebook(new TextEncoder().encode(text), 'book.xenbook')).toEqual(book);
  });
});
