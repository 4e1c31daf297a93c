import type { Metric } from '../../../src/benchmarks/benchmark.ts';
import type { Case, Experiment, Target } from '../../../src/experiment/model.ts';
import type { RunFile, TargetRecord, TrialRecord } from '../../../src/journal/records.ts';
import { analyse } from '../../../src/report/analyse.ts';
import type { Report } from '../../../src/report/model.ts';
import type { GivenRun } from '../../../src/report/pools.ts';

/** A small experiment of every kind of case, and run files of it with known numbers. */

export function metricsOf(case_: Case): readonly Metric[] {
  switch (case_.benchmark) {
    case 'network':
      return [
        { name: 'transactions', unit: '1/s', better: 'higher' },
        { name: 'throughput', unit: 'MB/s', better: 'higher' },
        { name: 'latency', unit: 'us', better: 'lower' },
      ];
    case 'memory':
      return ['copy', 'scale', 'add', 'triad'].map((name) => ({ name, unit: 'MB/s', better: 'higher' }));
    case 'disk':
      return [
        { name: 'throughput', unit: 'MB/s', better: 'higher' },
        { name: 'time', unit: 's', better: 'lower' },
      ];
    case 'cpu':
      return [{ name: 'mflops', unit: 'MFLOPS', better: 'higher' }];
    case 'command':
      return [...case_.metrics, { name: 'duration', unit: 's', better: 'lower' }];
  }
}

export const CASES: readonly Case[] = [
  {
    id: 'fio',
    entry: 'fio',
    group: 'fio',
    benchmark: 'command',
    name: 'fio',
    run: 'fio job.fio',
    timeout: 600,
    metrics: [{ name: 'iops', unit: '1/s', better: 'higher', source: { json: '/iops' } }],
  },
  { id: 'cpu', entry: 'cpu', group: 'CPU', benchmark: 'cpu', seconds: 2, binary: null },
  {
    id: 'memory',
    entry: 'memory',
    group: 'Memory',
    benchmark: 'memory',
    elements: null,
    threads: 1,
    passes: 10,
    binary: null,
  },
  ...(['paper', 'durable'] as const).map(
    (mode): Case => ({
      id: mode === 'paper' ? 'disk/128M' : 'disk-durable/128M',
      entry: 'disk',
      group: mode === 'paper' ? 'Disk' : 'Disk (durable)',
      benchmark: 'disk',
      size: 2 ** 27,
      mode,
      directory: '/var/tmp',
    }),
  ),
  ...[16, 64].map(
    (size): Case => ({
      id: `tcp-small/${size}`,
      entry: 'tcp-small',
      group: 'TCP small',
      benchmark: 'network',
      protocol: 'TCP',
      size,
      seconds: 3,
    }),
  ),
];

export function target(name: string, kind: Target['kind'] = 'pv'): Target {
  return { name, kind, under: null, host: `lab:${name}`, jump: null, identityFile: null, domain: null };
}

export function experimentOf(changes: Partial<Experiment> = {}): Experiment {
  return {
    title: 'PV against HVM',
    targets: [target('pv'), target('hvm', 'hvm'), target('bare', 'native')],
    baseline: 'bare',
    peer: null,
    cases: CASES,
    repetitions: 10,
    warmup: 0,
    order: 'interleaved',
    seed: 2008,
    boots: 1,
    margin: 0.01,
    ...changes,
  };
}

/** Ten numbers of mean 0 and sample standard deviation 1. */
const SPREAD = [-1.5, -1, -1, -0.5, 0, 0, 0.5, 1, 1, 1.5];

export interface SampleOptions {
  readonly id?: string;
  readonly experiment?: Experiment;
  /** Mean and CV of every metric of a case on a target. */
  readonly level?: (target: string, case_: Case) => { readonly mean: number; readonly cv: number };
  readonly simulated?: (target: string) => boolean;
}

