import { describe, expect, test } from 'vitest';
import { readTask } from '../../../src/ui/task/task-request.ts';

const FOLDER = '/work/lab';

test('paths are absolute, or relative to the folder of the task', () => {
  expect(readTask({ type: 'xenbench', experiment: 'pv.xenbench.jsonc' }, FOLDER)).toEqual({
    experiment: '/work/lab/pv.xenbench.jsonc',
    selection: { targets: undefined, benchmarks: undefined, repetitions: undefined },
    output: null,
    resume: null,
    allowMismatch: false,
  });
  expect(readTask({ experiment: '/else/where.xenbench.jsonc' }, FOLDER)).toMatchObject({
    experiment: '/else/where.xenbench.jsonc',
  });
});

test('a task of no folder needs absolute paths, and is told so', () => {
  expect(readTask({ experiment: 'pv.xenbench.jsonc' }, null)).toMatch(/absolute path/);
  expect(readTask({ experiment: '/a.xenbench.jsonc', resume: 'b.xenrun' }, null)).toMatch(
    /"resume" must be an absolute/,
  );
});

test('targets, benchmarks and repetitions narrow what is run', () => {
  const task = { experiment: 'a', targets: ['pv'], benchmarks: ['cpu', 'tcp-small/64'], repetitions: 3 };
  expect(readTask(task, FOLDER)).toMatchObject({
    selection: { targets: ['pv'], benchmarks: ['cpu', 'tcp-small/64'], repetitions: 3 },
  });
});

test('targets that are not what they are called are taken only where that is said', () => {
  expect(readTask({ experiment: 'a', allowMismatch: true }, FOLDER)).toMatchObject({ allowMismatch: true });
  expect(readTask({ experiment: 'a', resume: 'b.xenrun', allowMismatch: true }, FOLDER)).toMatchObject({
    allowMismatch: true,
  });
  expect(readTask({ experiment: 'a', allowMismatch: 'yes' }, FOLDER)).toMatch(/must be true or false/);
});

test('a run is gone on with as it was planned', () => {
  const task = { experiment: 'a', resume: '.xenbench/runs/a.xenrun', targets: ['pv'] };
  expect(readTask(task, FOLDER)).toMatchObject({
    resume: '/work/lab/.xenbench/runs/a.xenrun',
    selection: { targets: ['pv'] },
  });
  expect(readTask({ ...task, repetitions: 3 }, FOLDER)).toMatch(/does not go with "resume"/);
});

describe('a definition that makes no sense is told what to write', () => {
  test.each([
    [{}, /"experiment" must be the path/],
    [{ experiment: 7 }, /"experiment" must be the path/],
    [{ experiment: '  ' }, /"experiment" must be the path/],
    [{ experiment: 'a', targets: 'pv' }, /"targets" must be a list/],
    [{ experiment: 'a', targets: [1] }, /"targets" must be a list/],
    [{ experiment: 'a', benchmarks: {} }, /"benchmarks" must be a list/],
    [{ experiment: 'a', repetitions: 0 }, /"repetitions" must be a whole number from 1 to 10000/],
    [{ experiment: 'a', repetitions: 1.5 }, /"repetitions"/],
    [{ experiment: 'a', repetitions: '3' }, /"repetitions"/],
    [{ experiment: 'a', resume: '' }, /"resume" must be the path of a run file/],
    [{ experiment: 'a', resume: null }, /"resume" must be the path of a run file/],
  ])('%j', (definition, problem) => {
    expect(readTask(definition, FOLDER)).toMatch(problem);
  });
});
