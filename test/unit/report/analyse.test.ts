import { describe, expect, it } from 'vitest';
import { CASES, experimentOf, failed, reportOf, sampleRun, target, withTrials } from './sample.ts';

const whole = sampleRun();

describe('which attempt counts', () => {
  const retried = (attempts: readonly ('valid' | 'failed' | 'lost')[]) => {
    const trials = whole.file.trials.flatMap((trial) =>
      trial.trial !== 1
        ? [trial]
        : attempts.map((outcome, index) =>
            outcome === 'valid'
              ? { ...trial, attempt: index + 1 }
              : failed(trial, { attempt: index + 1, outcome, reason: `attempt ${index + 1}` }),
          ),
    );
    return reportOf({ ...whole, file: { ...whole.file, trials } });
  };

  it('is the latest', () => {
    const report = retried(['failed', 'lost']);
    expect(report.trials).toMatchObject({ planned: 210, valid: 209, failed: 0, lost: 1 });
    expect(report.problems.map(({ reason }) => reason)).toEqual(['attempt 2']);
  });

  it('is the valid one, before or after any other', () => {
    for (const attempts of [
      ['failed', 'valid'],
      ['valid', 'failed'],
    ] as const) {
      const report = retried(attempts);
      expect(report.trials).toMatchObject({ planned: 210, valid: 210, failed: 0 });
      expect(report.problems).toEqual([]);
    }
  });

  it('leaves trials that were never tried in the plan only, and as pending of their target', () => {
    const report = reportOf(withTrials(whole, (trial) => (trial.target === 'bare' ? null : trial)));
    expect(report.trials).toEqual({ planned: 210, valid: 140, invalid: 0, failed: 0, lost: 0, cancelled: 0 });
    expect(report.runs[0]?.targets.map(({ name, pending }) => [name, pending])).toEqual([
      ['bare', 70],
      ['pv', 0],
      ['hvm', 0],
    ]);
  });

  it('leaves out and tells of trials that the plan does not hold', () => {
    const moved = withTrials(whole, (trial) => {
      if (trial.trial === 1) return { ...trial, target: 'toString' };
      if (trial.trial === 2) return { ...trial, case: '__proto__' };
      if (trial.trial === 3) return { ...trial, round: 11 };
      return trial.trial === 4 ? { ...trial, boot: 2 } : trial;
    });
    const report = reportOf(moved);
    expect(report.trials).toMatchObject({ planned: 210, valid: 206 });
    expect(report.notes).toContain('Left out: 4 trials that the plan does not hold.');
  });
});

describe('the series', () => {
  it('stand in plan order, the baseline first, one for each metric', () => {
    const { series } = reportOf(whole);
    expect(series).toHaveLength(3 * (2 + 1 + 4 + 2 * 2 + 2 * 3));
    expect([...new Set(series.map((each) => each.target))]).toEqual(['bare', 'pv', 'hvm']);
    const bare = series.filter((each) => each.target === 'bare');
    expect([...new Set(bare.map((each) => each.case))]).toEqual(CASES.map(({ id }) => id));
    expect(bare.slice(-3).map(({ metric, unit, better, group }) => [metric, unit, better, group])).toEqual([
      ['transactions', '1/s', 'higher', 'TCP small'],
      ['throughput', 'MB/s', 'higher', 'TCP small'],
      ['latency', 'us', 'lower', 'TCP small'],
    ]);
  });

  it('hold the numbers of the valid trials', () => {
    const cpu = reportOf(whole).series.find((each) => each.target === 'bare' && each.case === 'cpu');
    expect(cpu).toMatchObject({ n: 10, metric: 'mflops', group: 'CPU' });
    expect(cpu?.mean).toBeCloseTo(218.3, 10);
    expect(cpu?.cv).toBeCloseTo(4.42e-4, 10);
    expect(cpu?.median).toBeCloseTo(218.3, 10);
    // 2nd and 9th of ten, and 0.71536 standard deviations about the mean.
    expect(cpu?.medianInterval?.[0]).toBeCloseTo(218.3 * (1 - 4.42e-4), 10);
    expect(cpu?.medianInterval?.[1]).toBeCloseTo(218.3 * (1 + 4.42e-4), 10);
    expect(cpu?.meanInterval?.[1]).toBeCloseTo(218.3 * (1 + 0.715356906 * 4.42e-4), 8);
  });

  it('are there, with nulls, where no trial is valid', () => {
    const { series } = reportOf(withTrials(whole, (trial) => (trial.case === 'cpu' ? failed(trial) : trial)));
    expect(series.filter((each) => each.case === 'cpu')).toEqual(
      ['bare', 'pv', 'hvm'].map((name) => ({
        target: name,
        case: 'cpu',
        group: 'CPU',
        metric: 'mflops',
        unit: 'MFLOPS',
        better: 'higher',
        n: 0,
        mean: null,
        sd: null,
        cv: null,
        min: null,
        max: null,
        median: null,
        medianInterval: null,
        meanInterval: null,
      })),
    );
  });

  it('never mix units', () => {
    const report = reportOf(
      withTrials(whole, (trial) =>
        trial.case === 'cpu' && trial.round === 1
          ? { ...trial, measurements: [{ metric: 'mflops', value: 218_300, unit: 'KFLOPS' }] }
          : trial,
      ),
    );
    expect(report.series.find((each) => each.case === 'cpu')?.n).toBe(9);
    expect(report.notes).toContain("Left out: 3 values in a unit other than the metric's.");
  });
});

