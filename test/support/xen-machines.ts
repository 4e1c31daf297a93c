import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Machines of a real Xen 4.17 laboratory under QEMU, as test/fixtures/xen/ keeps what they told. */
export const CAPTURED = ['native', 'dom0', 'pv', 'hvm', 'hvmemu', 'pvh'] as const;
export type Captured = (typeof CAPTURED)[number];

function capture(machine: Captured, name: string): string {
  return readFileSync(join(import.meta.dirname, `../fixtures/xen/${machine}/${name}.txt`), 'latin1');
}

/** What src/remote/facts*.sh print on a captured machine, from the files that were kept of it. */
export function factsOf(machine: Captured): Record<string, string> {
  const system = capture(machine, 'sys-hypervisor');
  const file = (path: string) => new RegExp(`^${path}: (.+)$`, 'm').exec(system)?.[1]?.trim() || undefined;
  const dmi = capture(machine, 'dmi-pci');
  const firmware = (name: string) => new RegExp(`^${name}: (?!cat:)(.+)$`, 'm').exec(dmi)?.[1];
  const log = capture(machine, 'dmesg-xen');
  const empty = system.trim() === '/sys/hypervisor';
  const facts = {
    system: 'Linux',
    hypervisor_folder: empty ? 'empty' : undefined,
    hypervisor_type: file('/sys/hypervisor/type'),
    hypervisor_guest_type: file('/sys/hypervisor/guest_type'),
    hypervisor_uuid: file('/sys/hypervisor/uuid'),
    xen_features: file('/sys/hypervisor/properties/features'),
    xen_capabilities: file('/proc/xen/capabilities'),
    dmi_vendor: firmware('sys_vendor'),
    dmi_product: firmware('product_name'),
    dmi_bios_vendor: firmware('bios_vendor'),
    kernel_hypervisor: /Hypervisor detected: (.+)$/m.exec(log)?.[1],
    kernel_boot: /Booting (?:paravirtualized )?kernel on (.+)$/m.exec(log)?.[1],
    detect_virt: capture(machine, 'detect-virt').split('\n')[0],
    xenbus_devices: ['pv', 'hvm', 'hvmemu', 'pvh'].includes(machine) ? 'vbd-51712 vif-0' : undefined,
    ...driversOf(machine),
  };
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export function factsText(facts: Readonly<Record<string, string>>): string {
  return Object.entries(facts)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** `eth0 -> ../../bus/xen/drivers/vif` of a captured machine, cards and disks. */
function links(machine: Captured): { readonly path: string; readonly target: string }[] {
  return [...capture(machine, 'drivers').matchAll(/ (\/sys\/\S+)\/driver -> (\S+)$/gm)].map((match) => ({
    path: match[1] ?? '',
    target: match[2] ?? '',
  }));
}

function driversOf(machine: Captured): Record<string, string> {
  const named = (folder: string) => {
    const target = links(machine).find(({ path }) => path.startsWith(folder))?.target ?? '';
    const name = target.split('/').at(-1) ?? '';
    return { vif: 'xen-netfront', vbd: 'xen-blkfront', sd: 'ata_piix' }[name] ?? name;
  };
  return { network_driver: named('/sys/class/net/eth0'), disk_driver: named('/sys/block') };
}

/**
 * The files of a captured machine under `root`, for the scripts themselves to read; what an emulated disk hangs on is
 * added, because only its own end was kept.
 */
export function layOutMachine(machine: Captured, root: string): void {
  const put = (path: string, text: string | Buffer) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  mkdirSync(join(root, 'sys/hypervisor'), { recursive: true });
  mkdirSync(join(root, 'var/tmp'), { recursive: true });
  for (const [, path = '', text = ''] of capture(machine, 'sys-hypervisor').matchAll(/^(\/\S+): (.*)$/gm)) {
    put(path, Buffer.from(text === '' ? '' : `${text}\n`, 'latin1'));
  }
  for (const [, name = '', text = ''] of capture(machine, 'dmi-pci').matchAll(
    /^([a-z]+_[a-z]+): (?!cat:)(.*)$/gm,
  )) {
    put(`/sys/class/dmi/id/${name}`, `${text}\n`);
  }
  put('/dmesg', capture(machine, 'dmesg-xen'));
  put(
    '/proc/cpuinfo',
    'processor\t: 0\nmodel name\t: QEMU Virtual CPU version 2.5+\nflags\t\t: fpu hypervisor\n',
  );
  put('/proc/net/route', 'Iface\tDestination\tGateway\neth0\t00000000\t0202000A\neth0\t0002000A\t00000000\n');
  const guest = !['native', 'dom0'].includes(machine);
  mkdirSync(join(root, 'sys/bus/xen/devices'), { recursive: true });
  if (guest) for (const name of ['vif-0', 'vbd-51712']) put(`/sys/bus/xen/devices/${name}`, '');
  const disks = links(machine).filter(({ path }) => path.startsWith('/sys/block'));
  for (const { path, target } of links(machine)) {
    const name = path.split('/').at(path.startsWith('/sys/block') ? 3 : 4) ?? '';
    const device = /drivers\/sd$/.test(target)
      ? '/sys/devices/pci0000:00/0000:00:01.1/ata1/host0/target0:0:0/0:0:0:0'
      : `/sys/devices/of-${name}`;
    const owner = path.startsWith('/sys/block') ? `/sys/devices/block-of-${name}` : `/sys/class/net/${name}`;
    mkdirSync(join(root, device), { recursive: true });
    mkdirSync(join(root, owner), { recursive: true });
    symlinkSync(target, join(root, device, 'driver'));
    symlinkSync(join(root, device), join(root, owner, 'device'));
    if (/drivers\/sd$/.test(target)) {
      symlinkSync('../../../bus/pci/drivers/ata_piix', join(root, device, '../../../../driver'));
    }
    if (owner.startsWith('/sys/devices/block-of-')) {
      mkdirSync(join(root, 'sys/block'), { recursive: true });
      symlinkSync(join(root, owner), join(root, 'sys/block', name));
    }
  }
  const [disk] = disks.map(({ path }) => path.split('/')[3] ?? '');
  mkdirSync(join(root, 'sys/dev/block'), { recursive: true });
  symlinkSync(join(root, `sys/devices/block-of-${disk}`), join(root, 'sys/dev/block/8:0'));
  put(
    '/proc/self/mountinfo',
    '22 1 8:0 / / rw,relatime - ext4 /dev/root rw\n23 22 0:21 / /proc rw - proc proc rw\n',
  );
}
