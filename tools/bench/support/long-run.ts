import { createWriteStream } from 'node:fs';
import { benchmarkOf } from '../../../src/benchmarks/index.ts';
import { readExperiment } from '../../../src/experiment/read.ts';
import type { RunFileRecord } from '../../../src/journal/records.ts';
import { planTrials } from '../../../src/run/plan.ts';
import { experimentHash } from '../../../src/run/run-experiment.ts';

/** Trials of one round: all groups of 2008 on three targets. */
export const TRIALS_A_ROUND = 111;

/** Writes a run file as a run of that length leaves it, each trial with that many letters of output. */
export async function writeLongRun(
  path: string,
  repetitions: number,
  outputLetters: number,
): Promise<number> {
  const text = JSON.stringify({
    targets: {
      bare: { kind: 'native', host: 'a' },
      pv: { kind: 'pv', host: 'b' },
      hvm: { kind: 'hvm', host: 'c' },
    },
    peer: { address: '10.0.0.2' },
    benchmarks: ['tcp-small', 'tcp-medium', 'tcp-large', 'udp-small', 'udp-medium', 'disk', 'memory', 'cpu'],
    repetitions,
  });
  const { experiment } = readExperiment(new TextEncoder().encode(text), 'bench.xenbench.jsonc');
  if (experiment === null) throw new Error('the experiment of this benchmark does not read');
  const trials = planTrials(experiment);
  const { seed, order, warmup, boots, baseline, margin } = experiment;
  const at = '2026-01-01T00:00:00.000Z';
  const out = createWriteStream(path);
  const write = async (record: RunFileRecord): Promise<void> => {
    if (out.write(`${JSON.stringify(record)}\n`)) return;
    await new Promise<void>((done) => out.once('drain', done));
  };
  await write({
    record: 'run',
    format: 1,
    id: 'bench',
    startedAt: at,
    experiment: { name: 'bench.xenbench.jsonc', sha256: experimentHash(text), text },
    plan: {
      ...{ seed, order, repetitions, warmup, boots, baseline, margin, trials: trials.length },
      targets: experiment.targets.map(({ name }) => name),
      cases: experiment.cases.map(({ id }) => id),
    },
    software: { version: '0', node: '0', platform: 'bench' },
  });
  for (const { trial, round, boot, target, case_ } of trials) {
    await write({
      record: 'trial',
      ...{ trial, attempt: 1, round, boot, target: target.name, case: case_.id },
      ...{ startedAt: at, durationMs: 3_000, command: 'c'.repeat(300), exitCode: 0, signal: null },
      ...{ stdout: 'o'.repeat(outputLetters), stderr: '', truncated: false, outcome: 'valid' },
      measurements: benchmarkOf(case_)
        .metrics(case_)
        .map(({ name, unit }) => ({ metric: name, value: 1_000 + ((trial * 7_919) % 97) / 7, unit })),
      parser: 'bench@1',
    });
  }
  await new Promise<void>((done) => out.end(done));
  return trials.length;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
