import { expect, test } from 'vitest';
import { compareGuestConfigs } from '../../../src/xen/guest-config-compare.ts';
import { macOf } from '../../../src/xen/guest-config-mac.ts';
import { type GuestConfig, readGuestConfig } from '../../../src/xen/guest-config-read.ts';
import { writeGuestConfigs } from '../../../src/xen/guest-config-write.ts';
import {
  GUEST_VARIANTS,
  type GuestDescription,
  type GuestVariant,
} from '../../../src/xen/guest-description.ts';
import { descriptionMistakes } from '../../../src/xen/guest-description-mistakes.ts';

const GUEST: GuestDescription = {
  name: 'web',
  boot: {
    from: 'kernel',
    kernel: '/boot/vmlinuz-6.1',
    ramdisk: '/boot/initrd-6.1',
    root: '/dev/xvda1',
    cmdline: 'ro mitigations=off console=tty0',
  },
  disks: ['phy:/dev/vg/web'],
  bridge: 'xenbr0',
  mac: null,
  memoryMiB: 1024,
  vcpus: 2,
  cpus: '2-3',
  tscMode: null,
  like2008: false,
};
const FROM_DISK: GuestDescription = { ...GUEST, boot: { from: 'disk', bootloader: 'pygrub' } };

function configs(guest: GuestDescription): Record<GuestVariant, GuestConfig> {
  const entries = writeGuestConfigs(guest, GUEST_VARIANTS).map(({ variant, text }) => {
    const reading = readGuestConfig(text);
    if (!reading.ok) throw new Error(JSON.stringify(reading.mistakes));
    return [variant, reading.config] as const;
  });
  return Object.fromEntries(entries) as Record<GuestVariant, GuestConfig>;
}

const get = (config: GuestConfig, key: string) => config.get(key)?.value;

test.each([
  ['with a kernel of the dom0', GUEST],
  ['with a kernel, as in 2008', { ...GUEST, like2008: true }],
  ['from its disk', FROM_DISK],
  ['from its disk, as in 2008', { ...FROM_DISK, like2008: true }],
  [
    'with disks of its own',
    { ...GUEST, disks: ['phy:/dev/vg/web-{type}', 'qcow2:/images/data "1"-{type}.qcow2'] },
  ],
  ['without disk and network', { ...GUEST, disks: [], bridge: null, cpus: null }],
])('a guest %s: every pair of what is written is comparable', (_, guest) => {
  expect(descriptionMistakes(guest)).toEqual([]);
  const written = configs(guest);
  for (const one of GUEST_VARIANTS) {
    for (const other of GUEST_VARIANTS) {
      const { comparable, differences } = compareGuestConfigs(written[one], written[other]);
      expect(differences.filter(({ kind }) => kind === 'spoils')).toEqual([]);
      expect(comparable).toBe(true);
      expect(differences.length > 0).toBe(one !== other);
    }
  }
});

test('PV and HVM differ in the lines that the type demands, and in no others', () => {
  const written = configs(GUEST);
  const differing = (a: GuestVariant, b: GuestVariant) =>
    [...new Set([...written[a].keys(), ...written[b].keys()])]
      .filter((key) => JSON.stringify(get(written[a], key)) !== JSON.stringify(get(written[b], key)))
      .sort();
  expect(differing('pv', 'pvh')).toEqual(['hap', 'name', 'type']);
  expect(differing('hvm', 'hvm-emulated')).toEqual(['cmdline', 'name']);
  expect(differing('pv', 'hvm')).toEqual([
    'cmdline',
    'disk',
    'hap',
    'name',
    'nographic',
    'serial',
    'type',
    'usb',
    'vga',
    'vif',
    'vnc',
  ]);
});

test('each type gets its console, its disk names, its card', () => {
  const { pv, hvm, pvh, 'hvm-emulated': emulated } = configs(GUEST);
  expect(get(pv, 'cmdline')).toBe('root=/dev/xvda1 ro mitigations=off console=hvc0');
  expect(get(pvh, 'cmdline')).toBe(get(pv, 'cmdline'));
  expect(get(hvm, 'cmdline')).toBe('root=/dev/xvda1 ro mitigations=off console=ttyS0');
  expect(get(emulated, 'cmdline')).toBe(
    'root=/dev/sda1 ro mitigations=off console=ttyS0 xen_emul_unplug=never',
  );
  expect(get(pv, 'disk')).toEqual(['format=raw, vdev=xvda, access=rw, backendtype=phy, target=/dev/vg/web']);
  expect(get(hvm, 'disk')).toEqual(['format=raw, vdev=hda, access=rw, backendtype=phy, target=/dev/vg/web']);
  expect(get(pv, 'vif')).toEqual([`mac=${macOf('web')},bridge=xenbr0`]);
  expect(get(hvm, 'vif')).toEqual([`mac=${macOf('web')},bridge=xenbr0,model=e1000`]);
  expect(macOf('web')).toMatch(/^00:16:3e:[0-7][0-9a-f](:[0-9a-f]{2}){2}$/);
});

