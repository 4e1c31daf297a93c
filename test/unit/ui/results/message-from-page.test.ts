import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ToHost } from '../../../../src/protocol.ts';
import { messageFromPage } from '../../../../src/ui/results/message-from-page.ts';

const key = { run: 0, trial: 7, attempt: 2 };

it.each<ToHost>([
  { type: 'ready' },
  { type: 'trial', key },
  { type: 'copy', text: '| a |', what: 'Table' },
  { type: 'save', name: 'tcp-small', format: 'svg', data: '<svg/>' },
  { type: 'save', name: 'tcp-small', format: 'png', data: 'iVBORw0KGgo=' },
  { type: 'do', action: 'export' },
])('takes %o, and nothing that is added to it', (message) => {
  expect(messageFromPage({ ...message, more: 'x' })).toEqual(message);
});

it.each([
  null,
  undefined,
  'ready',
  [],
  {},
  { type: 'toString' },
  { type: 'trial' },
  { type: 'trial', key: { ...key, run: -1 } },
  { type: 'trial', key: { ...key, trial: 1.5 } },
  { type: 'trial', key: { ...key, attempt: '1' } },
  { type: 'copy', text: 7, what: 'x' },
  { type: 'copy', text: 'x'.repeat(10_000_001), what: 'x' },
  { type: 'save', name: 'a', format: 'exe', data: '' },
  { type: 'save', name: 'a', format: 'png', data: '<svg>' },
  { type: 'do', action: 'delete' },
  { type: 'do', action: '__proto__' },
  { type: 'do', action: 'toString' },
])('refuses what is none', (message) => {
  expect(messageFromPage(message)).toBeNull();
});

it('survives anything', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (message) => void messageFromPage(message)),
  );
});
