import { createHash } from 'node:crypto';
import { namesHost, parseKnownHostsLine, rawKeyType } from './known-hosts-line.ts';

/** The content of one known_hosts file. */
export interface KnownHostsText {
  /** Named in messages. */
  readonly path: string;
  readonly text: string;
}

/** A key that a line of a known_hosts file gives. */
export interface KnownKey {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-nistp256`... */
  readonly keyType: string;
  /** The key as it crosses the wire (RFC 4253, section 6.6). */
  readonly rawKey: Buffer;
}

/** All that the files say about one host. */
export interface KnownKeys {
  readonly keys: readonly KnownKey[];
  /** Keys of the same host on any port; they can only confirm, see `findKnownKeys`. */
  readonly portless: readonly KnownKey[];
  readonly revoked: readonly KnownKey[];
  readonly authorities: readonly KnownKey[];
  /** Lines that could not be read, `FILE:LINE: why`. */
  readonly notes: readonly string[];
}

/** What the files say about a key that a host offers. */
export type HostKeyFinding =
  | { readonly kind: 'match'; readonly key: KnownKey }
  | { readonly kind: 'changed'; readonly known: readonly KnownKey[] }
  | { readonly kind: 'other-key-type'; readonly known: readonly KnownKey[] }
  | { readonly kind: 'revoked'; readonly by: KnownKey }
  | { readonly kind: 'ca-only'; readonly authorities: readonly KnownKey[] }
  | { readonly kind: 'unknown' };

const DEFAULT_PORT = 22;

/** How a host is called in known_hosts: the lower-case name, as `[name]:port` where the port is not 22. */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === DEFAULT_PORT ? name : `[${name}]:${port}`;
}

/**
 * Collects what the files say about `host` on `port`. With an `alias` (HostKeyAlias) that name alone counts, without
 * any port. Neither the order of files nor of lines matters.
 */
export function findKnownKeys(
  files: readonly KnownHostsText[],
  host: string,
  port: number,
  alias: string | null = null,
): KnownKeys {
  const name = alias === null ? knownHostName(host, port) : alias.toLowerCase();
  // As ssh does: a host that is known on port 22 only is recognised on another port by the very same key (a port that
  // is forwarded, a wildcard line). It is no contradiction if another server answers there with another key.
  const portlessName = alias === null && port !== DEFAULT_PORT ? host.toLowerCase() : null;

  const found = { keys: [], portless: [], revoked: [], authorities: [], notes: [] } as {
    [K in keyof KnownKeys]: KnownKeys[K][number][];
  };
  for (const { path, text } of files) {
    let number = 0;
    for (const line of text.split('\n')) {
      number += 1;
      const entry = parseKnownHostsLine(line);
      if (entry === null) continue;
      if (typeof entry === 'string') {
        found.notes.push(`${path}:${number}: ${entry}; the line is ignored`);
        continue;
      }
      const exact = namesHost(entry.names, name);
      if (!exact && !(portlessName !== null && namesHost(entry.names, portlessName))) continue;
      const key: KnownKey = { path, line: number, keyType: entry.keyType, rawKey: entry.rawKey };
      if (entry.marker === '@revoked') found.revoked.push(key);
      else if (entry.marker === '@cert-authority') found.authorities.push(key);
      else (exact ? found.keys : found.portless).push(key);
    }
  }
  return found;
}

/** Judges the key that the host offers. */
export function judgeHostKey(known: KnownKeys, offered: Buffer): HostKeyFinding {
  const same = (key: KnownKey): boolean => key.rawKey.equals(offered);

  // A revoked key is refused even where another line, before or after, still vouches for it.
  const by = known.revoked.find(same);
  if (by !== undefined) return { kind: 'revoked', by };

  // A host may have several keys, also of one type (while it moves to a new one): any of them proves it.
  const key = known.keys.find(same);
  if (key !== undefined) return { kind: 'match', key };

  // A known key of the offered type, but another one: what an attacker in between looks like.
  const type = rawKeyType(offered);
  const changed = known.keys.filter((one) => one.keyType === type);
  if (changed.length > 0) return { kind: 'changed', known: changed };

  // Known by other types only: known types are asked for first, so the host no longer has the key we know. It may be
  // a key that was added, so this is less than a change, but it is not the host's known face either.
  if (known.keys.length > 0) return { kind: 'other-key-type', known: known.keys };

  const portless = known.portless.find(same);
  if (portless !== undefined) return { kind: 'match', key: portless };

  // Only an authority is known: a client that checks host certificates could know the host; this one cannot, and the
  // authority's own key says nothing about the plain key that is offered.
  if (known.authorities.length > 0) return { kind: 'ca-only', authorities: known.authorities };

  return { kind: 'unknown' };
}

/**
 * Host key algorithms in the order to ask for: those of the known keys first, so that a host that is known by one type
 * is not asked for another; then the rest. `allowed` is in the order of preference.
 */
export function knownKeyTypes<A extends string>(known: KnownKeys, allowed: readonly A[]): A[] {
  const types = (known.keys.length > 0 ? known.keys : known.portless).map((key) => key.keyType);
  const isKnown = (algorithm: A): boolean => types.includes(keyTypeOfAlgorithm(algorithm));
  return [...allowed.filter(isKnown), ...allowed.filter((algorithm) => !isKnown(algorithm))];
}

/** `SHA256:` and base64 without padding, as `ssh-keygen -lf` prints it. */
export function fingerprint(rawKey: Buffer): string {
  return `SHA256:${createHash('sha256').update(rawKey).digest('base64').replace(/=+$/, '')}`;
}

/** RSA keys (`ssh-rsa`) sign with several algorithms (RFC 8332). */
function keyTypeOfAlgorithm(algorithm: string): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}
