import { expect, test } from 'vitest';
import { readShowOptions } from '../../../src/ui/results/show-options.ts';

test('results are shown as a caller asks, and what makes no sense counts as not asked', () => {
  expect(readShowOptions({ beside: true, preserveFocus: true, trial: 7 })).toEqual({
    beside: true,
    preserveFocus: true,
    trial: 7,
  });
  const nothing = { beside: false, preserveFocus: false, trial: null };
  for (const value of [undefined, null, 7, [], { beside: 'yes', trial: 0 }, { trial: 1.5 }, { trial: '7' }])
    expect(readShowOptions(value)).toEqual(nothing);
});
