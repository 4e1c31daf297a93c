import { createHmac } from 'node:crypto';

/** Longer lines are no keys: the longest real one (RSA, 16 384 bits) has under 3 000 characters. */
const MAX_LINE = 65_536;

/** OpenSSH never matches a pattern longer than this; a bound keeps matching cheap. */
const MAX_PATTERN = 1_024;

/** A line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostsLine {
  /** `@revoked` or `@cert-authority`. */
  readonly marker: string | null;
  /** A hash, or a list of patterns. */
  readonly names: string;
  readonly keyType: string;
  readonly rawKey: Buffer;
}

/** One line; null: nothing on it; a string: why it cannot be read. */
export function parseKnownHostsLine(line: string): KnownHostsLine | string | null {
  if (line.length > MAX_LINE) return `longer than ${MAX_LINE} characters`;
  const fields = line.split(/[ \t\r]/).filter((field) => field !== '');
  const first = fields[0];
  if (first === undefined || first.startsWith('#')) return null;

  const marker = first.startsWith('@') ? first : null;
  if (marker !== null && marker !== '@revoked' && marker !== '@cert-authority') return 'unknown marker';
  const [names, keyType, base64] = marker === null ? fields : fields.slice(1);
  if (names === undefined || keyType === undefined || base64 === undefined) return 'not "names type key"';
  const rawKey = Buffer.from(base64, 'base64');
  // The type is written twice, in the open and in the key; where they differ the line was damaged or forged.
  if (rawKeyType(rawKey) !== keyType) return 'the key is damaged, or is not of the type that the line says';
  return { marker, names, keyType, rawKey };
}

/** The type that a raw key begins with; empty where it has none. */
export function rawKeyType(rawKey: Buffer): string {
  if (rawKey.length < 4) return '';
  const length = rawKey.readUInt32BE(0);
  return length > 64 || rawKey.length < 4 + length ? '' : rawKey.toString('latin1', 4, 4 + length);
}

/** Does the first field of a line, hashed or a list of patterns, name the host? */
export function namesHost(names: string, host: string): boolean {
  if (names.startsWith('|')) return hashNamesHost(names, host);
  let named = false;
  for (const field of names.split(',')) {
    const negated = field.startsWith('!');
    const pattern = negated ? field.slice(1) : field;
    if (pattern.length > MAX_PATTERN || !matchesPattern(pattern.toLowerCase(), host)) continue;
    // A negated pattern that matches excludes the host, whatever else the line names, before or after.
    if (negated) return false;
    named = true;
  }
  return named;
}

/** `|1|SALT|HASH`: HMAC-SHA1 of the name with the salt as key, both in base64 (`ssh-keygen -H`). */
function hashNamesHost(names: string, host: string): boolean {
  const [, version, salt, hash] = names.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(host).digest();
  return actual.equals(Buffer.from(hash, 'base64'));
}

/** `*` is any run of characters, `?` any one. Goes back to the last star only, so that it takes no more than pattern x name steps. */
function matchesPattern(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p;
      resume = n;
      p += 1;
    } else if (wanted === '?' || wanted === name[n]) {
      p += 1;
      n += 1;
    } else if (star !== -1) {
      p = star + 1;
      resume += 1;
      n = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
