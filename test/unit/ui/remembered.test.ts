import { expect, test } from 'vitest';
import {
  lastExperiment,
  preselected,
  rememberChoice,
  rememberedChoice,
  unlessAll,
} from '../../../src/ui/run-command/remembered.ts';
import { memory } from './memory.ts';

test('each experiment has its own choice, and the last one run is known', async () => {
  const state = memory();
  expect(rememberedChoice(state, 'file:///a')).toEqual({ targets: null, benchmarks: null });
  expect(lastExperiment(state)).toBeNull();
  await rememberChoice(state, 'file:///a', { targets: ['pv'], benchmarks: null });
  await rememberChoice(state, 'file:///b', { targets: null, benchmarks: ['cpu'] });
  expect(rememberedChoice(state, 'file:///a')).toEqual({ targets: ['pv'], benchmarks: null });
  expect(lastExperiment(state)).toBe('file:///b');
});

test('whoever ticked everything gets what is added later ticked too', () => {
  expect(unlessAll(['pv', 'hvm'], ['hvm', 'pv'])).toBeNull();
  expect(unlessAll(['pv', 'hvm'], ['hvm'])).toEqual(['hvm']);
  expect(preselected(['pv', 'hvm', 'new'], null)).toEqual(['pv', 'hvm', 'new']);
  expect(preselected(['pv', 'hvm', 'new'], ['hvm', 'gone'])).toEqual(['hvm']);
});

test('where nothing of the choice is left, everything is ticked', () => {
  expect(preselected(['pv', 'hvm'], ['gone'])).toEqual(['pv', 'hvm']);
});

test('a damaged state is none', () => {
  const state = memory({
    'xenBench.choice:x': { targets: 'pv', benchmarks: [1] },
    'xenBench.lastExperiment': 7,
  });
  expect(rememberedChoice(state, 'x')).toEqual({ targets: null, benchmarks: null });
  expect(lastExperiment(state)).toBeNull();
});
