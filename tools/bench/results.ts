// What a results editor of a long run costs: reading 20 000 trials and making the page's message, side by side with reading the
// same file and JSON.parse of its lines; how much of that one more trial costs; the size of the message; and the memory
// that trials with long outputs take, beside the size of their file.
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runResults } from '../../src/engine/run-results.ts';
import { followRunFile } from '../../src/journal/follow.ts';
import { median, writeLongRun } from './support/long-run.ts';

const ROUNDS = 5;

/** ms that some work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function longRun(folder: string): Promise<void> {
  const path = join(folder, 'long.xenrun');
  const trials = await writeLongRun(path, 181, 700);
  const { size } = await stat(path);
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const again = `${(lines.at(-1) ?? '').replace('"attempt":1', '"attempt":2')}\n`;
  const rounds: Record<'theirs' | 'read' | 'analysis' | 'written' | 'more', number>[] = [];
  let message = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    const theirs = await timed(async () => {
      for (const line of (await readFile(path, 'utf8')).split('\n')) if (line !== '') JSON.parse(line);
    });
    const follower = followRunFile(path);
    const show = () => {
      const shown = runResults([{ run: follower, shown: path }]);
      if (!shown.ok) throw new Error(shown.problem);
      return shown.results;
    };
    const read = await timed(() => follower.refresh());
    const analysis = await timed(async () => show());
    const written = await timed(async () => {
      message = JSON.stringify(show());
    });
    await appendFile(path, again);
    const more = await timed(async () => {
      await follower.refresh();
      show();
    });
    rounds.push({ theirs, read, analysis, written, more });
  }
  const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  console.log(`Results editor of a run of ${trials} trials (${(size / 1e6).toFixed(0)} MB)`);
  console.log(
    `  first reading ${ms(of(({ read, analysis }) => read + analysis))} (analysis ${ms(of(({ analysis }) => analysis))}), ` +
      `${of(({ read, analysis, theirs }) => (read + analysis) / theirs).toFixed(2)} x the time of reading the file and JSON.parse of its lines`,
  );
  console.log(
    `  one more trial ${ms(of(({ more }) => more))}, ${of(({ more, read, analysis }) => more / (read + analysis)).toFixed(2)} x the first reading`,
  );
  console.log(
    `  message ${(message.length / 1e6).toFixed(2)} MB, ${(message.length / size).toFixed(3)} x the file, ` +
      `analysed and written in ${ms(of(({ written }) => written))} (medians of ${ROUNDS} rounds)`,
  );
}

async function longOutputs(folder: string): Promise<void> {
  const path = join(folder, 'outputs.xenrun');
  const trials = await writeLongRun(path, 7, 200_000);
  const { size } = await stat(path);
  const before = process.memoryUsage();
  const follower = followRunFile(path);
  let most = 0;
  const look = setInterval(() => {
    const { heapUsed, external } = process.memoryUsage();
    most = Math.max(most, heapUsed + external - before.heapUsed - before.external);
  }, 5);
  await follower.refresh();
  clearInterval(look);
  console.log(`Following a run of ${trials} trials with long outputs (${(size / 1e6).toFixed(0)} MB)`);
  console.log(`  at most ${(most / 1e6).toFixed(0)} MB of memory, ${(most / size).toFixed(2)} x the file`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xb-bench-'));
  try {
    await longRun(folder);
    await longOutputs(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

void main();
