import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareGuestConfigs } from '../../../src/xen/guest-config-compare.ts';
import { comparisonText } from '../../../src/xen/guest-config-compare-text.ts';
import { type GuestConfig, readGuestConfig } from '../../../src/xen/guest-config-read.ts';
import { dom0 } from './captured-xl.ts';

function config(text: string): GuestConfig {
  const reading = readGuestConfig(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.mistakes));
  return reading.config;
}

const PV = `name = "a-pv"
type = "pv"
memory = 512
vcpus = 2
kernel = "/boot/vmlinuz"
cmdline = "root=/dev/xvda1 ro console=hvc0"
disk = [ "phy:/dev/vg/a,xvda,w" ]
vif = [ "mac=00:16:3e:00:00:01,bridge=xenbr0" ]
`;
const HVM = PV.replace('a-pv', 'a-hvm')
  .replace('"pv"', '"hvm"')
  .replace('hvc0', 'ttyS0')
  .replace('xvda,w', 'hda,w')
  .replace('xenbr0"', 'xenbr0,model=e1000"');

/** What differs, by kind. */
function kinds(a: string, b: string): Record<string, string> {
  const { differences } = compareGuestConfigs(config(a), config(b));
  return Object.fromEntries(differences.map(({ what, kind }) => [what, kind]));
}

test('PV and HVM of one guest: only the type and what it demands', () => {
  expect(kinds(PV, HVM)).toEqual({
    type: 'expected',
    'cmdline console': 'expected',
    'disk 1 vdev': 'expected',
    'network card 1 model': 'expected',
    name: 'harmless',
  });
  expect(compareGuestConfigs(config(PV), config(HVM)).comparable).toBe(true);
});

test('the four guests of the real dom0 are comparable in pairs; each has its own name, address, disk and kernel form', () => {
  const files = dom0('xl-cfg')
    .split(/^== .*\n/m)
    .filter(Boolean);
  for (const a of files) {
    for (const b of files) {
      const { differences } = compareGuestConfigs(config(a), config(b));
      expect(differences.filter(({ kind }) => kind === 'spoils')).toEqual([]);
    }
  }
  expect(kinds(files[2] ?? '', files[0] ?? '')).toMatchObject({
    kernel: 'expected',
    'cmdline lab.ip': 'harmless',
  });
});

test.each([
  ['vcpus', 'vcpus = 2', 'vcpus = 4', ['vcpus', 'maxvcpus']],
  ['pinning', '', 'cpus = "2-3"', ['cpus']],
  ['memory', 'memory = 512', 'memory = 1024', ['memory', 'maxmem']],
  ['maxmem', '', 'maxmem = 2048', ['maxmem']],
  ['disk format', 'phy:/dev/vg/a,xvda', 'format=qcow2, vdev=xvda, target=/dev/vg/a', ['disk 1 format']],
  ['disk backend', 'phy:/dev/vg/a,xvda,w', 'file:/images/a.img,xvda,w', ['disk 1 backend']],
  ['disk access', 'xvda,w', 'xvda,r', ['disk 1 access']],
  ['disk count', 'disk = [', 'disk = [ "phy:/dev/vg/b,xvdb,w", ', ['number of disks']],
  ['bridge', 'xenbr0', 'xenbr1', ['network card 1 bridge']],
  ['rate', 'bridge=xenbr0', 'bridge=xenbr0,rate=10Mb/s', ['network card 1 rate']],
  ['kernel', '/boot/vmlinuz', '/boot/vmlinuz-5', ['kernel']],
  ['ramdisk', '', 'ramdisk = "/boot/initrd"', ['ramdisk']],
  ['command line', ' ro ', ' ro mitigations=off ', ['cmdline mitigations']],
  ['root', '/dev/xvda1', '/dev/xvda2', ['cmdline root']],
  ['tsc', '', 'tsc_mode = "native"', ['tsc_mode']],
  ['cpuid', '', 'cpuid = "host,tm=0"', ['cpuid']],
  ['nested', '', 'nestedhvm = 1', ['nestedhvm']],
  ['altp2m', '', 'altp2m = "mixed"', ['altp2m']],
  ['NUMA', '', 'vnuma = [ [ "pnode=0" ] ]', ['vnuma']],
  ['pool', '', 'pool = "fast"', ['pool']],
  ['weight', '', 'cpu_weight = 512', ['cpu_weight']],
  ['unknown', '', 'turbo = 1', ['turbo']],
])('another %s spoils a comparison, and is told with both values and lines', (_, from, to, whats) => {
  const changed = from === '' ? `${PV}${to}\n` : PV.replace(from, to);
  const { comparable, differences } = compareGuestConfigs(config(PV), config(changed));
  expect(comparable).toBe(false);
  const spoiling = differences.filter(({ kind }) => kind === 'spoils');
  expect(spoiling.map(({ what }) => what)).toEqual(expect.arrayContaining(whats));
  for (const { a, b, sentence } of spoiling) {
    expect(a.value).not.toBe(b.value);
    expect(sentence.length).toBeGreaterThan(10);
    if (b.value !== null && from === '' && whats[0] !== 'maxmem') expect(b.line).toBe(9);
  }
});

test.each([
  ['uuid = "1"', 'uuid'],
  ['on_crash = "preserve"', 'on_crash'],
  ['serial = "file:/tmp/x"', 'serial'],
])('%s is harmless', (line, key) => {
  expect(kinds(PV, `${PV}${line}\n`)).toEqual({ [key]: 'harmless' });
});