/** A complete run: every planned trial valid, the k-th of each case at mean (1 + cv SPREAD[k]). */
export function sampleRun(options: SampleOptions = {}): GivenRun & { file: RunFile } {
  const { id = 'run-a', experiment = experimentOf(), level = usualLevel, simulated = () => true } = options;
  const trials: TrialRecord[] = [];
  for (let round = 1; round <= experiment.repetitions; round++) {
    for (const { name } of experiment.targets) {
      for (const case_ of experiment.cases) {
        const { mean, cv } = level(name, case_);
        const value = mean * (1 + cv * (SPREAD[(round - 1) % SPREAD.length] ?? 0));
        const measurements = metricsOf(case_).map(({ name: metric, unit }) => ({ metric, value, unit }));
        trials.push(
          trialRecord({ trial: trials.length + 1, round, target: name, case: case_.id, measurements }),
        );
      }
    }
  }
  const file: RunFile = {
    run: {
      record: 'run',
      format: 1,
      id,
      startedAt: '2026-08-02T12:00:00.000Z',
      experiment: { name: 'paper-2008', sha256: 'abc', text: '{}' },
      plan: {
        seed: experiment.seed,
        order: experiment.order,
        trials: trials.length,
        targets: experiment.targets.map(({ name }) => name),
        cases: experiment.cases.map((case_) => case_.id),
        repetitions: experiment.repetitions,
        warmup: experiment.warmup,
        boots: experiment.boots,
        baseline: experiment.baseline,
        margin: experiment.margin,
      },
      software: { version: '0.1.0', node: 'v20', platform: 'linux' },
    },
    targets: experiment.targets.map(({ name, kind, host }) =>
      targetRecord({ target: name, declared: { kind, host }, simulated: simulated(name) }),
    ),
    trials,
    warmups: [],
    resumes: [],
    domains: [],
    ends: [{ record: 'end', at: '2026-08-02T13:12:00.000Z', outcome: 'completed' }],
    torn: false,
  };
  return { file, experiment };
}

export function trialRecord(changes: Partial<TrialRecord>): TrialRecord {
  return {
    record: 'trial',
    trial: 1,
    attempt: 1,
    round: 1,
    boot: 1,
    target: 'pv',
    case: 'cpu',
    startedAt: '2026-08-02T12:00:01.000Z',
    durationMs: 3000,
    command: 'true',
    exitCode: 0,
    signal: null,
    stdout: '',
    stderr: '',
    truncated: false,
    outcome: 'valid',
    measurements: [],
    parser: 'sample@1',
    ...changes,
  };
}

export function targetRecord(changes: Partial<TargetRecord>): TargetRecord {
  return {
    record: 'target',
    target: 'pv',
    at: '2026-08-02T12:00:00.500Z',
    declared: { kind: 'pv', host: 'lab:pv' },
    observed: {},
    proof: { status: 'unchecked' },
    simulated: false,
    environment: {},
    environmentHash: 'same',
    ...changes,
  };
}

function usualLevel(name: string, case_: Case): { mean: number; cv: number } {
  const share = { bare: 1, pv: 0.95, hvm: 0.6 }[name] ?? 1;
  const cv = { network: 0.0082, memory: 0.0326, disk: 0.37, cpu: 0.000442, command: 0.02 }[case_.benchmark];
  const mean = { network: 22_000, memory: 5300, disk: 61.5, cpu: 218.3, command: 12_300 }[case_.benchmark];
  return { mean: mean * share, cv: case_.id === 'tcp-small/64' ? 2 * cv : cv };
}

/** Trials changed or, where `change` gives null, never done. */
export function withTrials(
  { file, experiment }: GivenRun,
  change: (trial: TrialRecord) => TrialRecord | null,
): GivenRun {
  const trials = file.trials.map(change).filter((trial) => trial !== null);
  return { file: { ...file, trials }, experiment };
}

export function failed(trial: TrialRecord, changes: Partial<TrialRecord> = {}): TrialRecord {
  return { ...trial, outcome: 'failed', measurements: [], exitCode: 1, reason: 'exit status 1', ...changes };
}

export function reportOf(...runs: readonly GivenRun[]): Report {
  return analyse(runs, metricsOf);
}
