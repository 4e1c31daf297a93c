import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../src/report/figures-of-report.ts';
import { shownFigure } from '../../../src/report/figures-shown.ts';
import { indexOf, placeIn, pointsOf, seriesAt, trialAt } from '../../../webview/results/place.ts';
import { resultsOf } from '../../support/results-of.ts';
import { sampleRun } from '../../support/sample-runs.ts';

const { report, points } = resultsOf(sampleRun()).results;
const figures = figuresOf(report, points);

describe('the way from the table to a figure', () => {
  it('leads each cell of the table to the one figure, or for a disk the two, that show its series', () => {
    for (const { group, target, case: case_ } of report.cvTable) {
      const series = { group, target, case: case_! };
      const found = figures.filter((figure) => placeIn(figure, series) !== null);
      expect(found).toHaveLength(group === 'Disk' ? 2 : 1);
      const [figure] = found;
      expect(seriesAt(figure!, placeIn(figure!, series)!)).toEqual(series);
    }
  });

  it('leads to the right operation, also where others are hidden', () => {
    const memory = figures.find(({ title }) => title === 'Memory')!;
    const series = { group: 'Memory Triad', target: 'pv', case: 'memory' };
    expect(placeIn(memory, series)).toEqual({ target: 'pv', step: 3 });
    const fewer = shownFigure(memory, { targets: new Set(), groups: new Set(['Memory Copy']) })!;
    expect(placeIn(fewer, series)).toEqual({ target: 'pv', step: 2 });
    expect(seriesAt(fewer, { target: 'pv', step: 2 })).toEqual(series);
  });

  it('leads nowhere for what is not shown', () => {
    expect(placeIn(figures[0]!, { group: 'TCP small', target: 'kvm', case: 'tcp-small/16' })).toBeNull();
    expect(placeIn(figures[0]!, { group: 'TCP small', target: 'pv', case: 'tcp-small/7' })).toBeNull();
    expect(pointsOf(figures, { group: 'TCP tiny', target: 'pv', case: 'tcp-small/16' })).toBeNull();
  });
});

describe('the trials of a series', () => {
  it('are walked from the first to the last', () => {
    const found = pointsOf(figures, { group: 'CPU', target: 'pv', case: 'cpu' })!;
    expect(found.trials).toHaveLength(10);
    for (const index of found.trials.keys()) expect(indexOf(found, trialAt(found, index)!)).toBe(index);
    expect(trialAt(found, -1)).toBeNull();
    expect(trialAt(found, 10)).toBeNull();
    expect(indexOf(found, { run: 5, trial: 1, attempt: 1 })).toBe(-1);
  });
});