test('as in 2008: shadow paging, the card of that time, the time-stamp counter as it is', () => {
  const { pv, 'hvm-emulated': emulated } = configs({ ...GUEST, like2008: true });
  expect(get(emulated, 'hap')).toBe('0');
  expect(get(emulated, 'vif')).toEqual([expect.stringMatching(/,model=rtl8139$/)]);
  expect([get(pv, 'tsc_mode'), get(emulated, 'tsc_mode')]).toEqual(['native', 'native']);
  expect(pv.has('hap')).toBe(false);
});

test('from its disk the emulated guest is kept from PV drivers by the host; PV and PVH get a boot loader', () => {
  const { pv, hvm, pvh, 'hvm-emulated': emulated } = configs(FROM_DISK);
  expect([get(pv, 'bootloader'), get(pvh, 'bootloader'), hvm.has('bootloader')]).toEqual([
    'pygrub',
    'pygrub',
    false,
  ]);
  expect([get(emulated, 'xen_platform_pci'), hvm.has('xen_platform_pci')]).toEqual(['0', false]);
  expect(hvm.has('kernel')).toBe(false);
});

test('one disk: the files say that the guests take turns. Disks of their own: each has its own address', () => {
  const [pv] = writeGuestConfigs(GUEST, ['pv', 'hvm']);
  expect(pv?.name).toBe('web-pv');
  expect(pv?.text).toContain('# To be compared with web-hvm.');
  expect(pv?.text).toContain('These guests take turns: they use the same disk.');
  const own = writeGuestConfigs({ ...GUEST, disks: ['phy:/dev/vg/web-{type}'] }, ['pv', 'hvm']);
  expect(own[0]?.text).not.toContain('take turns: they use');
  expect(own[0]?.text).toContain('target=/dev/vg/web-pv');
  const macs = own.map(({ text }) => /mac=([0-9a-f:]+)/.exec(text)?.[1]);
  expect(macs).toEqual([macOf('web-pv'), macOf('web-hvm')]);
});

test('every line that differs between types says why', () => {
  const texts = writeGuestConfigs(GUEST, GUEST_VARIANTS).map(({ text }) => text.split('\n'));
  for (const [index, lines] of texts.entries()) {
    const others = texts.filter((_, other) => other !== index);
    let explained = '';
    for (const line of lines) {
      const assignment = /^[a-z_]+ = /.test(line);
      const own = assignment && others.some((other) => !other.includes(line));
      if (own && !/^(?:vnc|nographic|usb|vga) /.test(line)) {
        expect(line.includes('   # ') || explained.startsWith('#'), line).toBe(true);
      }
      explained = line;
    }
  }
});

test.each([
  ['name', { name: 'a b' }],
  ['name', { name: '12' }],
  ['name', { name: '../x' }],
  ['name', { name: '' }],
  ['memory', { memoryMiB: 1.5 }],
  ['vcpus', { vcpus: 0 }],
  ['cpus', { cpus: '1; rm' }],
  ['bridge', { bridge: 'a,b' }],
  ['mac', { mac: '01:16:3e:00:00:01' }],
  ['mac', { mac: 'xx' }],
  ['disk', { disks: ['nfs:/x'] }],
  ['disk', { disks: ['relative'] }],
  ['disk', { disks: ['phy:/images/x.img'] }],
  ['disk', { disks: ['/a', '/a'] }],
  ['disk', { disks: ['/a', '/b', '/c', '/d', '/e'] }],
  ['disk', { disks: ['/a\nname = "x"'] }],
  ['disk', { ...FROM_DISK, disks: [] }],
  ['kernel', { boot: { ...GUEST.boot, kernel: 'vmlinuz' } }],
  ['cmdline', { boot: { ...GUEST.boot, cmdline: 'a\nb' } }],
  ['root', { boot: { ...GUEST.boot, root: 'a b' } }],
  ['bootloader', { boot: { from: 'disk', bootloader: 'py"grub' } }],
] as readonly (readonly [string, Partial<GuestDescription>])[])(
  'a description with a bad %s is told: %j',
  (part, change) => {
    expect(descriptionMistakes({ ...GUEST, ...change }).map((mistake) => mistake.part)).toEqual([part]);
  },
);
