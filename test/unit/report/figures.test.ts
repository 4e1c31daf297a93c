import { describe, expect, it } from 'vitest';
import type { Results } from '../../../src/protocol.ts';
import type { Figure } from '../../../src/report/figures.ts';
import { valueAxis } from '../../../src/report/figures-axis.ts';
import { layOut, MOST_POINTS, valueTitle } from '../../../src/report/figures-layout.ts';
import { figuresOf } from '../../../src/report/figures-of-report.ts';
import { relativeFigure } from '../../../src/report/figures-relative.ts';
import { shownFigure } from '../../../src/report/figures-shown.ts';
import { figureRows, renderFigureTable } from '../../../src/report/figures-table.ts';
import { resultsOf } from '../../support/results-of.ts';
import { METHOD_2008, type SampleOptions, sampleRun } from '../../support/sample-runs.ts';

function figures(options: SampleOptions = {}, network?: 'transactions'): readonly Figure[] {
  const { report, points } = resultsOf(sampleRun(options)).results;
  return figuresOf(report, points, network);
}

function figureOf(title: string, options: SampleOptions = {}): Figure {
  const figure = figures(options).find((each) => each.title === title);
  if (figure === undefined) throw new Error(`no figure ${title}`);
  return figure;
}

const experiment = (benchmarks: readonly unknown[]) => ({ experiment: { ...METHOD_2008, benchmarks } });

describe('figures of a report', () => {
  it('are those of the 2008 method, in the order of the table', () => {
    expect(
      figures().map((figure) => `${figure.title}: ${valueTitle(figure)} by ${figure.axis.title}`),
    ).toEqual([
      'TCP small: throughput, MB/s by message size, bytes',
      'TCP medium: throughput, MB/s by message size, bytes',
      'TCP large: throughput, MB/s by message size, bytes',
      'UDP small: throughput, MB/s by message size, bytes',
      'UDP medium: throughput, MB/s by message size, bytes',
      'Disk throughput: throughput, MB/s by file size, bytes',
      'Disk time: time, s by file size, bytes',
      'Memory: bandwidth, MB/s by operation',
      'CPU: MFLOPS by target',
    ]);
  });

  it('show every series of their metric with the numbers of the report, and each of its trials', () => {
    const { report, points } = resultsOf(sampleRun()).results;
    const shown = figuresOf(report, points, 'transactions').flatMap((figure) =>
      figureRows(figure).map(({ step, target, cell }) => ({ ...step, target, cell })),
    );
    const main = report.series.filter(
      ({ metric, case: case_ }) =>
        !['throughput', 'latency', 'mflops-wall'].includes(metric) || case_.startsWith('disk'),
    );
    expect(shown).toHaveLength(main.length);
    for (const series of main) {
      const { target, case: case_, metric, n, median, medianInterval, mean, cv } = series;
      const { cell } = shown.find(
        (each) => each.target === target && each.case === case_ && each.metric === metric,
      )!;
      expect(cell).toMatchObject({ n, median, medianInterval, mean, cv });
      expect(cell.values).toEqual(points[report.series.indexOf(series)]!.values);
    }
  });

  it('keep their identity when another metric of the network is chosen', () => {
    const ids = (all: readonly Figure[]) => all.map(({ id }) => id);
    expect(ids(figures({}, 'transactions'))).toEqual(ids(figures()));
    expect(new Set(ids(figures())).size).toBe(9);
  });

  it('have the baseline first, and sizes in their order whatever the order in the file', () => {
    const figure = figureOf('TCP small', experiment([{ benchmark: 'tcp-small', sizes: [512, '1K', 16] }]));
    expect(figure.lines.map(({ target }) => target)).toEqual(['bare', 'pv', 'hvm']);
    expect(figure.steps.map(({ label, size }) => [label, size])).toEqual([
      ['16', 16],
      ['512', 512],
      ['1K', 1024],
    ]);
  });

  it('give each entry with a name, and each metric of a command, a figure of its own', () => {
    const metrics = [
      { name: 'iops', unit: '1/s', pattern: '(1)' },
      { name: 'p99', unit: 'us', better: 'lower', pattern: '(1)' },
    ];
    const all = figures(
      experiment([
        { benchmark: 'disk', name: 'tmp', sizes: ['64M'] },
        { benchmark: 'memory', name: 'big' },
        'memory',
        { benchmark: 'command', name: 'fio', run: 'fio', metrics },
        { benchmark: 'command', name: 'build', run: 'make' },
      ]),
    );
    expect(all.map((figure) => `${figure.title}: ${valueTitle(figure)}, ${figure.better}`)).toEqual([
      'Memory: bandwidth, MB/s, higher',
      'tmp throughput: throughput, MB/s, higher',
      'tmp time: time, s, lower',
      'big: bandwidth, MB/s, higher',
      'fio iops: iops, 1/s, higher',
      'fio p99: p99, us, lower',
      'build duration: duration, s, lower',
    ]);
  });

  it('are there before the first trial, with every place along the axis', () => {
    const all = figures({ most: 4 });
    expect(all).toHaveLength(9);
    for (const figure of all) {
      const layout = layOut(figure);
      expect(layout.x.ticks.length).toBeGreaterThan(0);
      expect(layout.lines.flatMap(({ centres, points }) => [...centres, ...points])).toEqual([]);
    }
  });

  it('of several runs have a line for each target of each', () => {
    const { report, points } = resultsOf(
      sampleRun(),
      sampleRun({ id: 'b', experiment: { ...METHOD_2008, repetitions: 7 } }),
    ).results;
    const [first] = figuresOf(report, points);
    expect(first!.lines.map(({ target }) => target)).toEqual([
      'bare',
      'pv',
      'hvm',
      'bare (run 2)',
      'pv (run 2)',
      'hvm (run 2)',
    ]);
  });
});

