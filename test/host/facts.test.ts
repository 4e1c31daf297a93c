import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { factsCommand, type ObservedHost, readFacts } from '../../src/remote/facts.ts';
import { labelOf } from '../../src/xen/label.ts';
import { type Captured, layOutMachine } from '../support/xen-machines.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xen-bench-facts-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SHELLS = ['/bin/dash', '/bin/bash', 'busybox sh'];

function ask(root: string, shell: string, directories: readonly string[] = []): ObservedHost {
  const command = `xb_root='${root}'\n${factsCommand({ peer: null, directories })}`;
  const [program = 'sh', ...words] = shell.split(' ');
  const environment = { ...process.env, SSH_CONNECTION: '' };
  return readFacts(execFileSync(program, words, { input: command, env: environment }).toString('utf8'));
}

const LABELS: Readonly<Record<Captured, string>> = {
  native: 'native on QEMU',
  dom0: 'dom0',
  pv: 'PV, inside QEMU',
  hvm: 'HVM, PV drivers, inside QEMU',
  hvmemu: 'HVM, emulated devices, inside QEMU',
  pvh: 'PVH, inside QEMU',
};

describe.each(SHELLS)('facts asked by %s', (shell) => {
  test.each(Object.entries(LABELS))('of the captured machine %s give its label', (machine, label) => {
    const root = mkdtempSync(join(folder, `${machine}-`));
    layOutMachine(machine as Captured, root);
    const { identity, devices, environment } = ask(root, shell);
    expect(labelOf(identity, devices)).toBe(label);
    expect(identity.under).toBe('qemu');
    // The raw bytes of dom0's build id must not stand in the way of what follows.
    expect(environment['cpu_hypervisor_flag']).toBe('yes');
  });

  test('of a disk follow parts and maps down to the adapter', () => {
    const root = mkdtempSync(join(folder, 'mapped-'));
    layOutMachine('hvmemu', root);
    const at = (path: string) => join(root, path);
    mkdirSync(at('sys/devices/block-of-sda/sda2'), { recursive: true });
    writeFileSync(at('sys/devices/block-of-sda/sda2/partition'), '2\n');
    mkdirSync(at('sys/devices/virtual/block/dm-0/slaves'), { recursive: true });
    symlinkSync(at('sys/devices/block-of-sda/sda2'), at('sys/devices/virtual/block/dm-0/slaves/sda2'));
    symlinkSync(at('sys/devices/virtual/block/dm-0'), at('sys/dev/block/253:0'));
    mkdirSync(at('srv/with blank/data'), { recursive: true });
    const mounts = '22 1 8:0 / / rw - ext4 /dev/root rw\n30 22 253:0 / /srv rw - xfs /dev/mapper/vg-srv rw\n';
    writeFileSync(at('proc/self/mountinfo'), mounts);
    expect(ask(root, shell, ['/srv/with blank/data']).devices.diskDriver).toBe('ata_piix');
  });

  test('of folders on several disks name them all', () => {
    const root = mkdtempSync(join(folder, 'several-'));
    layOutMachine('dom0', root);
    const at = (path: string) => join(root, path);
    mkdirSync(at('sys/devices/pci0000:00/0000:00:1f.2/ata1/host1/target1:0:0/1:0:0:0'), { recursive: true });
    symlinkSync('../../../bus/pci/drivers/ahci', at('sys/devices/pci0000:00/0000:00:1f.2/driver'));
    mkdirSync(at('sys/devices/block-of-sdx'), { recursive: true });
    symlinkSync(
      at('sys/devices/pci0000:00/0000:00:1f.2/ata1/host1/target1:0:0/1:0:0:0'),
      at('sys/devices/block-of-sdx/device'),
    );
    symlinkSync(at('sys/devices/block-of-sdx'), at('sys/dev/block/8:16'));
    mkdirSync(at('mnt'));
    const mounts = '22 1 8:0 / / rw - ext4 /dev/root rw\n30 22 8:16 / /mnt rw - ext4 /dev/sdx rw\n';
    writeFileSync(at('proc/self/mountinfo'), mounts);
    const { devices } = ask(root, shell, ['/var/tmp', '/mnt']);
    expect(devices).toMatchObject({ disk: 'mixed', diskDriver: 'ahci,virtio_blk' });
  });

  test("of a bridge are those of its card, not of its guests' ends", () => {
    const root = mkdtempSync(join(folder, 'bridge-'));
    layOutMachine('dom0', root);
    const bridge = join(root, 'sys/class/net/xenbr0');
    mkdirSync(bridge);
    for (const port of ['vif1.0', 'eth0'])
      symlinkSync(join(root, 'sys/class/net', port), join(bridge, `lower_${port}`));
    writeFileSync(join(root, 'proc/net/route'), 'Iface\tDestination\nxenbr0\t00000000\n');
    const { devices, environment, moment } = ask(root, shell);
    expect(moment['network_interface']).toBe('xenbr0');
    expect(devices.networkDriver).toBe('virtio_net');
    expect(environment['network_drivers']).toBe('eth0=virtio_net');
  });

  test('of a folder in memory or in layers name no disk', () => {
    const root = mkdtempSync(join(folder, 'memory-'));
    layOutMachine('hvm', root);
    writeFileSync(join(root, 'proc/self/mountinfo'), '22 1 0:33 / / rw - overlay overlay rw\n');
    expect(ask(root, shell).devices.disk).toBe('unknown');
  });
});

test('this very machine answers too, whatever it is', () => {
  const observed = ask('', 'sh');
  expect(observed.environment['system']).toBeDefined();
  expect(observed.identity.machine).not.toBe('');
});
