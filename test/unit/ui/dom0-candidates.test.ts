import { describe, expect, test } from 'vitest';
import { candidatesOf, guessHost, kindOf, targetOf } from '../../../src/ui/explorer/dom0-candidates.ts';
import { readConfigFile } from '../../../src/xen/config-file.ts';
import { readNeighbours } from '../../../src/xen/guest-address.ts';
import { seenDomains } from '../../../src/xen/seen-domains.ts';
import { readDomainList } from '../../../src/xen/xl-list.ts';
import { readDomains } from '../../../src/xen/xl-list-long.ts';
import { dom0 } from '../xen/captured-xl.ts';

const HIDDEN = `${dom0('xl-list')}hidden                                       9   128     1     -b----       1.0\n`;
const file = (name: string, type: string, path = `/etc/xen/${name}.cfg`) =>
  readConfigFile(path, `name = "${name}"\ntype = "${type}"\nmemory = 256`) ?? [];
const candidates = candidatesOf({
  domains: seenDomains(readDomainList(HIDDEN), readDomains(dom0('xl-list--l'))),
  files: [
    file('hvm', 'hvm'),
    file('new', 'pvh'),
    file('new', 'pv', '/etc/xen/z.cfg'),
    file('a b', 'pv'),
  ].flat(),
  neighbours: readNeighbours('10.0.2.122 dev xenbr0 lladdr 00:16:3e:00:00:22 STALE'),
  stored: [],
});
const candidate = (name: string) => {
  const found = candidates.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('the guests of a dom0', () => {
  test('are those of xl list but the dom0, then those of files that are not there, each once', () => {
    expect(candidates.map(({ name, condition, type, config }) => [name, condition, type, config])).toEqual([
      ['pv', 'idle', 'pv', null],
      ['hvm', 'idle', 'hvm', '/etc/xen/hvm.cfg'],
      ['pvh', 'idle', 'pvh', null],
      ['hidden', 'idle', null, null],
      ['new', null, 'pvh', '/etc/xen/new.cfg'],
      ['a b', null, 'pv', '/etc/xen/a b.cfg'],
    ]);
  });

  test('say which could not be read, and which an experiment cannot name', () => {
    expect(candidate('hidden').readable).toBe(false);
    expect(candidate('a b').nameable).toBe(false);
    expect(candidate('pv')).toMatchObject({ readable: true, nameable: true });
  });
});

describe('the host of a guest', () => {
  test('is the name of the SSH configuration, which knows the way', () => {
    expect(guessHost(candidate('hvm'), ['dom0', 'hvm'])).toEqual({ host: 'hvm', viaDom0: false, sure: true });
  });
  test('is its address, through the dom0', () => {
    expect(guessHost(candidate('hvm'), [])).toEqual({ host: 'root@10.0.2.122', viaDom0: true, sure: true });
    const six = { ...candidate('hvm'), address: { address: 'fd00::22', from: 'xenstore' as const } };
    expect(guessHost(six, []).host).toBe('root@[fd00::22]');
  });
  test('is asked for where nothing tells it', () => {
    expect(guessHost(candidate('new'), ['dom0'])).toEqual({ host: 'root@new', viaDom0: true, sure: false });
  });
});

test('a target says how its guest is started', () => {
  expect(targetOf(candidate('hvm'), 'root@dom0', { host: 'root@10.0.2.122', viaDom0: true })).toEqual({
    kind: 'hvm',
    host: 'root@10.0.2.122',
    jump: 'root@dom0',
    domain: { dom0: 'root@dom0', name: 'hvm', config: '/etc/xen/hvm.cfg' },
  });
  const known = targetOf(candidate('pv'), 'dom0', { host: 'pv', viaDom0: false });
  expect([known.jump, known.domain?.config]).toEqual([undefined, undefined]);
});

test('a PV guest in a shim, and a type that is not known, are no claim', () => {
  expect(kindOf({ type: 'pvh', shim: true })).toBe('any');
  expect(kindOf({ type: 'pvh', shim: false })).toBe('pvh');
  expect(kindOf({ type: null, shim: false })).toBe('any');
});
