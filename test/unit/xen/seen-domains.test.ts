import { describe, expect, test } from 'vitest';
import { isSafeName, seenDomains } from '../../../src/xen/seen-domains.ts';
import { readDomainList } from '../../../src/xen/xl-list.ts';
import { readDomains } from '../../../src/xen/xl-list-long.ts';
import { dom0 } from './captured-xl.ts';

const detailed = readDomains(dom0('xl-list--l'));

describe('both lists of xl together', () => {
  test('say of each domain what it does, and what it is', () => {
    const seen = seenDomains(readDomainList(dom0('xl-list')), detailed);
    expect(
      seen.map(({ id, name, condition, type, vcpus, memoryMiB }) => [
        id,
        name,
        condition,
        type,
        vcpus,
        memoryMiB,
      ]),
    ).toEqual([
      [0, 'Domain-0', 'running', 'pv', 2, 1024],
      [1, 'pv', 'idle', 'pv', 1, 384],
      [2, 'hvm', 'idle', 'hvm', 1, 384],
      [3, 'pvh', 'idle', 'pvh', 1, 384],
    ]);
  });

  test('keep a domain whose configuration cannot be read, without a type', () => {
    // pvh was started anew between the two: its id is another one.
    const seen = seenDomains(readDomainList(dom0('xl-list-paused')), detailed);
    expect(seen.map(({ name, condition, type, detail }) => [name, condition, type, detail === null])).toEqual(
      [
        ['Domain-0', 'running', 'pv', false],
        ['pv', 'paused', 'pv', false],
        ['hvm', 'idle', 'hvm', false],
        ['pvh', 'idle', null, true],
      ],
    );
  });

  test.each([
    ['------', 'running'],
    ['r-----', 'running'],
    ['-b----', 'idle'],
    ['--p---', 'paused'],
    ['---s--', 'shut down'],
    ['---sc-', 'crashed'],
    ['---s-d', 'dying'],
    ['--p--d', 'dying'],
  ])('call %s %s', (letters, condition) => {
    const list = `Name                                        ID   Mem VCPUs\tState\tTime(s)\nx                                            7   384     1     ${letters}      23.5\n`;
    expect(seenDomains(readDomainList(list), [])[0]?.condition).toBe(condition);
  });
});

test.each([
  ['pv', true],
  ['web-1.example:2+b_c', true],
  // To xl this is the domain with the id 3, whatever it is called.
  ['3', false],
  ['-pv', false],
  ['two words', false],
  ["pv'; reboot", false],
  ['', false],
])('xl takes the name %s for that domain alone: %s', (name, safe) => {
  expect(isSafeName(name)).toBe(safe);
});