describe('the CV table', () => {
  it("has the paper's groups in the paper's order, then the commands, for each target", () => {
    const { cvTable } = reportOf(whole);
    expect(cvTable.filter((row) => row.target === 'pv').map(({ group }) => group)).toEqual([
      'TCP small',
      'Disk',
      'Disk (durable)',
      'Memory Copy',
      'Memory Scale',
      'Memory Add',
      'Memory Triad',
      'CPU',
      'fio iops',
    ]);
    expect(cvTable.slice(0, 3).map((row) => row.target)).toEqual(['bare', 'pv', 'hvm']);
  });

  it('takes the largest CV of a group, with its case, n and interval', () => {
    const [row] = reportOf(whole).cvTable;
    expect(row).toMatchObject({ group: 'TCP small', target: 'bare', case: 'tcp-small/64', n: 10 });
    expect(row?.maxCv).toBeCloseTo(2 * 0.0082, 12);
    expect((row?.interval?.[0] ?? 0) / 0.0164).toBeCloseTo(0.688, 3);
    expect((row?.interval?.[1] ?? 0) / 0.0164).toBeCloseTo(1.826, 3);
  });

  it('has a row of nulls for a group without a number', () => {
    const { cvTable } = reportOf(withTrials(whole, (trial) => (trial.round > 1 ? null : trial)));
    expect(cvTable).toHaveLength(27);
    for (const row of cvTable) {
      expect(row).toMatchObject({ maxCv: null, case: null, n: 0, interval: null });
    }
  });
});

describe('a run', () => {
  it('tells what, when and how it ended', () => {
    expect(reportOf(whole).runs[0]).toMatchObject({
      id: 'run-a',
      title: 'PV against HVM',
      experiment: 'paper-2008',
      endedAt: '2026-08-02T13:12:00.000Z',
      outcome: 'completed',
    });
  });

  it('has not ended where it was resumed after its last end', () => {
    const resume = {
      record: 'resume' as const,
      at: '2026-08-03T09:00:00.000Z',
      valid: 10,
      software: whole.file.run.software,
    };
    const [run] = reportOf({ ...whole, file: { ...whole.file, resumes: [resume] } }).runs;
    expect(run).toMatchObject({ endedAt: null, outcome: null });
  });

  it('is simulated as soon as one target is, and unknown for a target never reached', () => {
    const mixed = sampleRun({ simulated: (name) => name === 'pv' });
    const targets = mixed.file.targets.filter((record) => record.target !== 'bare');
    const report = reportOf({ ...mixed, file: { ...mixed.file, targets } });
    expect(report.simulated).toBe(true);
    expect(report.runs[0]?.targets.map(({ name, simulated }) => [name, simulated])).toEqual([
      ['bare', null],
      ['pv', true],
      ['hvm', false],
    ]);
    expect(reportOf(sampleRun({ simulated: () => false })).simulated).toBe(false);
  });
});

describe('several runs', () => {
  it('are pooled where experiment and plan are the same', () => {
    const report = reportOf(whole, sampleRun({ id: 'run-b' }));
    expect(report.trials).toMatchObject({ planned: 420, valid: 420 });
    expect(report.series).toHaveLength(51);
    expect(report.series.every(({ n }) => n === 20)).toBe(true);
    expect(report.runs.map(({ id }) => id)).toEqual(['run-a', 'run-b']);
    expect(report.notes).toContain('Same experiment and plan, trials pooled: runs run-a and run-b.');
  });

  it('stay apart where they differ, under names that tell which run', () => {
    const other = sampleRun({ id: 'run-b', experiment: experimentOf({ seed: 1, targets: [target('pv')] }) });
    const report = reportOf(whole, other);
    expect([...new Set(report.series.map((each) => each.target))]).toEqual([
      'bare',
      'pv',
      'hvm',
      'pv (run 2)',
    ]);
    expect(report.series.every(({ n }) => n === 10)).toBe(true);
    expect(report.runs[1]?.targets.map(({ name }) => name)).toEqual(['pv (run 2)']);
  });

  it('never share a name, whatever their targets are called', () => {
    const first = sampleRun({ experiment: experimentOf({ targets: [target('pv'), target('pv (run 2)')] }) });
    const second = sampleRun({ id: 'run-b', experiment: experimentOf({ targets: [target('pv')] }) });
    const names = new Set(reportOf(first, second).series.map((each) => each.target));
    expect([...names]).toEqual(['pv', 'pv (run 2)', "pv (run 2)'"]);
  });

  it('count once where one is a copy of another', () => {
    const older = withTrials(whole, (trial) => (trial.round > 5 ? null : trial));
    const report = reportOf(older, whole);
    expect(report.trials).toMatchObject({ planned: 210, valid: 210 });
    expect(report.notes).toContain('Left out: 1 run file that another one given is a copy of.');
  });
});

it('makes an empty report of no runs', () => {
  expect(reportOf()).toMatchObject({ runs: [], simulated: false, series: [], cvTable: [], notes: [] });
});
