import { formatEndpoint } from './host-spec.ts';
import { fingerprint, type HostKeyFinding, type KnownKey, knownHostName } from './known-hosts.ts';
import { rawKeyType } from './known-hosts-line.ts';
import { shellWord } from './plain-text.ts';
import type { ResolvedHost } from './resolve.ts';

/** How the host is called in known_hosts. */
export function lineName(host: ResolvedHost): string {
  return host.hostKeyAlias?.toLowerCase() ?? knownHostName(host.host, host.port);
}

/** Why the host's key is not taken, and how it could be. `sshCommand` reaches the host in the same way. */
export function refusalText(
  host: ResolvedHost,
  finding: Exclude<HostKeyFinding, { kind: 'match' }>,
  offered: Buffer,
  sshCommand: string,
): string {
  const place = formatEndpoint(host.host, host.port);
  const type = rawKeyType(offered);
  const print = fingerprint(offered);
  const compare = [
    `Compare it with what the host itself says (on its console, or over a connection you trust):`,
    `  ssh-keygen -lf /etc/ssh/ssh_host_${fileNameOf(type)}_key.pub`,
  ];
  const accept = [
    'If they are the same, accept it with',
    `  --accept-host-key ${print}`,
    'or connect once with',
    `  ${sshCommand}`,
  ];
  switch (finding.kind) {
    case 'unknown':
      return [
        `The host ${place} is not known, so it may be another machine than you mean.`,
        `  offered: ${print} (${type})`,
        '  known: none',
        ...compare,
        ...accept,
      ].join('\n');
    case 'other-key-type':
      return [
        `The host ${place} is known by keys of other types only, and offers none of them.`,
        `  offered: ${print} (${type})`,
        ...finding.known.map(knownLine),
        ...compare,
        ...accept,
      ].join('\n');
    case 'changed':
      return [
        `The key of the host ${place} has CHANGED: it was installed anew, or someone is in between and reads along.`,
        `  offered: ${print} (${type})`,
        ...finding.known.map(knownLine),
        'It is not accepted on a word. Find out why it changed.',
        ...compare,
        'If they are the same, remove the old key with',
        ...[...new Set(finding.known.map((key) => key.path))].map(
          (path) => `  ssh-keygen -R '${lineName(host)}' -f ${shellWord(path)}`,
        ),
        'and accept the new one as that of an unknown host with',
        `  --accept-host-key ${print}`,
      ].join('\n');
    case 'revoked':
      return [
        `The host ${place} offers a key that was REVOKED: whoever has it can pretend to be the host.`,
        `  offered: ${print} (${type})`,
        `  revoked in ${finding.by.path}:${finding.by.line}`,
        'Give the host a new key (ssh-keygen -A there, after removing the old one), or ask who revoked it.',
      ].join('\n');
    case 'ca-only':
      return [
        `The host ${place} is vouched for by a certificate authority only, and this client cannot check host certificates.`,
        `  offered: ${print} (${type})`,
        ...finding.authorities.map(
          (key) => `  authority: ${fingerprint(key.rawKey)} (${key.path}:${key.line})`,
        ),
        ...compare,
        ...accept.slice(0, 2),
      ].join('\n');
  }
}

function knownLine(key: KnownKey): string {
  return `  known: ${fingerprint(key.rawKey)} (${key.keyType}, ${key.path}:${key.line})`;
}

/** `ssh-ed25519` is in ssh_host_ed25519_key, `ecdsa-sha2-nistp256` in ssh_host_ecdsa_key. */
function fileNameOf(keyType: string): string {
  return keyType.startsWith('ecdsa') ? 'ecdsa' : keyType.replace(/^ssh-/, '');
}
