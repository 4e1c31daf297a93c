import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparedRuns, compareUri, runName } from '../../../../src/ui/results/compare-uri.ts';

const A = 'file:///home/me/.xenbench/runs/a.xenrun';
const B = 'file:///home/me/.xenbench/runs/b%20c.xenrun';

it('leads back to its runs', () => {
  const { scheme, path, query } = compareUri('Compare a and b', [A, B, A]);
  expect([scheme, path]).toEqual(['xenbench-compare', '/Compare a and b.xenrun']);
  expect(comparedRuns(query)).toEqual([A, B]);
});

it('is a file name whatever the runs are called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (label) => {
      const { path } = compareUri(label, [A, B]);
      expect(path).toMatch(/^\/[^/\\\p{Cc}]+\.xenrun$/u);
    }),
  );
});

it.each([
  '',
  'null',
  '{}',
  '[]',
  JSON.stringify([A]),
  JSON.stringify([A, A]),
  JSON.stringify([A, 7]),
  JSON.stringify([A, 'http://example.org/a.xenrun']),
  JSON.stringify([A, 'command:workbench.action.quit']),
  JSON.stringify([A, `${B}?query`]),
  JSON.stringify(Array.from({ length: 51 }, (_, index) => `file:///${index}.xenrun`)),
  '[['.repeat(10_000),
])('takes no other query: %.60s', (query) => {
  expect(comparedRuns(query)).toBeNull();
});

it('names a run by its file, and a long name by its two ends', () => {
  expect(runName('/x/y/pv-2026.xenrun')).toBe('pv-2026');
  const long = runName(`/x/${'experiment-'.repeat(20)}2026-08-02T12-00-00Z.xenrun`);
  expect(long).toMatch(/^experiment-experimen\.\.\..*2026-08-02T12-00-00Z$/);
  expect(long.length).toBe(60);
});
