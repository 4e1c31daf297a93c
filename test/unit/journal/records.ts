import type { RunFileRecord, RunRecord, TrialRecord } from '../../../src/journal/records.ts';

/** Records of a small run, and their lines. */

export const RUN: RunRecord = {
  record: 'run',
  format: 1,
  id: 'one',
  startedAt: '2026-01-01T00:00:00.000Z',
  experiment: { name: 'a.xenbench.jsonc', sha256: '00', text: '{}' },
  plan: {
    seed: 1,
    order: 'interleaved',
    trials: 2,
    targets: ['pv'],
    cases: ['cpu'],
    repetitions: 2,
    warmup: 0,
    boots: 1,
    baseline: 'pv',
    margin: 0.01,
  },
  software: { version: '0', node: '20', platform: 'linux-x64' },
};

export const END: RunFileRecord = { record: 'end', at: '2026-01-01T00:00:01.000Z', outcome: 'completed' };

export function trial(round: number, changes: Partial<TrialRecord> = {}): TrialRecord {
  return {
    record: 'trial',
    trial: round,
    attempt: 1,
    round,
    boot: 1,
    target: 'pv',
    case: 'cpu',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 10,
    command: 'true',
    exitCode: 0,
    signal: null,
    stdout: 'a line\nwith \u001b[31m and "quotes"',
    stderr: '',
    truncated: false,
    outcome: 'valid',
    measurements: [{ metric: 'mflops', value: 218.3, unit: 'MFLOPS' }],
    parser: 'linpack@1',
    ...changes,
  };
}

export function targetState(boot: string): RunFileRecord {
  return {
    record: 'target',
    target: 'pv',
    at: '2026-01-01T00:00:00.000Z',
    declared: { kind: 'pv', host: 'lab:pv' },
    observed: { boot_id: boot },
    proof: { status: 'unchecked' },
    simulated: true,
    environment: { release: '6.1' },
    environmentHash: 'h',
  };
}

export const line = (record: unknown) => `${JSON.stringify(record)}\n`;
