import { describe, expect, test } from 'vitest';
import { readFacts } from '../../../src/remote/facts.ts';
import { devicesOf } from '../../../src/xen/devices.ts';
import { identify, type Machine } from '../../../src/xen/identity.ts';
import { seenFromDom0 } from '../../../src/xen/identity-dom0.ts';
import { evidenceSentence } from '../../../src/xen/identity-facts.ts';
import { labelOf } from '../../../src/xen/label.ts';
import { type Captured, factsOf, factsText } from '../../support/xen-machines.ts';

const XEN = { system: 'Linux', hypervisor_type: 'xen' };
const UUID = 'fbefae6b-bd79-4c17-8d5e-c50b9bf6301c';

test.each<[Captured, Machine, string | null, string, string, string]>([
  ['native', 'native', 'qemu', 'virtio', 'virtio', 'native on QEMU'],
  ['dom0', 'dom0', 'qemu', 'virtio', 'virtio', 'dom0'],
  ['pv', 'pv', null, 'paravirtual', 'paravirtual', 'PV'],
  ['hvm', 'hvm', null, 'paravirtual', 'paravirtual', 'HVM, PV drivers'],
  ['hvmemu', 'hvm', null, 'emulated', 'emulated', 'HVM, emulated devices'],
  ['pvh', 'pvh', null, 'paravirtual', 'paravirtual', 'PVH'],
])('the captured %s is %s', (captured, machine, under, network, disk, label) => {
  const { identity, devices } = readFacts(factsText(factsOf(captured)));
  expect(identity).toMatchObject({ machine, under });
  expect(identity.evidence.length).toBeGreaterThan(0);
  expect(devices).toMatchObject({ network, disk });
  expect(labelOf(identity, devices)).toBe(label);
});

test('a run file that keeps the facts of a target gives the same identity', () => {
  const { environment, moment, identity } = readFacts(factsText(factsOf('pvh')));
  expect(identify({ ...environment, ...moment, kernels: {}, boot: 1 })).toEqual(identity);
});

test('evidence reads well in a sentence', () => {
  const [first] = identify(factsOf('pvh')).evidence;
  expect(evidenceSentence(first === undefined ? [] : [first])).toBe('/sys/hypervisor/guest_type says PVH');
});

describe('dom0 says PV like a guest, and is told apart', () => {
  const dom0 = factsOf('dom0');
  const without = (...keys: readonly string[]) =>
    Object.fromEntries(Object.entries(dom0).filter(([key]) => !keys.includes(key)));
  test.each([
    ['its capabilities', without('hypervisor_uuid', 'xen_features')],
    ['its features', without('hypervisor_uuid', 'xen_capabilities')],
    ['its uuid', without('xen_features', 'xen_capabilities')],
  ])('by %s alone', (_, facts) => {
    expect(identify(facts).machine).toBe('dom0');
  });

  test('a PVH dom0 too', () => {
    expect(identify({ ...dom0, hypervisor_guest_type: 'PVH', xen_features: '00012b05' }).machine).toBe(
      'dom0',
    );
  });

  test('on the bare machine nothing is beneath it', () => {
    const facts = {
      ...dom0,
      dmi_vendor: 'Dell Inc.',
      dmi_product: 'R640',
      dmi_bios_vendor: 'Dell',
      detect_virt: 'none',
    };
    expect(identify(facts)).toMatchObject({ machine: 'dom0', under: null });
  });

  test('a guest whose features withhold the bit is none', () => {
    expect(
      identify({ ...XEN, hypervisor_guest_type: 'PV', hypervisor_uuid: UUID, xen_features: '000220f0' })
        .machine,
    ).toBe('pv');
  });
});

describe('kernels before 4.13 do not tell guest_type', () => {
  test.each<[string, Record<string, string>, Machine]>([
    ['the boot line ends in Xen', { kernel_boot: 'Xen' }, 'pv'],
    ['the boot line ends in Xen HVM', { kernel_boot: 'Xen HVM', dmi_vendor: 'Xen' }, 'hvm'],
    ['the boot line ends in Xen PVH', { kernel_boot: 'Xen PVH' }, 'pvh'],
    ['the log is denied, and the features are PV', { xen_features: '000220f0' }, 'pv'],
    ['the log is denied, and the features are HVM', { xen_features: '00012705', dmi_vendor: 'Xen' }, 'hvm'],
    ['xen-detect says PV', { xen_detect: 'Running in PV context on Xen V4.4.' }, 'pv'],
    [
      'xen-detect says HVM, with firmware',
      { xen_detect: 'Running in HVM context on Xen V4.4.', dmi_vendor: 'Xen' },
      'hvm',
    ],
  ])('%s', (_, facts, machine) => {
    expect(identify({ ...XEN, ...facts }).machine).toBe(machine);
  });

  test('xen-detect counts PVH as HVM: alone it decides nothing between them', () => {
    const facts = { ...XEN, xen_detect: 'Running in HVM context on Xen V4.11.' };
    expect(identify(facts).machine).toBe('unknown');
    expect(identify({ ...facts, xen_features: '00012305', xenbus_devices: 'vif-0' }).machine).toBe('pvh');
  });

  test('nothing but the word Xen is not enough', () => {
    const identity = identify(XEN);
    expect(identity.machine).toBe('unknown');
    expect(evidenceSentence(identity.evidence)).toContain('not whether PV, HVM or PVH');
  });
});

