import { expect, test } from 'vitest';
import { compareGuestConfigs } from '../../../src/xen/guest-config-compare.ts';
import { guestConfigOfDomain } from '../../../src/xen/guest-config-of-domain.ts';
import { readGuestConfig } from '../../../src/xen/guest-config-read.ts';
import { readDomains } from '../../../src/xen/xl-list-long.ts';
import { dom0 } from './captured-xl.ts';

const domains = readDomains(dom0('xl-list--l')).filter(({ domid }) => domid > 0);
const files = new Map(
  dom0('xl-cfg')
    .split(/^== /m)
    .filter(Boolean)
    .map((part) => [part.slice(0, part.indexOf('.cfg')), part.slice(part.indexOf('\n') + 1)]),
);

test('the running guests of the real dom0 are comparable, as their files are', () => {
  for (const a of domains) {
    for (const b of domains) {
      const { differences } = compareGuestConfigs(guestConfigOfDomain(a), guestConfigOfDomain(b));
      expect(differences.filter(({ kind }) => kind === 'spoils')).toEqual([]);
    }
  }
});

test('a running guest and the file that it was made from differ in nothing that is measured', () => {
  expect(domains.map(({ name }) => name)).toEqual(['pv', 'hvm', 'pvh']);
  for (const domain of domains) {
    const reading = readGuestConfig(files.get(domain.name) ?? '');
    if (!reading.ok) throw new Error(JSON.stringify(reading.mistakes));
    const { differences } = compareGuestConfigs(guestConfigOfDomain(domain), reading.config);
    expect(differences.filter(({ kind }) => kind !== 'harmless').map(({ what }) => what)).toEqual([]);
  }
});

test('more vCPUs or another bridge in a running guest is told', () => {
  const [pv, hvm] = domains;
  if (pv === undefined || hvm === undefined) throw new Error('no domains');
  const changed = { ...hvm, maxVcpus: 4, nics: hvm.nics.map((nic) => ({ ...nic, bridge: 'other' })) };
  const { differences } = compareGuestConfigs(guestConfigOfDomain(pv), guestConfigOfDomain(changed));
  expect(differences.filter(({ kind }) => kind === 'spoils').map(({ what }) => what)).toEqual([
    'maxvcpus',
    'network card 1 bridge',
  ]);
});
