import { expect, test } from 'vitest';
import { readDomains } from '../../../src/xen/xl-list-long.ts';
import { dom0 } from './captured-xl.ts';

const only = (entry: unknown) => {
  const [domain] = readDomains(JSON.stringify([entry]));
  if (domain === undefined) throw new Error('no domain');
  return domain;
};

test('every domain of a captured list is read with its type and devices', () => {
  const domains = readDomains(dom0('xl-list--l'));
  expect(domains.map(({ domid, name, type, shim }) => [domid, name, type, shim])).toEqual([
    [0, 'Domain-0', 'pv', false],
    [1, 'pv', 'pv', false],
    [2, 'hvm', 'hvm', false],
    [3, 'pvh', 'pvh', false],
  ]);
  expect(domains[0]).toMatchObject({
    uuid: null,
    vcpus: null,
    memoryKib: 1048575,
    maxMemoryKib: 1048576,
    disks: [],
    nics: [],
  });
  expect(domains[2]).toMatchObject({
    uuid: '09995175-e8cc-49ea-af45-2edac9f25a90',
    vcpus: 1,
    maxVcpus: 1,
    memoryKib: 393216,
    kernel: '/lab/vmlinuz',
    ramdisk: '/lab/initrd',
    hap: null,
    xenPlatformPci: null,
    tscMode: 'native',
    disks: [{ path: '/dev/vdc', vdev: 'hda', format: 'raw', backend: null, writable: true, cdrom: false }],
    nics: [{ model: 'e1000', type: 'vif_ioemu', bridge: 'xenbr0', mac: '00:16:3e:00:00:22' }],
  });
  expect(domains[1]?.cmdline).toMatch(/^console=hvc0 lab\.name=pv /);
  expect(domains[1]?.config['on_crash']).toBe('preserve');
});

test('shadow paging, no platform device, and a PV guest in a shim are told', () => {
  const hvm = only({
    domid: 4,
    config: { c_info: { type: 'hvm', hap: 'False' }, b_info: { 'type.hvm': { xen_platform_pci: 'False' } } },
  });
  expect(hvm).toMatchObject({ type: 'hvm', hap: false, xenPlatformPci: false });
  const shim = only({
    domid: 5,
    config: { c_info: { type: 'pvh' }, b_info: { 'type.pvh': { pvshim: 'True' } } },
  });
  expect(shim).toMatchObject({ type: 'pvh', shim: true });
});

test('the layout before 4.5 has the kernel under u, defaults as words, and PVH as a PV domain', () => {
  const old = only({
    domid: 9,
    config: {
      c_info: { type: 'pv', hap: '<default>', name: 'old', pvh: 'True' },
      b_info: {
        max_vcpus: 2,
        avail_vcpus: [0, 1],
        max_memkb: 524288,
        video_memkb: 1.8446744073709552e19,
        u: { kernel: '/k', ramdisk: null, cmdline: 'root=/dev/xvda' },
      },
      disks: [
        { backend: 'phy', pdev_path: '/dev/vg/old', vdev: 'xvda', format: 'raw', readwrite: 0, is_cdrom: 0 },
      ],
    },
  });
  expect(old).toMatchObject({
    name: 'old',
    type: 'pvh',
    hap: null,
    vcpus: 2,
    kernel: '/k',
    ramdisk: null,
    cmdline: 'root=/dev/xvda',
  });
  expect(old.disks[0]).toMatchObject({ backend: 'phy', writable: false });
  expect(only({ domid: 1, config: { c_info: { type: 1 } } }).type).toBe('hvm');
  expect(only({ domid: 1, config: { b_info: { type: 'HVM' } } }).type).toBe('hvm');
  expect(only({ domid: 1, config: { b_info: { 'type.pvh': {} } } }).type).toBe('pvh');
  expect(only({ domid: 1, config: { c_info: { type: 'invalid' } } }).type).toBeNull();
});

test('what is no list of domains is an error that says so', () => {
  expect(() => readDomains('')).toThrow('nothing');
  expect(() => readDomains('(domain (domid 1))')).toThrow('xl list -l');
  expect(() => readDomains('{}')).toThrow('no list of domains');
  expect(() => readDomains('[{"config":{}}]')).toThrow('entry 1 has no domid');
  expect(() => readDomains(dom0('xl-list--l').slice(0, 3000))).toThrow('cannot be read');
  expect(readDomains(`a banner\n${dom0('xl-list--l')}`)).toHaveLength(4);
  expect(readDomains('[\n\n]\n')).toEqual([]);
});

test('objects where texts are expected are no texts', () => {
  const odd = { toString: 1, valueOf: 2, __proto__: 3 };
  expect(
    only({
      domid: 1,
      config: { c_info: { type: odd, name: odd, uuid: [odd] }, b_info: odd, disks: [odd, 1], nics: {} },
    }),
  ).toMatchObject({
    type: null,
    name: '',
    disks: [{ path: null }, { path: null }],
    nics: [],
  });
});