describe('KVM that presents itself as Xen', () => {
  const claims = { ...XEN, hypervisor_guest_type: 'HVM', xen_features: '00012705', hypervisor_uuid: UUID };
  test.each<[string, Record<string, string>]>([
    [
      'firmware of QEMU',
      { dmi_vendor: 'QEMU', dmi_product: 'Standard PC (Q35 + ICH9, 2009)', xenbus_devices: 'none' },
    ],
    ['firmware of Red Hat', { dmi_vendor: 'Red Hat', dmi_product: 'KVM' }],
    ['a clock of KVM', { clocksources: 'xen kvm-clock tsc', xenbus_devices: 'none' }],
    ["QEMU's own Xen devices", { dmi_vendor: 'QEMU', xenbus_devices: 'vif-0 vbd-51712' }],
  ])('is seen by %s', (_, facts) => {
    expect(identify({ ...claims, ...facts })).toMatchObject({ machine: 'kvm-as-xen', under: 'kvm' });
  });

  test('and where neither firmware nor devices are of Xen, HVM is not proved', () => {
    expect(identify({ ...claims, xenbus_devices: 'none' }).machine).toBe('unknown');
    expect(identify({ ...claims, dmi_vendor: 'Amazon EC2', xenbus_devices: 'vif-0' }).machine).toBe('hvm');
  });
});

describe('a machine without Xen', () => {
  test.each<[string, Record<string, string>, Machine, string | null]>([
    ['the bare machine', { cpu_hypervisor_flag: 'no', dmi_vendor: 'Dell Inc.' }, 'native', null],
    ['an empty /sys/hypervisor', { cpu_hypervisor_flag: 'no', hypervisor_folder: 'empty' }, 'native', null],
    ['a bare machine of a provider', { cpu_hypervisor_flag: 'no', dmi_vendor: 'Amazon EC2' }, 'native', null],
    ['no x86, systemd says none', { detect_virt: 'none' }, 'native', null],
    ['KVM by systemd', { cpu_hypervisor_flag: 'yes', detect_virt: 'kvm', dmi_vendor: 'QEMU' }, 'kvm', 'kvm'],
    ['KVM by its clock alone', { cpu_hypervisor_flag: 'yes', clocksource: 'kvm-clock' }, 'kvm', 'kvm'],
    ['KVM of QEMU where systemd is not', { dmi_vendor: 'QEMU', kernel_hypervisor: 'KVM' }, 'kvm', 'kvm'],
    ['a provider on KVM', { detect_virt: 'amazon', clocksources: 'kvm-clock tsc' }, 'kvm', 'amazon'],
    ['VMware', { cpu_hypervisor_flag: 'yes', dmi_vendor: 'VMware, Inc.' }, 'other', 'vmware'],
    ['Hyper-V by the kernel', { kernel_hypervisor: 'Microsoft Hyper-V' }, 'other', 'microsoft'],
    ['a hypervisor without a name', { cpu_hypervisor_flag: 'yes' }, 'other', 'unknown'],
  ])('%s', (_, facts, machine, under) => {
    expect(identify({ system: 'Linux', ...facts })).toMatchObject({ machine, under });
  });

  test('proves nothing where nothing is told, or where it is no Linux', () => {
    expect(identify({}).machine).toBe('unknown');
    expect(identify({ system: 'Linux', machine: 'aarch64' }).machine).toBe('unknown');
    expect(identify({ system: 'FreeBSD', cpu_hypervisor_flag: 'no' })).toMatchObject({
      machine: 'unknown',
      evidence: [{ source: 'uname', says: 'FreeBSD' }],
    });
  });
});

test('what Xen withholds, raw bytes and other hostile texts decide nothing', () => {
  const facts = {
    ...XEN,
    hypervisor_guest_type: '<denied>',
    xen_features: 'M-&@\u0000',
    hypervisor_uuid: '<denied>',
  };
  expect(identify(facts).machine).toBe('unknown');
  const shown = identify({
    system: 'Linux',
    detect_virt: 'none',
    dmi_vendor: `\u001b[31mred${'x'.repeat(5000)}`,
  });
  expect(JSON.stringify(shown).length).toBeLessThan(800);
  expect(evidenceSentence(shown.evidence)).not.toContain('\u001b');
  expect(identify(JSON.parse('{"__proto__": {"hypervisor_type": "xen"}, "system": ["Linux"]}')).machine).toBe(
    'unknown',
  );
});

describe('a PV guest in a PVH shim', () => {
  const facts = { ...factsOf('pv'), hypervisor_uuid: UUID };
  const pv = identify(facts);

  test('shows only to its dom0', () => {
    const { identity, problem } = seenFromDom0(pv, facts, {
      name: 'pv1',
      uuid: UUID.toUpperCase(),
      pvshim: true,
    });
    expect(problem).toBe(null);
    expect(identity.machine).toBe('pv-shim');
    expect(labelOf(identity, devicesOf(facts, identity))).toBe('PV in a PVH shim');
    expect(evidenceSentence(identity.evidence)).toContain('type.pvh.pvshim');
  });

  test('is not believed of another domain', () => {
    const other = UUID.replace('f', '0');
    const { identity, problem } = seenFromDom0(pv, facts, { name: 'pv2', uuid: other, pvshim: true });
    expect(identity).toBe(pv);
    expect(problem).toContain('Domain pv2 of the dom0 is not this guest');
  });

  test('is not believed of a domain without a uuid, and a plain one stays PV', () => {
    expect(seenFromDom0(pv, facts, { name: 'pv1', uuid: null, pvshim: true }).problem).toContain(
      'does not show',
    );
    expect(seenFromDom0(pv, facts, { name: 'pv1', uuid: UUID, pvshim: false })).toEqual({
      identity: pv,
      problem: null,
      isOther: false,
    });
  });
});
