import { expect, test } from 'vitest';
import type { TargetRecord } from '../../../src/journal/records.ts';
import { BootLedger } from '../../../src/run/boots.ts';

function seen(target: string, bootId: string, boot: number): TargetRecord {
  return {
    record: 'target',
    target,
    at: '2026-01-01T00:00:00.000Z',
    declared: { kind: 'pv', host: 'pv' },
    observed: { boot_id: bootId, boot },
    proof: { status: 'unchecked' },
    simulated: false,
    environment: {},
    environmentHash: '',
  };
}

test('a fresh boot serves the first boot of the plan that none has served', () => {
  const ledger = new BootLedger([]);
  expect(ledger.assign('pv', 'a', [1, 2, 3])).toBe(1);
  expect(ledger.assign('pv', 'a', [2, 3])).toBe(1);
  expect(ledger.assign('pv', 'b', [2, 3])).toBe(2);
  expect(ledger.assign('hvm', 'a', [1, 2, 3])).toBe(1);
});

test('a run that goes on knows the boots of its earlier parts', () => {
  const ledger = new BootLedger([seen('pv', 'a', 1), seen('pv', 'b', 2)]);
  expect(ledger.assign('pv', 'b', [2, 3])).toBe(2);
  expect(ledger.assign('pv', 'c', [1, 2, 3])).toBe(3);
});

test('when every boot was begun, a fresh one finishes the first that is not over', () => {
  const ledger = new BootLedger([seen('pv', 'a', 1), seen('pv', 'b', 2)]);
  expect(ledger.assign('pv', 'c', [1])).toBe(1);
});

test('a target that tells no boot id counts as started anew', () => {
  const ledger = new BootLedger([]);
  expect(ledger.assign('pv', null, [1, 2])).toBe(1);
  expect(ledger.assign('pv', null, [1, 2])).toBe(2);
});
