import { expect, test } from 'vitest';
import { readDomid } from '../../../src/xen/xl-domid.ts';
import { readScheduler } from '../../../src/xen/xl-sched.ts';
import { readUptime } from '../../../src/xen/xl-uptime.ts';
import { readVcpuList } from '../../../src/xen/xl-vcpu-list.ts';
import { dom0 } from './captured-xl.ts';

test('vcpu-list: where each vCPU runs and may run', () => {
  const read = readVcpuList(dom0('xl-vcpu-list'));
  expect(read).toHaveLength(5);
  expect(read[1]).toEqual({
    name: 'Domain-0',
    id: 0,
    vcpu: 1,
    cpu: 1,
    online: true,
    running: true,
    blocked: false,
    cpuSeconds: 133.5,
    hard: 'all',
    soft: 'all',
  });
  expect(read[4]).toMatchObject({ name: 'pvh', id: 3, vcpu: 0, cpu: 1, blocked: true, cpuSeconds: 26.3 });
});

test('vcpu-list: pinned, offline, names with blanks, and the single affinity of older xl', () => {
  const now = `Name                                ID  VCPU   CPU State   Time(s) Affinity (Hard / Soft)
my web 2                             7     0    3   -b-       0.5  2-3,6 / 3
my web 2                             7     1    -   --p       0.0  none / all
`;
  expect(readVcpuList(now)).toMatchObject([
    { name: 'my web 2', id: 7, vcpu: 0, cpu: 3, online: true, hard: '2-3,6', soft: '3' },
    { name: 'my web 2', id: 7, vcpu: 1, cpu: null, online: false, hard: 'none', soft: 'all' },
  ]);
  const before = `Name                                ID  VCPU   CPU State   Time(s) CPU Affinity
Domain-0                             0     0    0   r--    1432.1  any cpu
web                                  3     0    1   -b-      12.0  0-1
`;
  expect(readVcpuList(before)).toMatchObject([
    { hard: 'all', soft: null },
    { hard: '0-1', soft: null },
  ]);
  expect(() => readVcpuList(now.replace('2-3,6 / 3', '2-3;6'))).toThrow('line 2 is "my web 2');
});

test('sched-credit2: weight and cap of each domain of each pool', () => {
  const [pool, ...others] = readScheduler(dom0('xl-sched-credit2'));
  expect(others).toEqual([]);
  expect(pool?.pool).toBe('Pool-0');
  expect([...(pool?.parameters ?? [])]).toEqual([['ratelimit', '1000us']]);
  expect(pool?.domains.map(({ name, id, weight, cap }) => [name, id, weight, cap])).toEqual([
    ['Domain-0', 0, 256, 0],
    ['pv', 1, 256, 0],
    ['hvm', 2, 256, 0],
    ['pvh', 3, 256, 0],
  ]);
});

test('other schedulers: credit, credit2 without caps, rtds; several pools; names with blanks', () => {
  const credit = `Cpupool Pool-0: tslice=30ms ratelimit=1000us migration-delay=0us
Name                                ID Weight  Cap
Domain-0                             0    512   50
Cpupool my pool: [sched params unavailable]
Name                                ID Weight  Cap
web 2                               12    256    0
`;
  const pools = readScheduler(credit);
  expect(pools.map(({ pool }) => pool)).toEqual(['Pool-0', 'my pool']);
  expect(pools[0]?.parameters.get('tslice')).toBe('30ms');
  expect(pools[0]?.domains).toMatchObject([{ name: 'Domain-0', id: 0, weight: 512, cap: 50 }]);
  expect(pools[1]?.domains).toMatchObject([{ name: 'web 2', id: 12, weight: 256, cap: 0 }]);

  const [old] = readScheduler(
    'Cpupool Pool-0:\nName                                ID Weight\nweb  2    1    300\n',
  );
  expect(old?.domains).toMatchObject([{ name: 'web  2', id: 1, weight: 300, cap: null }]);

  const [rtds] = readScheduler(
    'Cpupool Pool-0: sched=RTDS\nName  ID    Period    Budget  Extratime\nDomain-0     0     10000      4000        yes\n',
  );
  expect(rtds?.domains[0]).toMatchObject({ id: 0, weight: null, cap: null });
  expect(rtds?.domains[0]?.columns.get('extratime')).toBe('yes');
  expect(() => readScheduler(credit.replace('512', 'x y'))).toThrow('line 3 is "Domain-0');
});

test('domid and uptime', () => {
  expect(readDomid(dom0('xl-domid-pv'))).toBe(1);
  expect(readDomid(dom0('xl-domid-nosuch'))).toBeNull();
  expect(readDomid('pv is an invalid domain identifier (rc=-6)')).toBeNull();
  expect(readUptime(dom0('xl-uptime')).map(({ name, seconds }) => [name, seconds])).toEqual([
    ['Domain-0', 322],
    ['pv', 276],
    ['hvm', 229],
    ['pvh', 110],
  ]);
  const long =
    'Name                                ID Uptime\nweb 1                                4 2 days,  1:02:03\n';
  expect(readUptime(long)).toEqual([{ name: 'web 1', id: 4, seconds: 2 * 86_400 + 3_723 }]);
});
