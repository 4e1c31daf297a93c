import { benchmarkOf } from '../../../src/benchmarks/index.ts';
import { readExperiment } from '../../../src/experiment/read.ts';
import type { RunFileRecord, TrialRecord } from '../../../src/journal/records.ts';
import { planTrials } from '../../../src/run/plan.ts';
import { experimentHash } from '../../../src/run/run-experiment.ts';

export const EXPERIMENT = {
  title: 'PV against HVM',
  targets: { bare: { kind: 'native', host: 'a' }, hvm: { kind: 'hvm', host: 'b' } },
  benchmarks: ['memory', 'cpu', { benchmark: 'command', name: 'true', run: 'true' }],
  repetitions: 6,
};

/** The records of a whole run of an experiment, as a run writes them; each `change`d on the way. */
export function recordsOf(
  experimentFile: object = EXPERIMENT,
  id = 'run-a',
  change: (trial: TrialRecord) => TrialRecord = (trial) => trial,
): readonly RunFileRecord[] {
  const text = JSON.stringify(experimentFile);
  const name = 'sample.xenbench.jsonc';
  const { experiment } = readExperiment(new TextEncoder().encode(text), name);
  if (experiment === null) throw new Error('the experiment of this test does not read');
  const { seed, order, repetitions, warmup, boots, baseline, margin } = experiment;
  const trials = planTrials(experiment);
  const at = '2026-08-02T12:00:00.000Z';
  return [
    {
      record: 'run',
      format: 1,
      id,
      startedAt: at,
      experiment: { name, sha256: experimentHash(text), text },
      plan: {
        ...{ seed, order, repetitions, warmup, boots, baseline, margin, trials: trials.length },
        targets: experiment.targets.map((target) => target.name),
        cases: experiment.cases.map((case_) => case_.id),
      },
      software: { version: '0.1.0', node: 'v20', platform: 'linux-x64' },
    },
    ...experiment.targets.map(
      (target): RunFileRecord => ({
        record: 'target',
        target: target.name,
        at,
        declared: { kind: target.kind, host: target.host },
        observed: {},
        proof: { status: 'unchecked' },
        simulated: false,
        environment: { release: '6.1.0' },
        environmentHash: target.name,
      }),
    ),
    ...trials.map(({ trial, round, boot, target, case_ }) =>
      change({
        record: 'trial',
        ...{ trial, attempt: 1, round, boot, target: target.name, case: case_.id, startedAt: at },
        ...{ durationMs: 10, command: 'true', exitCode: 0, signal: null, truncated: false },
        ...{ stdout: `output of trial ${trial}`, stderr: '', outcome: 'valid', parser: 'sample@1' },
        measurements: benchmarkOf(case_)
          .metrics(case_)
          .map(({ name: metric, unit }, index) => ({
            metric,
            unit,
            value: 100 * (index + 1) + ((trial * 7_919) % 97),
          })),
      }),
    ),
    { record: 'end', at: '2026-08-02T13:00:00.000Z', outcome: 'completed' },
  ];
}

export function textOf(records: readonly RunFileRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
