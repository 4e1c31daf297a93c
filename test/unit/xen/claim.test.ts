import { describe, expect, test } from 'vitest';
import { type Claim, judge } from '../../../src/xen/claim.ts';
import type { Identity, Machine } from '../../../src/xen/identity.ts';

const EVIDENCE = [{ source: '/sys/hypervisor/guest_type', says: 'PVH' }];

function seen(machine: Machine, under: string | null = null): Identity {
  return { machine, under, evidence: EVIDENCE };
}

function claim(kind: Claim['kind'], changes: Partial<Claim> = {}): Claim {
  return { kind, under: null, host: 'root@10.0.0.11', ...changes };
}

test.each<[Claim['kind'], Machine, string | null]>([
  ['native', 'native', null],
  ['pv', 'pv', null],
  ['pv', 'pv', 'qemu'],
  ['hvm', 'hvm', null],
  ['pvh', 'pvh', null],
  ['kvm', 'kvm', 'amazon'],
])('%s is proved by %s', (kind, machine, under) => {
  const { proof, refusal } = judge(claim(kind), seen(machine, under), false);
  expect([proof.status, refusal]).toEqual(['proved', null]);
  expect(proof.evidence).toBe(EVIDENCE);
});

test.each<[Claim['kind'], Machine, string | null, RegExp]>([
  ['native', 'dom0', null, /the dom0 of Xen.*"kind": "any"/],
  ['native', 'pv', null, /but it is PV.*"kind": "pv"/],
  ['native', 'native', 'qemu', /without Xen, on QEMU.*"under": "qemu"/],
  ['native', 'kvm', 'kvm', /it is KVM.*"under": "kvm"/],
  ['pv', 'hvm', null, /Declared "pv", but it is HVM.*"kind": "hvm"/],
  ['pv', 'dom0', null, /the dom0 of Xen/],
  ['pv', 'pv-shim', null, /PV in a PVH shim.*"kind": "any"/],
  ['hvm', 'pvh', null, /it is PVH: \/sys\/hypervisor\/guest_type says PVH\./],
  ['hvm', 'kvm-as-xen', 'kvm', /KVM presenting itself as Xen/],
  ['kvm', 'other', 'vmware', /guest of VMware/],
  ['pv', 'native', null, /a machine without a hypervisor.*"kind": "any"/],
])('%s is refused where the machine is %s, under %s', (kind, machine, under, words) => {
  const { proof, refusal } = judge(claim(kind), seen(machine, under), false);
  expect(proof.status).toBe('mismatch');
  expect(refusal).toMatch(words);
  expect(refusal).toContain('--allow-mismatch');
  expect(refusal).toContain('guest_type says PVH');
});

describe('a machine without Xen on another hypervisor', () => {
  test('is native where the file says on which', () => {
    const { proof, asNative, refusal } = judge(claim('native', { under: 'kvm' }), seen('kvm', 'kvm'), false);
    expect([proof.status, asNative, refusal]).toEqual(['proved', true, null]);
  });

  test('is refused where it is on another one, or on none', () => {
    expect(judge(claim('native', { under: 'qemu' }), seen('kvm', 'kvm'), false).refusal).toContain(
      '"native" under "qemu", but it is KVM',
    );
    expect(judge(claim('native', { under: 'qemu' }), seen('native'), false).refusal).toContain(
      'Take "under" out',
    );
  });

  test('never is a guest of Xen, nor a dom0, whatever Xen runs on', () => {
    for (const machine of ['pv', 'hvm', 'pvh', 'dom0'] as const) {
      expect(judge(claim('native', { under: 'qemu' }), seen(machine, 'qemu'), false).refusal).not.toBe(null);
    }
  });
});

test('this very machine is accepted as it is, by definition', () => {
  const here = claim('native', { host: 'lab:this-machine' });
  expect(judge(here, seen('kvm', 'kvm'), false)).toMatchObject({ asNative: true, refusal: null });
  expect(judge(here, seen('native'), false)).toMatchObject({ asNative: false, refusal: null });
  expect(judge(here, seen('dom0'), false)).toMatchObject({ asNative: false, refusal: null });
  expect(judge(here, seen('unknown'), false)).toMatchObject({ refusal: null, proof: { status: 'unproved' } });
  expect(judge({ ...here, kind: 'pv' }, seen('kvm', 'kvm'), false).refusal).not.toBe(null);
});

test('no claim takes every machine as what it is, and says so where that does not show', () => {
  expect(judge(claim('any'), seen('dom0'), false)).toMatchObject({
    refusal: null,
    proof: { status: 'proved' },
  });
  expect(judge(claim('any'), seen('unknown'), false)).toMatchObject({
    refusal: null,
    proof: { status: 'unproved' },
  });
});

test('what does not show is no proof of a claim', () => {
  const { proof, refusal } = judge(claim('pv'), { machine: 'unknown', under: null, evidence: [] }, false);
  expect(proof).toEqual({ status: 'unproved', sentence: 'What it is does not show.', evidence: [] });
  expect(refusal).toBe(
    'Declared "pv". What it is does not show. To measure it all the same, with every number marked: --allow-mismatch.',
  );
});

test('a model of the demo lab is told as one, and refused like a machine under another kind', () => {
  expect(judge(claim('pvh'), seen('pvh'), true).proof).toMatchObject({
    status: 'simulated',
    sentence: 'The model of the demo lab answers as PVH: /sys/hypervisor/guest_type says PVH.',
  });
  expect(judge(claim('hvm'), seen('pv'), true).refusal).toContain('it is PV');
});
