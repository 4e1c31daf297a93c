// What a report of a long run costs: reading and analysing 100 000 trials, side by side with reading the same file and
// JSON.parse of its lines, each as a process of its own; and the memory that it takes, beside the size of the file.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, writeLongRun } from './support/long-run.ts';

const ROUNDS = 5;
/** 100 000 trials. */
const REPETITIONS = 901;

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

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xb-bench-'));
  try {
    const path = join(folder, 'bench.xenrun');
    const trials = await writeLongRun(path, REPETITIONS, 700);
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
