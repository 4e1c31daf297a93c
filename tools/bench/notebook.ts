// What a notebook of fifty cells with outputs costs: the size of its file, and the time to read and to write it, side by side with
// reading the same file and splitting it into lines.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseRuns, givenRun } from '../../src/engine/load-report.ts';
import { readRunFile } from '../../src/journal/read.ts';
import { notebookOfRun, outputOf } from '../../src/notebook/notebook-of-run.ts';
import { readNotebook } from '../../src/notebook/read-notebook.ts';
import { resultOf, resultOfRunning } from '../../src/notebook/result-of-run.ts';
import { writeNotebook } from '../../src/notebook/write-notebook.ts';
import { median, writeLongRun } from './support/long-run.ts';

const ROUNDS = 21;
const CELLS = 50;

/** ms that some work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'xb-bench-'));
  try {
    const run = join(folder, 'run.xenrun');
    await writeLongRun(run, 10, 700);
    const given = givenRun(await readRunFile(run, 'without'), run);
    const { report, points } = analyseRuns([given]);
    const view = {
      report,
      points,
      source: { file: 'run.xenrun', id: 'x', bytes: 1, sha256: '0'.repeat(64) },
      at: new Date().toISOString(),
      environments: new Map(),
    };
    // The largest outputs there are: every figure, the whole table, a run.
    const outputs = [
      resultOf({ show: 'chart', run: 'latest', relative: false, metric: 'throughput' }, view),
      resultOf({ show: 'cv-table', run: 'latest' }, view),
      resultOfRunning(view),
    ].map(outputOf);
    const [head] = notebookOfRun(view, given.experiment, 'run.xenrun').cells;
    const cells = Array.from({ length: CELLS }, (_, index) => ({
      kind: 'code' as const,
      language: 'jsonc',
      text: '{ "show": "chart" }',
      fields: {},
      outputs: outputs.slice(index % outputs.length, (index % outputs.length) + 1),
    }));
    const book = { header: [], lineEnd: '\n' as const, cells: head === undefined ? cells : [head, ...cells] };
    const path = join(folder, 'book.xenbook');
    await writeFile(path, writeNotebook(book));
    const rounds: { theirs: number; read: number; write: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        theirs: await timed(async () => (await readFile(path, 'utf8')).split('\n')),
        read: await timed(async () => readNotebook(await readFile(path), 'book.xenbook')),
        write: await timed(async () => writeNotebook(book)),
      });
    }
    const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
    const { length } = await readFile(path);
    console.log(`Notebook of ${CELLS} cells with outputs (${(length / 1e6).toFixed(2)} MB)`);
    console.log(
      `  read in ${of(({ read }) => read).toFixed(1)} ms, ${of(({ read, theirs }) => read / theirs).toFixed(1)} x the time of reading it and splitting it into lines; ` +
        `written in ${of(({ write }) => write).toFixed(1)} ms (medians of ${ROUNDS} rounds)`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

void main();
