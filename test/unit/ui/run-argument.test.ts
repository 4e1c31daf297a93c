import { expect, test } from 'vitest';
import { readRunArgument } from '../../../src/ui/run-command/run-argument.ts';

/** As VS Code's own, as far as it matters. */
function uri(path: string) {
  return { scheme: 'file', path, fsPath: path, with: () => uri(path) };
}
const EXPERIMENT = uri('/w/a.xenbench.jsonc');
const RUN = uri('/w/.xenbench/runs/a.xenrun');
const NOTHING = { experiment: null, run: null, targets: null, benchmarks: null, allowMismatch: false };

test('the Uri of a menu is an experiment or a run file, by its name', () => {
  expect(readRunArgument(EXPERIMENT)).toEqual({ ...NOTHING, experiment: EXPERIMENT });
  expect(readRunArgument(RUN)).toEqual({ ...NOTHING, run: RUN });
});

test('so is the resource of a tree item', () => {
  expect(readRunArgument({ label: 'a', resourceUri: EXPERIMENT })).toMatchObject({ experiment: EXPERIMENT });
  expect(readRunArgument({ resourceUri: RUN })).toMatchObject({ run: RUN, experiment: null });
});

test('the item of a target or a benchmark narrows the run to it', () => {
  expect(readRunArgument({ experiment: EXPERIMENT, target: 'pv' })).toMatchObject({
    experiment: EXPERIMENT,
    targets: ['pv'],
    benchmarks: null,
  });
  expect(readRunArgument({ experiment: EXPERIMENT, benchmark: 'cpu' })).toMatchObject({
    benchmarks: ['cpu'],
  });
});

test('code may say all of it', () => {
  const asked = { experiment: EXPERIMENT, targets: ['pv', 'hvm'], benchmarks: ['cpu'], allowMismatch: true };
  expect(readRunArgument(asked)).toEqual({ ...asked, run: null });
});

test.each([
  undefined,
  null,
  7,
  'text',
  [],
  {},
  { scheme: 'file', fsPath: '/w/a.xenbench.jsonc' },
  { experiment: '/w/a.xenbench.jsonc', run: 7, target: 3, targets: ['pv', 4], benchmarks: 'cpu' },
])('what makes no sense counts as not given: %j', (argument) => {
  expect(readRunArgument(argument)).toEqual(NOTHING);
});
