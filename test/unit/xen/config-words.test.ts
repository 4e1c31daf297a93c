import { describe, expect, test } from 'vitest';
import { readConfigFile, readConfigWords } from '../../../src/xen/config-words.ts';
import { dom0 } from './captured-xl.ts';

test('every captured configuration says name, type, vCPUs and memory', () => {
  const files = dom0('xl-cfg')
    .split(/^== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return readConfigFile(`/etc/xen/${part.slice(0, end)}`, part.slice(end + 1));
    });
  expect(files).toEqual(
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

describe('a configuration', () => {
  test.each([
    ["name='pv' # why\nmemory=512;vcpus = 2", { name: 'pv', memory: '512', vcpus: '2' }],
    ['name = "a"\nname = "b"', { name: 'b' }],
    ['disk = [ "name = x",\n  \'file:y\' ]\nname = "z"', { name: 'z' }],
    ['extra = "name = \\"q\\" # no comment"', { extra: 'name = "q" # no comment' }],
    ['# name = "no"\nname "no"\n= 3\nkernel =\nramdisk = "r"', { ramdisk: 'r' }],
    ['disk = [ [ "deep" ], "x"\nname = "lost in a list"', {}],
    ['name = "never ends', {}],
  ])('%s', (text, words) => {
    expect([...readConfigWords(text)]).toEqual(Object.entries(words));
  });

  test('of before Xen 4.10 says its type by its builder', () => {
    expect(readConfigFile('/x', 'builder = "hvm"\nname = "old"')?.type).toBe('hvm');
    expect(readConfigFile('/x', 'name = "old"')?.type).toBe('pv');
    expect(readConfigFile('/x', 'name = "shim"\ntype = "pv"\npvshim = 1')).toMatchObject({ shim: true });
  });

  test('that names no domain is none', () => {
    expect(readConfigFile('/x', 'memory = 12')).toBeNull();
    expect(readConfigFile('/x', '\u0000\u0001[[[[')).toBeNull();
  });
});
