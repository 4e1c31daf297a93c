import { describe, expect, it, test } from 'vitest';
import type { Experiment } from '../../../src/experiment/model.ts';
import { type Selection, selectExperiment } from '../../../src/experiment/select.ts';
import { EXIT, HumanError } from '../../../src/human-error.ts';
import { experiment, read } from './reading.ts';

function whole(changes: Record<string, unknown> = {}): Experiment {
  const { experiment: found } = read(
    experiment({
      peer: { address: '10.0.0.2' },
      benchmarks: [
        { benchmark: 'tcp-small', sizes: [16, 64] },
        'memory',
        { benchmark: 'disk', sizes: ['64M'], name: 'ssd' },
      ],
      ...changes,
    }),
  );
  if (found === null) throw new Error('the experiment of this test is not valid');
  return found;
}

function refusal(selection: Selection, from: Experiment = whole()): string {
  try {
    selectExperiment(from, selection);
  } catch (error) {
    expect(error).toBeInstanceOf(HumanError);
    expect(error).toMatchObject({ exitCode: EXIT.usage });
    return error instanceof Error ? error.message : '';
  }
  throw new Error('nothing was refused');
}

describe('a selection', () => {
  test('of nothing leaves the experiment as it is', () => {
    expect(selectExperiment(whole(), {})).toEqual(whole());
    expect(selectExperiment(whole(), { targets: [], benchmarks: [] })).toEqual(whole());
  });

  test('keeps the order of the file', () => {
    const { targets } = selectExperiment(whole(), { targets: ['pv', 'bare'] });
    expect(targets.map(({ name }) => name)).toEqual(['bare', 'pv']);
  });

  it.each([
    [['tcp-small'], ['tcp-small/16', 'tcp-small/64']],
    [['tcp-small/64'], ['tcp-small/64']],
    [
      ['ssd', 'memory', 'memory'],
      ['memory', 'ssd/64M'],
    ],
  ])('of benchmarks %j has the cases %j', (benchmarks, ids) => {
    expect(selectExperiment(whole(), { benchmarks }).cases.map(({ id }) => id)).toEqual(ids);
  });

  test('without the baseline takes its first target for it', () => {
    expect(selectExperiment(whole(), { targets: ['pv'] }).baseline).toBe('pv');
    expect(selectExperiment(whole(), { targets: ['bare'] }).baseline).toBe('bare');
  });

  test('gives its own repetitions, order and seed', () => {
    const changes: Selection = { repetitions: 3, order: 'sequential', seed: 0 };
    expect(selectExperiment(whole(), changes)).toMatchObject(changes);
  });
});

describe('what is not there is refused with what there is', () => {
  it.each<[Selection, string]>([
    [{ targets: ['vp'] }, 'There is no target "vp" in this experiment: it has bare, pv.'],
    [
      { targets: ['bar'] },
      'There is no target "bar" in this experiment: it has bare, pv. Did you mean "bare"?',
    ],
    [
      { benchmarks: ['tcp-small/65'] },
      'There is no benchmark "tcp-small/65" in this experiment: it has tcp-small, memory, ssd. Did you mean "tcp-small/64"?',
    ],
    [{ repetitions: Number.NaN }, 'repetitions must be a whole number from 1 to 10000, not NaN.'],
    [{ repetitions: 0 }, 'repetitions must be a whole number from 1 to 10000, not 0.'],
    [{ seed: -1 }, 'seed must be a whole number from 0 to 4294967295, not -1.'],
  ])('%j', (selection, message) => {
    expect(refusal(selection)).toBe(message);
  });

  test('fewer repetitions than boots', () => {
    expect(refusal({ repetitions: 2 }, whole({ boots: 3 }))).toBe(
      '3 boots need as many repetitions, but there are 2: lower "boots" or raise "repetitions".',
    );
  });
});
