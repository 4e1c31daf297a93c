import { describe, expect, it } from 'vitest';
import { analyse, analyseWithPoints } from '../../../src/report/analyse.ts';
import { experimentOf, failed, metricsOf, sampleRun, target, withTrials } from './sample.ts';

const whole = sampleRun();
const analysed = (...runs: Parameters<typeof analyse>[0]) => analyseWithPoints(runs, metricsOf);

it('comes with the very report that is made without points', () => {
  expect(analysed(whole).report).toEqual(analyse([whole], metricsOf));
});

describe('points', () => {
  it('are the values behind each series, with the trial and the attempt of each', () => {
    const { report, points } = analysed(whole);
    expect(points).toHaveLength(report.series.length);
    for (const [index, { values, runs, trials, attempts }] of points.entries()) {
      const series = report.series[index];
      expect(values).toHaveLength(series?.n ?? -1);
      expect([Math.min(...values), Math.max(...values)]).toEqual([series?.min, series?.max]);
      expect(new Set(runs)).toEqual(new Set([0]));
      for (const [place, trial] of trials.entries()) {
        const record = whole.file.trials.find((each) => each.trial === trial);
        expect([record?.target, record?.case, record?.attempt]).toEqual([
          series?.target,
          series?.case,
          attempts[place],
        ]);
        const values_ = record?.measurements.filter(({ metric }) => metric === series?.metric);
        expect(values_?.map(({ value }) => value)).toEqual([values[place]]);
      }
    }
  });

  it('are in the order of boots and rounds, whatever the order in the file', () => {
    const experiment = experimentOf({ boots: 2, repetitions: 4, targets: [target('pv')] });
    const run = sampleRun({ experiment });
    const trials = run.file.trials.map((trial) => ({ ...trial, boot: trial.round > 2 ? 1 : 2 })).reverse();
    const { points } = analysed({ ...run, file: { ...run.file, trials } });
    const places = new Map(trials.map((trial) => [trial.trial, [trial.boot, trial.round]]));
    for (const { trials: order } of points) {
      expect(order.map((trial) => places.get(trial))).toEqual([
        [1, 3],
        [1, 4],
        [2, 1],
        [2, 2],
      ]);
    }
  });

  it('name the attempt that counts, and none where a trial has no valid one', () => {
    const run = withTrials(whole, (trial) => {
      if (trial.round === 1) return failed(trial);
      return trial.round === 2 ? { ...trial, attempt: 3 } : trial;
    });
    for (const { attempts } of analysed(run).points) expect(attempts).toEqual([3, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('tell which run each is of, and where that run was among those given', () => {
    const other = sampleRun({ id: 'run-b', experiment: experimentOf({ seed: 1, targets: [target('pv')] }) });
    const { report, points, given } = analysed(whole, other, sampleRun({ id: 'run-c' }), whole);
    expect(report.runs.map(({ id }) => id)).toEqual(['run-a', 'run-c', 'run-b']);
    expect(given).toEqual([0, 2, 1]);
    expect(points[0]?.runs).toEqual([...Array(10).fill(0), ...Array(10).fill(1)]);
    expect(points.at(-1)?.runs).toEqual(Array(10).fill(2));
  });
});

it('names run and attempt of each problem', () => {
  const run = withTrials(whole, (trial) => (trial.trial === 7 ? failed(trial, { attempt: 2 }) : trial));
  expect(analysed(run).report.problems).toMatchObject([{ run: 'run-a', trial: 7, attempt: 2 }]);
});
