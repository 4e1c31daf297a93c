import { readFileSync } from 'node:fs';
import { readExperimentText } from '../../../src/experiment/read.ts';
import type { RunView } from '../../../src/notebook/result-of-run.ts';
import { analyseWithPoints } from '../../../src/report/analyse.ts';
import type { GivenRun } from '../../../src/report/pools.ts';
import { metricsOf, sampleRun } from '../report/sample.ts';

/** What a cell sees of a run file. */
export function viewOf(...runs: readonly GivenRun[]): RunView {
  const { report, points } = analyseWithPoints(runs, metricsOf);
  return {
    report,
    points,
    source: { file: '.xenbench/runs/demo.xenrun', id: 'run-a', bytes: 1000, sha256: 'ab'.repeat(32) },
    at: '2026-08-02T14:00:00.000Z',
    environments: new Map([['pv', { os: 'Debian', cpu_model: 'Model <b>', cpus: '2' }]]),
  };
}

/** The sample experiment, all groups and sizes of 2008, with numbers that have all their digits. */
export function wholeRun(): GivenRun {
  const text = readFileSync(new URL('../../../examples/demo.xenbench.jsonc', import.meta.url), 'utf8');
  const { experiment } = readExperimentText(text, 'demo.xenbench.jsonc');
  if (experiment === null) throw new Error('The sample experiment has mistakes.');
  return sampleRun({
    experiment,
    level: (target, case_) => ({
      mean: 21_000 / (3 + target.length + case_.id.length),
      cv: 1 / (30 + case_.id.length),
    }),
  });
}
