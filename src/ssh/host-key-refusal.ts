import { EXIT, HumanError } from '../human-error.ts';
import { formatEndpoint } from './host-spec.ts';
import { fingerprint, type HostKeyFinding, type KnownKey, knownHostName } from './known-hosts.ts';
import { rawKeyType } from './known-hosts-line.ts';
import { shellWord } from './plain-text.ts';
import type { ResolvedHost } from './resolve.ts';

type Refused = Exclude<HostKeyFinding, { kind: 'match' }>;

/** A host's key is not taken; `finding` says why, for whoever shows a changed key otherwise than an unknown one. */
export class HostKeyError extends HumanError {
  readonly finding: Refused['kind'];

  constructor(message: string, finding: Refused['kind']) {
    super(message, EXIT.refused);
    this.finding = finding;
  }
}

/** How the host is called in known_hosts. */
export function lineName(host: ResolvedHost): string {
  return host.hostKeyAlias?.toLowerCase() ?? knownHostName(host.host, host.port);
}

/** The command that a host's own console answers with the fingerprint to compare. */
export function compareCommand(keyType: string): string {
  return `ssh-keygen -lf /etc/ssh/ssh_host_${fileNameOf(keyType)}_key.pub`;
}

/**
 * Why the host's key is not taken, and how it could be. `sshCommand` reaches the host in the same way; `asks`: a person
 * is asked about unknown keys, so that no option is needed to accept one.
 */
export function refusalText(
  host: ResolvedHost,
  finding: Refused,
  offered: Buffer,
  { sshCommand, asks }: { readonly sshCommand: string; readonly asks: boolean },
): string {
  const place = formatEndpoint(host.host, host.port);
  const type = rawKeyType(offered);
  const print = fingerprint(offered);
  const compare = [
    `Compare it with what the host itself says (on its console, or over a connection you trust):`,
    `  ${compareCommand(type)}`,
  ];
  const accept = asks
    ? ['If they are the same, try again and accept it when you are asked.']
    : ['If they are the same, accept it with', `  --accept-host-key ${print}`];
  const connectOnce = [asks ? 'Or connect once with' : 'or connect once with', `  ${sshCommand}`];
  switch (finding.kind) {
    case 'unknown':
      return [
        `The host ${place} is not known, so it may be another machine than you mean.`,
        `  offered: ${print} (${type})`,
        '  known: none',
        ...compare,
        ...accept,
        ...connectOnce,
      ].join('\n');
    case 'other-key-type':
      return [
        `The host ${place} is known by keys of other types only, and offers none of them.`,
        `  offered: ${print} (${type})`,
        ...finding.known.map(knownLine),
        ...compare,
        ...accept,
        ...connectOnce,
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
        ...(asks
          ? ['then try again, and accept the new one when you are asked.']
          : ['and accept the new one as that of an unknown host with', `  --accept-host-key ${print}`]),
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
        ...accept,
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
