import { expect, test } from 'vitest';
import { CV_GROUPS } from '../../../src/experiment/groups.ts';

test('rows of the CV table come in the order of the paper', () => {
  expect(CV_GROUPS).toEqual([
    'TCP small',
    'TCP medium',
    'TCP large',
    'UDP small',
    'UDP medium',
    'Disk',
    'Memory',
    'CPU',
  ]);
});