test('what takes effect is compared: defaults, notations, numbers that are words', () => {
  expect(kinds(PV, `${PV}maxvcpus = 2\nmaxmem = 512\ntsc_mode = 0\ncpu_weight=256\nnestedhvm=0\n`)).toEqual(
    {},
  );
  expect(kinds(PV, PV.replace('512', '0x200'))).toEqual({});
  expect(kinds(PV, PV.replace('type = "pv"', 'builder = "generic"'))).toEqual({});
  expect(kinds(HVM, HVM.replace('type =', 'builder =').replace('model=e1000', 'model=e1000 '))).toEqual({});
  expect(
    kinds(
      PV,
      PV.replace(
        'phy:/dev/vg/a,xvda,w',
        'format=raw, vdev=xvda, access=rw, backendtype=phy, target=/dev/vg/a',
      ),
    ),
  ).toEqual({});
  expect(kinds(PV, PV.replace('cmdline = "root=/dev/xvda1 ro', 'root = "/dev/xvda1"\nextra = "ro'))).toEqual(
    {},
  );
});

test('two HVM guests: paging, screens and cards count; PV drivers against emulation is what is compared', () => {
  expect(kinds(HVM, `${HVM}hap = 0\n`)).toEqual({ hap: 'spoils' });
  expect(kinds(HVM, `${HVM}vga = "none"\n`)).toEqual({ vga: 'spoils' });
  expect(kinds(HVM, HVM.replace('e1000', 'rtl8139'))).toEqual({ 'network card 1 model': 'spoils' });
  const emulated = HVM.replace('ttyS0', 'ttyS0 xen_emul_unplug=never').replace('/dev/xvda1', '/dev/sda1');
  expect(kinds(HVM, emulated)).toEqual({
    'cmdline root': 'expected',
    'cmdline xen_emul_unplug': 'expected',
    devices: 'expected',
  });
  expect(kinds(HVM, `${HVM}xen_platform_pci = 0\n`)).toEqual({ devices: 'expected' });
  expect(kinds(PV, `${HVM}hap = 0\nvga = "none"\n`)).not.toContain('spoils');
});

test('paging counts between HVM and PVH, which both have it', () => {
  const pvh = PV.replace('"pv"', '"pvh"');
  expect(kinds(pvh, `${HVM}hap = 0\n`)['hap']).toBe('spoils');
  expect(kinds(pvh, `${HVM}hap = 1\n`)['hap']).toBeUndefined();
});

test('a kernel of the dom0 against one of the disk cannot be compared; two from the disk can', () => {
  const fromDisk = (text: string) => text.replace(/^(?:kernel|cmdline).*\n/gm, '');
  expect(kinds(PV, fromDisk(HVM))['boot']).toBe('spoils');
  const pygrub = `${fromDisk(PV)}bootloader = "pygrub"\n`;
  expect(kinds(pygrub, fromDisk(HVM))['boot']).toBe('expected');
});

test('what needs saying is said', () => {
  const notes = (a: string, b: string) => compareGuestConfigs(config(a), config(b)).notes.join('\n');
  expect(notes(PV, HVM)).toContain('B is HVM with PV drivers');
  expect(notes(PV, `${HVM}xen_platform_pci = 0\nhap = 0\n`)).toMatch(
    /B keeps its emulated devices[\s\S]*B has shadow paging/,
  );
  expect(notes(PV, HVM)).toContain('Both write /dev/vg/a: they must take turns.');
  expect(notes(PV, PV)).toMatch(/Both are PV[\s\S]*Both are called a-pv/);
  expect(notes(PV, `${HVM}usb = 1\n`)).toContain('a screen and USB');
  expect(notes(PV, `${PV.replace('"pv"', '"pvh"')}pvshim = 1\n`)).toContain('pvshim');
});

test('as text: the verdict, both values with their lines, no password', () => {
  const a = `${HVM}vncpasswd = "secret-a"\n`;
  const b = `${HVM.replace('vcpus = 2', 'vcpus = 3')}vncpasswd = "secret-b"\n`;
  const text = comparisonText(compareGuestConfigs(config(a), config(b)), ['a.cfg', 'b.cfg']);
  expect(text).toContain('Not comparable: 2 differences spoil it.');
  expect(text).toMatch(/- vcpus: .*\n {4}- A: 2 \(line 4\)\n {4}- B: 3 \(line 4\)/);
  expect(text).toContain('set, and not shown');
  expect(text).not.toContain('secret');
  expect(comparisonText(compareGuestConfigs(config(PV), config(HVM)), ['a', 'b'])).toContain('Comparable:');
});

test('any two configurations compare: one way as the other, a file with itself without difference', () => {
  const piece = fc.constantFrom(
    ...PV.split('\n'),
    ...HVM.split('\n'),
    'hap = 0',
    'disk = [ "a", [ "b" ] ]',
    'disk = "target=,,,"',
    'vif = [ "", "=", "mac" ]',
    'vif = [ [ ] ]',
    'type = [ ]',
    'cmdline = "a a=1 a= =b console=x xen_emul_unplug=never"',
    'vcpus = "x"',
    'memory = [ 1 ]',
    'constructor = 1',
    'tsc_mode = 99',
    'kernel = "/usr/lib/xen/boot/hvmloader"',
  );
  const file = fc.array(piece, { maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);
  fc.assert(
    fc.property(file, file, (a, b) => {
      const [one, other] = [config(a), config(b)];
      expect(compareGuestConfigs(one, one).differences).toEqual([]);
      const there = compareGuestConfigs(one, other);
      const back = compareGuestConfigs(other, one);
      expect(there.comparable).toBe(back.comparable);
      expect(there.differences.map(({ what, kind }) => `${what} ${kind}`).sort()).toEqual(
        back.differences.map(({ what, kind }) => `${what} ${kind}`).sort(),
      );
      expect(comparisonText(there, ['a', 'b'])).not.toMatch(/undefined|null|NaN/);
    }),
    { numRuns: 2000 },
  );
});
