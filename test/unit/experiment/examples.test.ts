import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GROUPS } from '../../../src/experiment/groups.ts';
import { readExperiment } from '../../../src/experiment/read.ts';

const folder = new URL('../../../examples/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.xenbench.jsonc'));

function example(name: string) {
  const { experiment, diagnostics } = readExperiment(readFileSync(new URL(name, folder)), name);
  expect(diagnostics).toEqual([]);
  if (experiment === null) throw new Error(`${name} has no experiment and no diagnostic`);
  return experiment;
}

describe('the examples', () => {
  test.each(names)('%s has no mistake', (name) => {
    expect(example(name).cases.length).toBeGreaterThan(0);
  });

  test('the demo is the whole method on three simulated targets', () => {
    const { targets, cases, peer, baseline, repetitions, seed } = example('demo.xenbench.jsonc');
    expect(targets.map(({ host }) => host)).toEqual(['lab:native', 'lab:pv', 'lab:hvm']);
    expect([...new Set(cases.map(({ group }) => group))].sort()).toEqual(
      Object.values(GROUPS)
        .map(({ label }) => label)
        .sort(),
    );
    expect(peer).toMatchObject({ host: 'lab:peer', address: '10.0.0.2' });
    expect({ baseline, repetitions, seed }).toEqual({ baseline: 'bare', repetitions: 10, seed: 2008 });
  });

  test('the paper is sequential, with ten runs of every value', () => {
    expect(example('paper-2008.xenbench.jsonc')).toMatchObject({ order: 'sequential', repetitions: 10 });
  });

  test('the real run stays on this machine and needs no peer', () => {
    const { targets, peer, repetitions } = example('this-machine.xenbench.jsonc');
    expect(targets.map(({ host }) => host)).toEqual(['lab:this-machine']);
    expect({ peer, repetitions }).toEqual({ peer: null, repetitions: 3 });
  });
});
