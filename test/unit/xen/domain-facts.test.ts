import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DomainOutputs, domainFacts, schedulerCommand } from '../../../src/xen/domain-facts.ts';
import { dom0 } from './captured-xl.ts';

const CAPTURED: DomainOutputs = {
  info: dom0('xl-info'),
  list: dom0('xl-list'),
  long: dom0('xl-list--l'),
  vcpus: dom0('xl-vcpu-list'),
  scheduler: dom0('xl-sched-credit2'),
};
const NOTHING: DomainOutputs = { info: null, list: null, long: null, vcpus: null, scheduler: null };

test('a real dom0 tells how a domain and the machine under it are set up', () => {
  expect(domainFacts(CAPTURED, 'hvm').environment).toMatchObject({
    'xen.version': '4.17.5',
    'xen.scheduler': 'credit2',
    'xen.scheduler_parameters': 'ratelimit=1000us',
    'xen.virt_caps': 'pv hvm hap shadow gnttab-v1 gnttab-v2',
    'xen.cpus': '2',
    'xen.command_line': expect.stringContaining('dom0_mem=1024M,max:1024M dom0_max_vcpus=2'),
    'xen.other_domains': '2',
    'domain.type': 'hvm',
    'domain.vcpus': '1',
    'domain.memory_kib': '393216',
    'domain.tsc_mode': 'native',
    'domain.disks': 'hda raw /dev/vdc',
    'domain.nics': 'vif_ioemu e1000 xenbr0',
    'domain.cpu_pool': 'Pool-0',
    'domain.weight': '256',
    'domain.cap': '0',
    'domain.pinning': 'all / all',
  });
});

test('what changes by itself is kept apart', () => {
  const { environment, moment } = domainFacts(CAPTURED, 'pvh');
  expect(moment).toMatchObject({
    'xen.free_memory_mib': '856',
    'xen.other_domain_names': 'pv, hvm',
    'domain.id': '3',
    'domain.cpu_seconds': '26.3',
    'domain.runs_on': '1',
  });
  for (const fact of Object.keys(moment)) expect(environment).not.toHaveProperty([fact]);
});

test('a paused domain is no company of the one that is measured', () => {
  const { environment } = domainFacts({ ...NOTHING, list: dom0('xl-list-paused') }, 'none');
  const running = domainFacts({ ...NOTHING, list: dom0('xl-list') }, 'none');
  expect(Number(environment['xen.other_domains'])).toBeLessThan(
    Number(running.environment['xen.other_domains']),
  );
});

test('pinning that is not the same for all vCPUs names each', () => {
  const vcpus = [
    'Name                                ID  VCPU   CPU State   Time(s) Affinity (Hard / Soft)',
    'pv                                   1     0    0   -b-      23.5  0-1 / all',
    'pv                                   1     1    3   r--      20.5  2-3 / all',
  ].join('\n');
  expect(domainFacts({ ...NOTHING, vcpus }, 'pv').environment['domain.pinning']).toBe(
    '0: 0-1 / all; 1: 2-3 / all',
  );
});

test('what dom0 does not tell is left out', () => {
  expect(domainFacts(NOTHING, 'pv')).toEqual({ environment: {}, moment: {}, domain: null });
  const unreadable = { ...CAPTURED, info: 'xl: permission denied', long: '[{' };
  const { environment } = domainFacts(unreadable, 'pv');
  expect(environment).not.toHaveProperty(['xen.version']);
  expect(environment).not.toHaveProperty(['domain.type']);
  expect(environment['domain.weight']).toBe('256');
  expect(domainFacts(CAPTURED, 'nobody').environment).not.toHaveProperty(['domain.pinning']);
});

test('only schedulers that xl can be asked about become a command', () => {
  expect(schedulerCommand(CAPTURED.info)).toBe('sched-credit2');
  expect(schedulerCommand('nr_cpus : 2\nxen_scheduler : null')).toBe(null);
  expect(schedulerCommand('nr_cpus : 2\nxen_scheduler : credit; reboot')).toBe(null);
  expect(schedulerCommand(null)).toBe(null);
});

test('whatever a dom0 prints, facts are short lines without control characters', () => {
  const output = fc.oneof(
    fc.constant(null),
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom(...Object.values(CAPTURED)), fc.nat(3000), fc.string({ unit: 'binary' }))
      .map(([text, at, piece]) => `${text?.slice(0, at)}${piece}${text?.slice(at)}`),
  );
  const outputs = fc.record({ info: output, list: output, long: output, vcpus: output, scheduler: output });
  fc.assert(
    fc.property(outputs, (told) => {
      const { environment, moment } = domainFacts(told, 'pv');
      for (const [fact, value] of Object.entries({ ...environment, ...moment })) {
        expect(fact).toMatch(/^(xen|domain)\.[a-z_]+$/);
        expect(value).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(value.length).toBeLessThanOrEqual(2_100);
      }
    }),
  );
});
