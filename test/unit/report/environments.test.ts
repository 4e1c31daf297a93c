import { expect, test } from 'vitest';
import { factRows, rowsWith, safeFacts } from '../../../src/report/environments.ts';
import { FACT_GROUPS, factWords, inReadingOrder } from '../../../src/report/fact-words.ts';
import { HOSTILE } from './hostile.ts';

const ROWS = factRows([
  { release: '6.6', 'disk.io_scheduler:/srv': 'none', mitigation_mds: 'Not affected', 'xen.version': '4.17' },
  { release: '6.1', 'disk.io_scheduler:/srv': 'none', governor: 'powersave' },
  {},
]);

test('facts stand in reading order, with a cell for each target, and what differs is marked', () => {
  expect(ROWS).toEqual([
    { fact: 'release', label: 'kernel', group: 'system', cells: ['6.6', '6.1', ''], differs: true },
    {
      fact: 'governor',
      label: 'frequency governor',
      group: 'processor',
      cells: ['', 'powersave', ''],
      differs: false,
    },
    {
      fact: 'disk.io_scheduler:/srv',
      label: 'I/O scheduler of /srv',
      group: 'disk',
      cells: ['none', 'none', ''],
      differs: false,
    },
    { fact: 'xen.version', label: 'Xen version', group: 'Xen', cells: ['4.17', '', ''], differs: false },
    {
      fact: 'mitigation_mds',
      label: 'mds',
      group: 'mitigations',
      cells: ['Not affected', '', ''],
      differs: false,
    },
  ]);
});

test('facts are found by their name, group and values, all words together', () => {
  const found = (words: string) => rowsWith(ROWS, words).map(({ fact }) => fact);
  expect(found('')).toHaveLength(5);
  expect(found('POWERSAVE')).toEqual(['governor']);
  expect(found('mitigations affected')).toEqual(['mitigation_mds']);
  expect(found('scheduler /srv none')).toEqual(['disk.io_scheduler:/srv']);
  expect(found('nothing of the kind')).toEqual([]);
});

test.each([
  ['dom0.release', 'dom0 kernel', 'dom0'],
  ['domain.pinning', 'domain pinning', 'domain'],
  ['program.sha256:/opt/my: program', 'SHA-256 of /opt/my: program', 'programs'],
  ['peer.program.version:netserver', 'peer version of netserver', 'programs'],
  ['kernels.membw.compiler', 'kernel membw compiler', 'programs'],
  ['xen_version_major', 'xen_version_major', 'virtual machine'],
  ['something_new', 'something_new', 'other'],
  ['constructor', 'constructor', 'other'],
])('%s is called "%s"', (fact, label, group) => {
  expect(factWords(fact)).toEqual({ label, group });
});

test('reading order goes group by group', () => {
  const groups = inReadingOrder([
    'mitigation_mds',
    'dom0.os',
    'os',
    'zzz',
    'domain.cap',
    'cpus',
    'nic_mtu',
  ]).map((fact) => FACT_GROUPS.indexOf(factWords(fact).group));
  expect(groups).toEqual([...groups].sort((a, b) => a - b));
});

test('names and values of hosts are safe, and facts inside facts have both names', () => {
  const facts = safeFacts({ [HOSTILE]: HOSTILE, kernels: { membw: { flags: '-O3', sha256: null } } }, 20);
  expect(facts['kernels.membw.flags']).toBe('-O3');
  expect(Object.keys(facts)).toHaveLength(2);
  for (const text of Object.entries(facts).flat()) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
