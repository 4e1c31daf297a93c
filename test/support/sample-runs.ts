import type { RunFileRecord, TrialRecord } from '../../src/journal/records.ts';
import { recordsOf, textOf } from '../unit/engine/run-files.ts';

/** Run files for tests of the results page, as texts. */

const GROUPS = ['tcp-small', 'tcp-medium', 'tcp-large', 'udp-small', 'udp-medium', 'disk', 'memory', 'cpu'];

export const METHOD_2008 = {
  title: 'PV and HVM against the bare machine',
  targets: {
    bare: { kind: 'native', host: 'bench1' },
    pv: { kind: 'pv', host: 'root@10.0.0.11' },
    hvm: { kind: 'hvm', host: 'root@10.0.0.12' },
  },
  peer: { address: '10.0.0.2' },
  benchmarks: GROUPS,
  repetitions: 10,
};

export interface SampleOptions {
  readonly experiment?: object;
  readonly id?: string;
  readonly change?: (trial: TrialRecord) => TrialRecord;
  /** Of the records, the head and the targets among them; all when left out. */
  readonly most?: number;
  readonly simulated?: boolean;
}

/** A run of the eight groups of 2008, with numbers that look like some. */
export function sampleRun(options: SampleOptions = {}): string {
  const { experiment = METHOD_2008, id, change = (trial) => trial, most, simulated = false } = options;
  const records = recordsOf(experiment, id, (trial) => change(withValues(trial)));
  const told = records.map(
    (record): RunFileRecord => (record.record === 'target' ? { ...record, simulated } : record),
  );
  return textOf(most === undefined ? told : told.slice(0, most));
}

const SLOWER: Readonly<Record<string, number>> = { bare: 1, pv: 0.97, hvm: 0.62 };

function withValues(trial: TrialRecord): TrialRecord {
  const noise = 1 + (((trial.trial * 7_919) % 101) / 101 - 0.5) * (trial.target === 'hvm' ? 0.2 : 0.03);
  const speed = (SLOWER[trial.target] ?? 0.8) * noise;
  const size = bytesOf(trial.case);
  const values: Readonly<Record<string, number>> = {
    transactions: (speed * 11.7e6) / (2 * size + 1200),
    throughput: (speed * 11.7 * 2 * size) / (2 * size + 1200),
    latency: (2 * size + 1200) / (11.7 * speed),
    time: size / (speed * 90e6),
    mflops: 218 * (1 + (noise - 1) / 50),
    'mflops-wall': 217,
  };
  const disk = trial.case.startsWith('disk');
  return {
    ...trial,
    measurements: trial.measurements.map(({ metric, unit }) => ({
      metric,
      unit,
      value: disk && metric === 'throughput' ? speed * 90 : (values[metric] ?? 3_300 * noise),
    })),
  };
}

function bytesOf(case_: string): number {
  const parts = /\/(\d+)([KMG]?)$/.exec(case_);
  return parts === null ? 1 : Number(parts[1]) * 1024 ** ['', 'K', 'M', 'G'].indexOf(parts[2] ?? '');
}
