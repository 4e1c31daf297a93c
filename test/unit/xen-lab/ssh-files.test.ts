import { expect, test } from 'vitest';
import { MACHINE_NAMES } from '../../../tools/xen-lab/machines.mjs';
import { knownHosts, sshConfig } from '../../../tools/xen-lab/ssh-files.mjs';

const PORTS = { xen: 40_022, native: 40_023 };

test('every machine has a host of its name, all with strict checks and the key of the lab', () => {
  const text = sshConfig('/a folder/lab', PORTS);
  const hosts = [...text.matchAll(/^Host (\S+)$/gm)].map((match) => match[1]);
  expect(hosts.sort()).toEqual([...MACHINE_NAMES, '*'].sort());
  expect(text).toContain('StrictHostKeyChecking yes');
  expect(text).toContain('UserKnownHostsFile "/a folder/lab/known_hosts"');
  expect(text).toContain('IdentityFile "/a folder/lab/id_ed25519"');
  expect(text).toMatch(/Host pv\n {2}HostName 10\.0\.3\.21\n {2}ProxyJump dom0\n/);
});

test('the host key of every machine is known', () => {
  const keys = Object.fromEntries(MACHINE_NAMES.map((name) => [name, `ssh-ed25519 KEY-${name}`]));
  const lines = knownHosts(keys, PORTS).trimEnd().split('\n');
  expect(lines).toHaveLength(MACHINE_NAMES.length);
  expect(lines).toContain('[127.0.0.1]:40022 ssh-ed25519 KEY-dom0');
  expect(lines).toContain('[127.0.0.1]:40023 ssh-ed25519 KEY-native');
  expect(lines).toContain('10.0.3.24 ssh-ed25519 KEY-hvm-emulated');
});
