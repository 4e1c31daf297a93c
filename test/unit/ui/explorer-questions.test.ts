import { describe, expect, test } from 'vitest';
import type { Target } from '../../../src/experiment/model.ts';
import { freeTargetName } from '../../../src/ui/explorer/free-name.ts';
import { newNameProblem, withoutEnding } from '../../../src/ui/explorer/new-file-name.ts';
import { checkOutcomes } from '../../../src/ui/explorer/outcomes.ts';
import {
  parametersFor,
  parameterValue,
  typedValue,
  usualSizes,
} from '../../../src/ui/explorer/parameters.ts';
import { memory } from './memory.ts';

describe('a typed parameter', () => {
  test('is a list of sizes, however they are separated', () => {
    expect(parameterValue('disk', 'sizes', ' 1M, 4M  8M;', ['1M'])).toEqual(['1M', '4M', '8M']);
  });

  test('is left out where it is empty, or the usual sizes of a new entry', () => {
    expect(parameterValue('disk', 'sizes', '  ', ['1M'])).toBeUndefined();
    expect(parameterValue('disk', 'sizes', usualSizes('disk'), undefined)).toBeUndefined();
    expect(parameterValue('cpu', 'seconds', '', 4)).toBeUndefined();
  });

  test('keeps the form that a size has in the file', () => {
    const before = [512, '1K'];
    expect(parameterValue('tcp-small', 'sizes', '512 1K 2K', before)).toEqual([512, '1K', '2K']);
    expect(typedValue(before)).toBe('512 1K');
  });

  test('is a number where numbers stand, and stays as it is where it is none', () => {
    expect(parameterValue('cpu', 'seconds', '4', undefined)).toBe(4);
    expect(parameterValue('cpu', 'seconds', 'four', undefined)).toBe('four');
    expect(parameterValue('disk', 'directory', '7', undefined)).toBe('7');
    expect(parameterValue('command', 'run', ' true ', undefined)).toBe(' true ');
  });

  test('is one that the benchmark has', () => {
    expect(parametersFor('udp-small')).toEqual(['sizes', 'seconds']);
    expect(parametersFor('memory')).not.toContain('sizes');
    expect(parametersFor('constructor')).toEqual([]);
    expect(usualSizes('constructor')).toBe('');
  });
});

test('a new name is the wanted one, or has the first number that is free', () => {
  expect(freeTargetName('pv', ['hvm'])).toBe('pv');
  expect(freeTargetName('pv', ['pv', 'pv-2'])).toBe('pv-3');
});

test('a new file can be called what every system allows, and what no other is called', () => {
  expect(withoutEnding(' pv-vs-hvm.xenbench.jsonc ')).toBe('pv-vs-hvm');
  expect(newNameProblem('pv vs hvm', ['demo'])).toBeNull();
  expect(newNameProblem(' ', [])).toBe('empty');
  for (const name of ['a/b', '..', '.hidden', 'a\\b', 'a:b', 'a\u0000', 'x.', '-x']) {
    expect(newNameProblem(name, []), name).toBe('characters');
  }
  expect(newNameProblem('NUL', [])).toBe('reserved');
  expect(newNameProblem('x'.repeat(101), [])).toBe('long');
  expect(newNameProblem('Demo', ['demo'])).toBe('taken');
});

describe('outcomes of checks', () => {
  const target: Target = {
    name: 'pv',
    kind: 'pv',
    under: null,
    host: 'a',
    jump: null,
    identityFile: null,
    domain: null,
  };
  const outcome = {
    at: '2026-01-01T00:00:00.000Z',
    address: null,
    simulated: null,
    system: null,
    proved: null,
    problems: ['no'],
  };

  test('outlive the window, for the same target of the same experiment', () => {
    const kept = memory();
    checkOutcomes(kept).set('file:///a', target, outcome);
    const later = checkOutcomes(kept);
    expect(later.get('file:///a', target)).toEqual(outcome);
    expect(later.get('file:///b', target)).toBeNull();
  });

  test('say nothing about a target that connects elsewhere or is called otherwise now', () => {
    const outcomes = checkOutcomes(memory());
    outcomes.set('file:///a', target, outcome);
    expect(outcomes.get('file:///a', { ...target, host: 'b' })).toBeNull();
    expect(outcomes.get('file:///a', { ...target, kind: 'hvm' })).toBeNull();
    expect(
      outcomes.get('file:///a', {
        ...target,
        domain: { dom0: 'd', name: 'n', config: null, bootSeconds: 300, graceSeconds: 120, alongside: false },
      }),
    ).toEqual(outcome);
  });

  test('are bounded, the newest stay', () => {
    const kept = memory();
    const outcomes = checkOutcomes(kept);
    for (let number = 0; number < 600; number++) {
      outcomes.set('file:///a', { ...target, name: `t${number}` }, outcome);
    }
    expect(checkOutcomes(kept).get('file:///a', { ...target, name: 't599' })).toEqual(outcome);
    expect(checkOutcomes(kept).get('file:///a', { ...target, name: 't0' })).toBeNull();
  });

  test('that were stored in another form count as none', () => {
    for (const value of [null, 'x', [1], [['k', null]], [['k', { at: 1 }]]]) {
      expect(checkOutcomes(memory({ 'xenBench.checks': value })).get('k', target)).toBeNull();
    }
  });
});
