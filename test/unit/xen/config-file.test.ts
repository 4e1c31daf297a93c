import { expect, test } from 'vitest';
import { readConfigFile } from '../../../src/xen/config-file.ts';
import { dom0 } from './captured-xl.ts';

test('every captured configuration says name, type, vCPUs and memory', () => {
  const files = dom0('xl-cfg')
    .split(/^== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return readConfigFile(`/etc/xen/${part.slice(0, end)}`, part.slice(end + 1));
    });
  expect(files.map((file) => file?.place.macs)).toEqual([
    ['00:16:3e:00:00:22'],
    ['00:16:3e:00:00:24'],
    ['00:16:3e:00:00:21'],
    ['00:16:3e:00:00:23'],
  ]);
  expect(files[0]?.place.cmdline).toMatch(/^console=ttyS0 lab\.name=hvm lab\.ip=10\.0\.2\.22\/24 /);
  expect(files).toMatchObject(
    (['hvm', 'hvmemu', 'pv', 'pvh'] as const).map((name) => ({
      path: `/etc/xen/${name}.cfg`,
      name,
      type: name === 'hvmemu' ? 'hvm' : name,
      shim: false,
      vcpus: 1,
      memoryMiB: 384,
    })),
  );
});

test('of before Xen 4.10 says its type by its builder; a PV guest may stand in a shim', () => {
  expect(readConfigFile('/x', 'builder = "hvm"\nname = "old"')?.type).toBe('hvm');
  expect(readConfigFile('/x', 'name = "old"')).toMatchObject({ type: 'pv', shim: false });
  expect(readConfigFile('/x', 'name = "shim"\ntype = "pv"\npvshim = 1')).toMatchObject({ shim: true });
});

test.each(['memory = 12', 'name = "', 'name = [ "a" ]', '\u0000\u0001[[[['])(
  'names no domain that could be started: %s',
  (text) => {
    expect(readConfigFile('/x', text)).toBeNull();
  },
);
