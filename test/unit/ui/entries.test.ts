import { expect, test } from 'vitest';
import { readExperiment } from '../../../src/experiment/read.ts';
import { entriesOf } from '../../../src/ui/run-command/entries.ts';

const TEXT = JSON.stringify({
  targets: { pv: { kind: 'pv', host: 'pv' }, sim: { kind: 'hvm', host: 'lab:hvm' } },
  peer: { address: '10.0.0.2' },
  benchmarks: ['tcp-small', 'cpu', { benchmark: 'disk', name: 'scratch', sizes: ['128M', '1G'] }],
  repetitions: 10,
});

test('an entry shows its row, its sizes, and a time that follows the chosen targets', () => {
  const { experiment } = readExperiment(new TextEncoder().encode(TEXT), 'a.xenbench.jsonc');
  if (experiment === null) throw new Error('the experiment has mistakes');
  const both = entriesOf(experiment, experiment.targets);
  expect(both.map(({ name, sizes }) => [name, sizes])).toEqual([
    ['tcp-small', '16 ... 512'],
    ['cpu', ''],
    ['scratch', '128M 1G'],
  ]);
  expect(both[0]?.group).toBe('TCP small');
  const simulated = entriesOf(experiment, experiment.targets.slice(1));
  for (const [i, entry] of simulated.entries()) expect(entry.seconds).toBeLessThan(both[i]?.seconds ?? 0);
  expect(entriesOf(experiment, [])[0]?.seconds).toBe(0);
});
