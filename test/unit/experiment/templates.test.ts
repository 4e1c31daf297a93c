import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { editExperiment } from '../../../src/experiment/edit.ts';
import { unedited, withEdits } from '../../../src/experiment/edit-text.ts';
import { DEMO_EXPERIMENT, newExperiment, TEMPLATE_HOST } from '../../../src/experiment/templates.ts';
import { FILE, read, told } from './reading.ts';

test('a new experiment has no mistakes, whatever its title', () => {
  for (const title of ['Xen', 'a "b" \\ // c', '*/ é']) {
    const { experiment } = read(newExperiment(title));
    expect(told(newExperiment(title))).toEqual([]);
    expect(experiment?.title).toBe(title);
    expect(experiment?.targets.map(({ host }) => host)).toEqual([TEMPLATE_HOST]);
  }
});

test('its comments take part in edits: all of it stays, and the result has no mistakes', () => {
  const text = newExperiment('Xen');
  const edits = editExperiment(text, FILE, [
    { edit: 'add-target', name: 'hvm', target: { kind: 'hvm', host: 'h' } },
    { edit: 'set', key: 'peer', value: { address: '10.0.0.2' } },
    { edit: 'add-benchmark', entry: { benchmark: 'tcp-small' } },
  ]);
  const result = withEdits(unedited(text), edits).text;
  expect(told(result)).toEqual([]);
  for (const comment of text.match(/\/\/ .*/g) ?? []) expect(result).toContain(comment);
});

test('the demo is the one of the examples', () => {
  const example = readFileSync(new URL('../../../examples/demo.xenbench.jsonc', import.meta.url), 'utf8');
  expect(parse(DEMO_EXPERIMENT)).toEqual(parse(example));
  expect(told(DEMO_EXPERIMENT)).toEqual([]);
});
