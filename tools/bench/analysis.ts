// What a report of a long run costs: reading and analysing 100 000 trials, side by side with reading the same file and
// JSON.parse of its lines, each as a process of its own; and the memory that it takes, beside the size of the file.
import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { benchmarkOf } from '../../src/benchmarks/index.ts';
import { readExperiment } from '../../src/experiment/read.ts';
import type { RunFileRecord } from '../../src/journal/records.ts';
import { planTrials } from '../../src/run/plan.ts';
import { experimentHash } from '../../src/run/run-experiment.ts';

const ROUNDS = 5;
const TEXT = JSON.stringify({
  targets: {
    bare: { kind: 'native', host: 'a' },
    pv: { kind: 'pv', host: 'b' },
    hvm: { kind: 'hvm', host: 'c' },
  },
  peer: { address: '10.0.0.2' },
  benchmarks: ['tcp-small', 'tcp-medium', 'tcp-large', 'udp-small', 'udp-medium', 'disk', 'memory', 'cpu'],
  repetitions: 901,
});

/** A run file as a run of that length leaves it, with outputs of the usual size. */
async function writeRun(path: string): Promise<number> {
  const { experiment } = readExperiment(new TextEncoder().encode(TEXT), 'bench.xenbench.jsonc');
  if (experiment === null) throw new Error('the experiment of this benchmark does not read');
  const trials = planTrials(experiment);
  const { seed, order, repetitions, warmup, boots, baseline, margin } = experiment;
  const at = '2026-01-01T00:00:00.000Z';
  const out = createWriteStream(path);
  const write = (record: RunFileRecord) => out.write(`${JSON.stringify(record)}\n`);
  write({
    record: 'run',
    format: 1,
    id: 'bench',
    startedAt: at,
    experiment: { name: 'bench.xenbench.jsonc', sha256: experimentHash(TEXT), text: TEXT },
    plan: {
      ...{ seed, order, repetitions, warmup, boots, baseline, margin, trials: trials.length },
      targets: experiment.targets.map(({ name }) => name),
      cases: experiment.cases.map(({ id }) => id),
    },
    software: { version: '0', node: '0', platform: 'bench' },
  });
  for (const { trial, round, boot, target, case_ } of trials) {
    write({
      record: 'trial',
      ...{
        trial,
        attempt: 1,
        round,
        boot,
        target: target.name,
        case: case_.id,
        startedAt: at,
        durationMs: 3_000,
      },
      ...{
        command: 'c'.repeat(300),
        exitCode: 0,
        signal: null,
        stdout: 'o'.repeat(700),
        stderr: '',
        truncated: false,
      },
      outcome: 'valid',
      measurements: benchmarkOf(case_)
        .metrics(case_)
        .map(({ name, unit }) => ({ metric: name, value: 1_000 + ((trial * 7_919) % 97), unit })),
      parser: 'bench@1',
    });
  }
  await new Promise((done) => out.end(done));
  return trials.length;
}

/** Seconds and peak memory (bytes) of a Node process. */
function timed(script: string, ...words: string[]): { seconds: number; peak: number } {
  const tell = `process.on('exit', () => require('fs').writeSync(2, 'peak=' + process.resourceUsage().maxRSS))`;
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ['-e', `${tell};${script}`, '--', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return {
    seconds: Number(process.hrtime.bigint() - begin) / 1e9,
    peak: Number(/peak=(\d+)/.exec(stderr)?.[1]) * 1024,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xb-bench-'));
  try {
    const path = join(folder, 'bench.xenrun');
    const trials = await writeRun(path);
    const { size } = await stat(path);
    const reference = join(folder, 'reference.cjs');
    await writeFile(
      reference,
      `for (const line of require('fs').readFileSync(process.argv[2], 'utf8').split('\\n')) if (line) JSON.parse(line);`,
    );
    const run = (file: string, ...words: string[]) =>
      timed(`process.argv.splice(1, 0, ${JSON.stringify(file)}); require(${JSON.stringify(file)})`, ...words);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      ours: run(resolve('dist/cli.js'), 'report', path, '--format', 'json'),
      theirs: run(reference, path),
    }));
    const ratio = median(rounds.map(({ ours, theirs }) => ours.seconds / theirs.seconds));
    const peak = median(rounds.map(({ ours }) => ours.peak));
    console.log(`Report of a run of ${trials} trials (${(size / 1e6).toFixed(0)} MB)`);
    console.log(
      `  ${median(rounds.map(({ ours }) => ours.seconds)).toFixed(2)} s, ${ratio.toFixed(2)} x the time of reading it and JSON.parse of its lines; ` +
        `memory ${(peak / size).toFixed(2)} x the file (medians of ${ROUNDS} rounds)`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

void main();
