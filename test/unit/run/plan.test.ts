import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../../src/experiment/model.ts';
import { readExperiment } from '../../../src/experiment/read.ts';
import { plannedKey, planTrials } from '../../../src/run/plan.ts';

function experiment(changes: Record<string, unknown> = {}, domain = false): Experiment {
  const life = domain ? { domain: { dom0: 'dom0', name: 'guest' } } : {};
  const text = JSON.stringify({
    targets: {
      bare: { kind: 'native', host: 'bare' },
      pv: { kind: 'pv', host: 'pv', ...life },
      hvm: { kind: 'hvm', host: 'hvm' },
    },
    benchmarks: ['memory', 'cpu', { benchmark: 'disk', sizes: ['1M', '2M'] }],
    repetitions: 4,
    seed: 2008,
    ...changes,
  });
  const reading = readExperiment(new TextEncoder().encode(text), 'plan.xenbench.jsonc');
  if (reading.experiment === null) throw new Error(JSON.stringify(reading.diagnostics));
  return reading.experiment;
}

const told = (from: Experiment) =>
  planTrials(from).map(({ boot, round, target, case_ }) => `${boot}/${round} ${target.name} ${case_.id}`);

describe('an interleaved plan', () => {
  test('is the same for the same seed on every machine', () => {
    const small = experiment({ benchmarks: ['memory', 'cpu'], repetitions: 2 });
    expect(told(small)).toMatchInlineSnapshot(`
      [
        "1/1 hvm cpu",
        "1/1 hvm memory",
        "1/1 bare cpu",
        "1/1 pv memory",
        "1/1 bare memory",
        "1/1 pv cpu",
        "1/2 hvm memory",
        "1/2 hvm cpu",
        "1/2 bare memory",
        "1/2 bare cpu",
        "1/2 pv cpu",
        "1/2 pv memory",
      ]
    `);
  });

  test('differs for another seed', () => {
    expect(told(experiment({ seed: 2009 }))).not.toEqual(told(experiment()));
  });

  test('holds every target x case exactly once in each round, and rounds follow each other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 0xffffffff }),
        (repetitions, seed) => {
          const trials = planTrials(experiment({ repetitions, seed }));
          const cells = 3 * 4;
          expect(trials.map((trial) => trial.trial)).toEqual(trials.map((_, index) => index + 1));
          for (let round = 1; round <= repetitions; round += 1) {
            const block = trials.slice((round - 1) * cells, round * cells);
            expect(block.every((trial) => trial.round === round)).toBe(true);
            expect(new Set(block.map((trial) => `${trial.target.name} ${trial.case_.id}`)).size).toBe(cells);
          }
        },
      ),
    );
  });

  test('shares the repetitions evenly over the boots', () => {
    const trials = planTrials(experiment({ repetitions: 10, boots: 3 }));
    const rounds = [1, 2, 3].map(
      (boot) => new Set(trials.filter((t) => t.boot === boot).map((t) => t.round)),
    );
    expect(rounds.map((set) => [...set].sort((a, b) => a - b))).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7],
      [8, 9, 10],
    ]);
    expect(trials.map((trial) => trial.boot)).toEqual(trials.map((trial) => trial.boot).sort());
  });

  test('where guests take turns, goes boot by boot of one target, the blocks shuffled', () => {
    const trials = planTrials(experiment({ repetitions: 6, boots: 3 }, true));
    const blocks: string[] = [];
    for (const { target, boot } of trials) {
      const block = `${target.name} ${boot}`;
      if (blocks.at(-1) !== block) blocks.push(block);
    }
    expect(blocks).toHaveLength(9);
    expect(new Set(blocks).size).toBe(9);
    expect(blocks).not.toEqual([...blocks].sort());
    expect(new Set(trials.map(plannedKey)).size).toBe(3 * 4 * 6);
  });
});

test('a sequential plan is the paper’s: target by target, case by case, all repetitions in a row', () => {
  const trials = told(experiment({ order: 'sequential', repetitions: 2 }));
  expect(trials.slice(0, 10)).toEqual([
    '1/1 bare memory',
    '1/2 bare memory',
    '1/1 bare cpu',
    '1/2 bare cpu',
    '1/1 bare disk/1M',
    '1/2 bare disk/1M',
    '1/1 bare disk/2M',
    '1/2 bare disk/2M',
    '1/1 pv memory',
    '1/2 pv memory',
  ]);
  expect(trials).toHaveLength(3 * 4 * 2);
});
