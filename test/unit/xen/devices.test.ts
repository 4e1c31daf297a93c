import { expect, test } from 'vitest';
import { devicesOf, driverKind, type IoKind } from '../../../src/xen/devices.ts';
import type { Identity, Machine } from '../../../src/xen/identity.ts';
import { labelOf } from '../../../src/xen/label.ts';

function on(machine: Machine, under: string | null = null): Identity {
  return { machine, under, evidence: [] };
}

test.each<[string, Machine, IoKind]>([
  ['vif', 'pv', 'paravirtual'],
  ['xen-netfront', 'hvm', 'paravirtual'],
  ['vbd', 'pvh', 'paravirtual'],
  ['xen-blkfront', 'pv', 'paravirtual'],
  ['e1000', 'hvm', 'emulated'],
  ['e1000e', 'kvm', 'emulated'],
  ['8139cp', 'hvm', 'emulated'],
  ['8139too', 'hvm', 'emulated'],
  ['rtl8139', 'hvm', 'emulated'],
  ['ne2k-pci', 'hvm', 'emulated'],
  ['pcnet32', 'kvm-as-xen', 'emulated'],
  ['ata_piix', 'hvm', 'emulated'],
  ['PIIX_IDE', 'hvm', 'emulated'],
  ['ahci', 'kvm', 'emulated'],
  ['virtio_net', 'kvm', 'virtio'],
  ['virtio_blk', 'dom0', 'virtio'],
  ['virtio_scsi', 'kvm', 'virtio'],
  ['ixgbe', 'hvm', 'hardware'],
  ['nvme', 'native', 'hardware'],
  ['e1000e', 'native', 'hardware'],
  ['ahci', 'dom0', 'hardware'],
])('%s on %s is %s', (driver, machine, kind) => {
  expect(driverKind(driver, on(machine))).toBe(kind);
});

test('hardware beneath a hypervisor is made up too', () => {
  expect(driverKind('e1000', on('native', 'qemu'))).toBe('emulated');
});

test('several kinds in one place are mixed, none is unknown', () => {
  expect(devicesOf({ disk_driver: 'xen-blkfront,ata_piix' }, on('hvm'))).toMatchObject({
    network: 'unknown',
    disk: 'mixed',
  });
});

test.each<[Machine, string | null, string, string, string]>([
  ['hvm', null, 'xen-netfront', 'ata_piix', 'HVM, mixed devices (network PV, disk emulated)'],
  ['hvm', null, 'xen-netfront', '', 'HVM, PV drivers'],
  ['hvm', null, '', '', 'HVM'],
  ['hvm', null, 'ixgbe', 'nvme', 'HVM, hardware devices'],
  ['kvm', 'kvm', 'virtio_net', 'virtio_blk', 'KVM, virtio'],
  ['kvm-as-xen', 'kvm', 'e1000', 'ahci', 'KVM presenting itself as Xen, emulated devices'],
  ['pv', 'qemu', 'xen-netfront', 'xen-blkfront', 'PV, inside QEMU'],
  ['hvm', 'kvm', 'e1000', 'ata_piix', 'HVM, emulated devices, inside KVM'],
  ['native', null, 'tg3', 'ahci', 'native'],
  ['native', 'qemu', 'virtio_net', 'virtio_blk', 'native on QEMU'],
  ['other', 'vmware', 'vmxnet3', 'vmw_pvscsi', 'guest of VMware, PV drivers'],
  ['other', 'unknown', '', '', 'guest of an unknown hypervisor'],
  ['pv', null, 'ixgbe', 'xen-blkfront', 'PV, mixed devices (network hardware, disk PV)'],
  ['unknown', null, 'tg3', 'ahci', 'unknown'],
])('the label of %s under %s with %s and %s', (machine, under, network, disk, label) => {
  const identity = on(machine, under);
  const io = devicesOf({ network_driver: network, disk_driver: disk }, identity);
  expect(labelOf(identity, io)).toBe(label);
});

test('knowingly without Xen on another hypervisor', () => {
  expect(labelOf(on('kvm', 'kvm'), { network: 'virtio', disk: 'virtio' }, true)).toBe('native on KVM');
});
