import { expect, test } from 'vitest';
import { environmentHash, readFacts } from '../../../src/remote/facts.ts';

test('facts become what gates and messages need', () => {
  const observed = readFacts(
    [
      'system=Linux',
      'boot_id=1-2-3',
      'os="Debian GNU/Linux 12 (bookworm)"',
      'cache=32K',
      'cache=2048K',
      'cache=36608K',
      'memory_available_kib=1024',
      'cpus=2',
      'package_manager=apt-get',
      'user=0',
    ].join('\n'),
  );
  expect(observed).toMatchObject({
    facts: { lastLevelCacheBytes: 36_608 * 1024, memoryAvailableBytes: 1024 ** 2, cpus: 2 },
    bootId: '1-2-3',
    packageManager: 'apt-get',
    root: true,
    simulated: false,
  });
  expect(observed.environment['os']).toBe('Debian GNU/Linux 12 (bookworm)');
  expect(observed.environment).not.toHaveProperty('boot_id');
});

test('what a host does not tell is unknown, and what it should not say does no harm', () => {
  const observed = readFacts(
    '__proto__=x\nconstructor=y\ncpus=many\ncache=-5\nnot a fact\nos=\u001b[31mred\n',
  );
  expect(observed.facts).toEqual({ lastLevelCacheBytes: null, memoryAvailableBytes: null, cpus: null });
  expect(observed.packageManager).toBe(null);
  expect(observed.environment['os']).not.toContain('\u001b');
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('the hash of an environment depends on the facts, not on their order', () => {
  expect(environmentHash({ a: '1', b: '2' })).toBe(environmentHash({ b: '2', a: '1' }));
  expect(environmentHash({ a: '1', b: '2' })).not.toBe(environmentHash({ a: '1', b: '3' }));
});

test('the uuid of a domain, another one at each start, does not change the environment', () => {
  const of = (uuid: string) => readFacts(`release=6.1.0\nhypervisor_uuid=${uuid}\n`);
  expect(of('a').environment).toEqual(of('b').environment);
  expect(of('a').moment['hypervisor_uuid']).toBe('a');
});
