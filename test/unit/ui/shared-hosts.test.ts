import { expect, test } from 'vitest';
import { readExperiment } from '../../../src/experiment/read.ts';
import { hostsOf, sharedHost } from '../../../src/ui/task/shared-hosts.ts';

function hosts(experiment: object): readonly string[] {
  const reading = readExperiment(new TextEncoder().encode(JSON.stringify(experiment)), 'a.xenbench.jsonc');
  if (reading.experiment === null) throw new Error(reading.diagnostics[0]?.message);
  return hostsOf(reading.experiment);
}

const ONE = hosts({
  targets: {
    pv: { kind: 'pv', host: 'root@10.0.0.11' },
    hvm: { kind: 'hvm', host: 'hvm1', domain: { dom0: 'root@dom0', name: 'hvm1' } },
  },
  peer: { address: '10.0.0.2' },
  benchmarks: ['cpu', 'tcp-small'],
});

test('two runs that measure on one machine are seen, whoever logs in there', () => {
  expect(
    sharedHost(ONE, hosts({ targets: { a: { kind: 'pv', host: 'admin@10.0.0.11' } }, benchmarks: ['cpu'] })),
  ).toBe('10.0.0.11');
});

test('guests of one dom0 share its machine', () => {
  const other = { kind: 'pv', host: 'pv9', domain: { dom0: 'dom0', name: 'pv9' } };
  expect(sharedHost(ONE, hosts({ targets: { other }, benchmarks: ['cpu'] }))).toBe('dom0');
});

test('a netserver is shared only by those that use the network', () => {
  const other = { targets: { a: { kind: 'pv', host: 'a' } }, peer: { address: '10.0.0.2' } };
  expect(sharedHost(ONE, hosts({ ...other, benchmarks: ['udp-small'] }))).toBe('10.0.0.2');
  expect(sharedHost(ONE, hosts({ ...other, benchmarks: ['cpu'] }))).toBeNull();
});

test('simulated guests do not mind; the machine of the lab that really runs does', () => {
  const lab = (host: string) => hosts({ targets: { a: { kind: 'pv', host } }, benchmarks: ['cpu'] });
  expect(sharedHost(lab('lab:pv'), lab('lab:pv'))).toBeNull();
  expect(sharedHost(lab('lab:this-machine'), lab('lab:this-machine'))).toBe('lab:this-machine');
});
