import { expect, test } from 'vitest';
import { readInfo } from '../../../src/xen/xl-info.ts';
import { dom0 } from './captured-xl.ts';

test('a captured host is read by name, the same with and without the tables of -n', () => {
  const info = readInfo(dom0('xl-info'));
  expect(info).toMatchObject({
    host: 'dom0',
    release: '6.1.0-50-amd64',
    cpus: 2,
    coresPerSocket: 2,
    cpuMhz: 2596.122,
    virtCaps: ['pv', 'hvm', 'hap', 'shadow', 'gnttab-v1', 'gnttab-v2'],
    totalMemoryMiB: 3071,
    freeMemoryMiB: 856,
    freeCpus: 0,
    xenVersion: '4.17.5',
    xenCaps: ['xen-3.0-x86_64', 'hvm-3.0-x86_32', 'hvm-3.0-x86_32p', 'hvm-3.0-x86_64'],
    xenScheduler: 'credit2',
  });
  expect(info.xenCommandline).toMatch(/^dom0_mem=1024M,max:1024M .* noreboot$/);
  expect(info.entries.get('xen_changeset')).toBe('');
  expect(info.entries.get('version')).toBe('#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02)');
  const withTables = readInfo(dom0('xl-info--n'));
  expect([...withTables.entries]).toEqual([...info.entries]);
});

test('an older xl: whole megahertz, fewer capabilities, no line for what is not known', () => {
  const info = readInfo(
    'nr_cpus                : 8\ncpu_mhz                : 2400\nvirt_caps              : hvm\n',
  );
  expect(info).toMatchObject({
    cpus: 8,
    cpuMhz: 2400,
    virtCaps: ['hvm'],
    xenVersion: null,
    freeMemoryMiB: null,
  });
});

test('what is no output of xl info is an error', () => {
  expect(() => readInfo('')).toThrow('xl info');
  expect(() => readInfo('libxl: error: permission denied')).toThrow('neither nr_cpus nor xen_version');
});
