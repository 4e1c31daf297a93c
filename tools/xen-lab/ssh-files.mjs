// @ts-check
import { addressOf, GUEST_NAMES } from './machines.mjs';

/**
 * The ssh_config of an instance: every machine by its name, with the lab's key and host keys and nothing of the person's.
 *
 * @param {string} directory
 * @param {{ xen: number, native: number }} ports
 */
export function sshConfig(directory, ports) {
  const hosts = [
    ['dom0', 'HostName 127.0.0.1', `Port ${ports.xen}`],
    ['native', 'HostName 127.0.0.1', `Port ${ports.native}`],
    ...GUEST_NAMES.map((name) => [name, `HostName ${addressOf(name)}`, 'ProxyJump dom0']),
  ];
  const all = [
    '*',
    'User root',
    `IdentityFile "${directory}/id_ed25519"`,
    'IdentitiesOnly yes',
    'IdentityAgent none',
    `UserKnownHostsFile "${directory}/known_hosts"`,
    'GlobalKnownHostsFile /dev/null',
    'StrictHostKeyChecking yes',
    'UpdateHostKeys no',
    // A login takes seconds under emulation.
    'ConnectTimeout 300',
  ];
  return `# The machines of this lab. Made anew at each start.\n${[...hosts, all].map(stanza).join('\n')}`;
}

/** @param {readonly string[]} words */
function stanza([host, ...settings]) {
  return `Host ${host}\n${settings.map((setting) => `  ${setting}\n`).join('')}`;
}

/**
 * The known_hosts of an instance.
 *
 * @param {Readonly<Record<string, string>>} keys the public host key of each machine, `ssh-ed25519 AAAA...`
 * @param {{ xen: number, native: number }} ports
 */
export function knownHosts(keys, ports) {
  return [
    `[127.0.0.1]:${ports.xen} ${keys['dom0']}`,
    `[127.0.0.1]:${ports.native} ${keys['native']}`,
    ...GUEST_NAMES.map((name) => `${addressOf(name)} ${keys[name]}`),
    '',
  ].join('\n');
}