describe('a figure relative to the baseline', () => {
  const absolute = figureOf('TCP small');
  const relative = relativeFigure(absolute, 'bare');

  it('has the baseline at 1 and every value divided by its median of the same case', () => {
    absolute.steps.forEach((_, step) => {
      const [bare, , hvm] = absolute.lines.map(({ cells }) => cells[step]!);
      const [one, , ratio] = relative.lines.map(({ cells }) => cells[step]!);
      expect(one!.median).toBe(1);
      expect(ratio!.median).toBe(hvm!.median! / bare!.median!);
      expect(ratio!.values).toEqual(hvm!.values.map((value) => value / bare!.median!));
      expect(ratio!.cv).toBe(hvm!.cv);
    });
    expect(valueTitle(relative)).toBe('x of bare');
  });

  it('has no values where there is nothing to divide by', () => {
    const noBaseline = figureOf('CPU', {
      change: (trial) =>
        trial.target === 'bare' ? { ...trial, outcome: 'invalid', measurements: [] } : trial,
    });
    const [bare, pv] = relativeFigure(noBaseline, 'bare').lines;
    expect(bare!.cells[0]).toMatchObject({ median: null, values: [] });
    expect(pv!.cells[0]).toMatchObject({ median: null, medianInterval: null, mean: null, values: [] });
  });
});

describe('filters', () => {
  const hide = (targets: readonly string[], groups: readonly string[]) => ({
    targets: new Set(targets),
    groups: new Set(groups),
  });

  it('take targets and groups away, and the figure when nothing is left', () => {
    const figure = figureOf('TCP small');
    expect(shownFigure(figure, hide(['pv'], []))!.lines.map(({ target }) => target)).toEqual(['bare', 'hvm']);
    expect(shownFigure(figure, hide([], ['TCP small']))).toBeNull();
    expect(shownFigure(figure, hide(['bare', 'pv', 'hvm'], []))).toBeNull();
  });

  it('take single operations out of the memory figure', () => {
    const shown = shownFigure(figureOf('Memory'), hide([], ['Memory Copy', 'Memory Add']))!;
    expect(shown.steps.map(({ label }) => label)).toEqual(['scale', 'triad']);
    expect(shown.lines[0]!.cells).toHaveLength(2);
  });
});

