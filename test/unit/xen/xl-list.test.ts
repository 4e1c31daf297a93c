import { expect, test } from 'vitest';
import { readDomainList } from '../../../src/xen/xl-list.ts';
import { dom0 } from './captured-xl.ts';

const HEADING = 'Name                                        ID   Mem VCPUs\tState\tTime(s)\n';
const QUIET = {
  running: false,
  blocked: false,
  paused: false,
  shutdown: false,
  crashed: false,
  dying: false,
};

/** A line as xl's printf makes it. */
function row(name: string, id: number, memory: number, vcpus: number, state: string, seconds: string) {
  const number = (value: number, width: number) => `${value}`.padStart(width);
  return `${name.padEnd(40)} ${number(id, 5)} ${number(memory, 5)} ${number(vcpus, 5)}     ${state}  ${seconds.padStart(8)}`;
}

test('every domain of a captured list is read, the dom0 as well', () => {
  expect(readDomainList(dom0('xl-list'))).toEqual([
    {
      name: 'Domain-0',
      id: 0,
      memoryMiB: 1024,
      vcpus: 2,
      state: { ...QUIET, running: true },
      cpuSeconds: 238.8,
    },
    { name: 'pv', id: 1, memoryMiB: 384, vcpus: 1, state: { ...QUIET, blocked: true }, cpuSeconds: 23.5 },
    { name: 'hvm', id: 2, memoryMiB: 384, vcpus: 1, state: { ...QUIET, blocked: true }, cpuSeconds: 47.3 },
    { name: 'pvh', id: 3, memoryMiB: 384, vcpus: 1, state: { ...QUIET, blocked: true }, cpuSeconds: 26.3 },
  ]);
});

test('a paused domain, and the columns of -v, change nothing else', () => {
  expect(readDomainList(dom0('xl-list-paused'))[1]?.state).toEqual({ ...QUIET, paused: true });
  expect(
    readDomainList(dom0('xl-list--v')).map(({ name, id, cpuSeconds }) => [name, id, cpuSeconds]),
  ).toEqual([
    ['Domain-0', 0, 241.8],
    ['pv', 1, 23.5],
    ['hvm', 2, 47.3],
    ['pvh', 3, 26.3],
  ]);
});

test('a name may hold blanks, digits and what looks like a line of its own, and be longer than its column', () => {
  const names = [
    'web server 2',
    'a  b 1 512 2',
    'x 0 1 1     r-----       1.0',
    'n'.repeat(60),
    '(null)',
    '7',
  ];
  const text = HEADING + names.map((name, id) => row(name, id, 512, 1, '------', '0.0')).join('\n');
  expect(readDomainList(text).map(({ name }) => name)).toEqual(names);
});

test('the letters of a state are read at their places; a reboot or watchdog is no crash', () => {
  const states = ['---s--', '---sr-', '---sc-', '---sw-', '---sS-', '---s?d', '--ps-d'];
  const text = HEADING + states.map((state, id) => row('g', id, 0, 0, state, '12345678.9')).join('\n');
  const read = readDomainList(text);
  expect(read.map(({ state }) => state.shutdown)).toEqual(states.map(() => true));
  expect(read.map(({ state }) => state.crashed)).toEqual([false, false, true, false, false, false, false]);
  expect(read.map(({ state }) => state.dying)).toEqual([false, false, false, false, false, true, true]);
  expect(read[0]?.cpuSeconds).toBe(12345678.9);
});

test('columns that options add are passed over: pools, claims, labels, nodes', () => {
  const heading = HEADING.replace('\n', '   Security Label  Claimed         Cpupool NODE Affinity\n');
  const text = `${heading}${row('web 1', 4, 512, 1, '-b----', '1.5')}  system_u:system_r:domU_t     0          Pool-0 all\n`;
  expect(readDomainList(text)).toMatchObject([{ name: 'web 1', id: 4, cpuSeconds: 1.5 }]);
});

test('a banner before the heading does not matter; a line below that is none is an error that shows it', () => {
  expect(readDomainList(`Welcome to dom0\n\n${dom0('xl-list')}\n\n`)).toHaveLength(4);
  expect(() => readDomainList(`${dom0('xl-list')}xl: libxl failed\u001b[31m\n`)).toThrow(
    'line 6 is "xl: libxl failed"',
  );
  expect(() => readDomainList('')).toThrow('nothing');
  expect(() => readDomainList('sh: xl: not found\n')).toThrow('no heading, but "sh: xl: not found"');
  expect(() => readDomainList(HEADING + row('web', 1, 1, 1, '-b----', '1.0').slice(0, -4))).toThrow('line 2');
});