describe('the layout of a figure', () => {
  it('has a logarithmic axis marked at the sizes, and joins centres along it', () => {
    const { x, joined } = layOut(figureOf('UDP medium'));
    expect(x.ticks.map(({ label }) => label)).toEqual(['1K', '4K', '16K', '32K', '62K']);
    expect(x.ticks.map(({ at }) => at)).toEqual([10, 12, 14, 15, Math.log2(62 * 1024)]);
    expect(joined).toBe(true);
  });

  it('joins nothing along names, and puts the targets of a single case side by side', () => {
    const memory = layOut(figureOf('Memory'));
    expect([memory.joined, memory.x.ticks.length]).toEqual([false, 4]);
    const cpu = layOut(figureOf('CPU'));
    expect([cpu.joined, cpu.x.ticks.map(({ label }) => label)]).toEqual([false, ['bare', 'pv', 'hvm']]);
  });

  it('keeps the marks of targets apart, nearest to their own place, and the same at every drawing', () => {
    const figure = figureOf('TCP small');
    const { lines, x } = layOut(figure);
    const spans = lines.map(({ points }) => {
      const ofStep = points.filter(({ step }) => step === 2).map((point) => point.x);
      return [Math.min(...ofStep), Math.max(...ofStep)] as const;
    });
    for (const [index, [low]] of spans.entries()) {
      if (index > 0) expect(low).toBeGreaterThan(spans[index - 1]![1]);
    }
    for (const { points } of lines) {
      for (const point of points) {
        const nearest = x.ticks.map(({ at }) => Math.abs(at - point.x));
        expect(nearest.indexOf(Math.min(...nearest))).toBe(point.step);
      }
    }
    expect(layOut(figure)).toEqual(layOut(figure));
  });

  it('holds every value, from zero where they are amounts', () => {
    for (const figure of figures()) {
      const { y, lines } = layOut(figure);
      expect(y.min).toBe(0);
      for (const point of lines.flatMap(({ points }) => points)) {
        expect(point.y).toBeLessThanOrEqual(y.max);
      }
      const ratios = layOut(relativeFigure(figure, 'bare')).y;
      expect(ratios.min).toBeLessThan(1);
      expect(ratios.max).toBeGreaterThan(1);
    }
  });

  it('draws at most so many trials of a case, both ends among them, and says so', () => {
    const figure = figureOf('CPU', { experiment: { ...METHOD_2008, benchmarks: ['cpu'], repetitions: 700 } });
    const { lines, thinnedFrom } = layOut(figure);
    expect(thinnedFrom).toBe(700);
    for (const [index, { points }] of lines.entries()) {
      const { values } = figure.lines[index]!.cells[0]!;
      expect(points).toHaveLength(MOST_POINTS);
      expect(new Set(points.map((point) => point.index)).size).toBe(MOST_POINTS);
      const drawn = points.map(({ y }) => y);
      expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([Math.min(...values), Math.max(...values)]);
    }
    expect(layOut(figureOf('CPU')).thinnedFrom).toBeNull();
  });
});

describe('the axis of values', () => {
  it.each([
    { values: [0.3, 5.2], must: 0, ticks: [0, 2, 4, 6], decimals: 0 },
    { values: [10.2, 11.7], must: 0, ticks: [0, 2.5, 5, 7.5, 10, 12.5], decimals: 1 },
    { values: [0.31, 1.04], must: 1, ticks: [0.2, 0.4, 0.6, 0.8, 1, 1.2], decimals: 1 },
    { values: [], must: 0, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], decimals: 1 },
    { values: [-3, 4], must: 0, ticks: [-4, -2, 0, 2, 4], decimals: 0 },
    { values: [Number.NaN, 218], must: 0, ticks: [0, 50, 100, 150, 200, 250], decimals: 0 },
  ])('has round marks around $values', ({ values, must, ticks, decimals }) => {
    expect(valueAxis(values, must)).toEqual({ min: ticks[0], max: ticks.at(-1), ticks, decimals });
  });

  it('stays as it is while further values lie within it', () => {
    expect(valueAxis([5.2, 5.9, 1], 0)).toEqual(valueAxis([5.2], 0));
  });
});

describe('a figure as a table', () => {
  const results: Results = resultsOf(sampleRun()).results;
  const [figure] = figuresOf(results.report, results.points);

  it('has the numbers of the figure in full precision as CSV', () => {
    const [header, first] = renderFigureTable(
      figure!,
      'csv',
      new Map([['bare', 'bare (native; simulated)']]),
    ).split('\r\n');
    expect(header).toBe(
      '"message size, bytes",target,n,"median (throughput, MB/s)",95 % low,95 % high,"mean (throughput, MB/s)",CV',
    );
    const { median, medianInterval, mean, cv } = figure!.lines[0]!.cells[0]!;
    expect(first).toBe(
      ['16', 'bare (native; simulated)', 10, median, ...medianInterval!, mean, cv].join(','),
    );
  });

  it('is a table in Markdown and LaTeX too', () => {
    expect(renderFigureTable(figure!, 'markdown').split('\n')).toHaveLength(18 + 2 + 1);
    expect(renderFigureTable(figure!, 'latex')).toContain('\\begin{tabular}');
  });
});
