import { readFile, stat } from 'node:fs/promises';
import { utils } from 'ssh2';
import { shellWord } from './plain-text.ts';

/** A private key on disk as far as it can be read without its passphrase. */
export interface PrivateKeyFile {
  readonly kind: 'private';
  readonly path: string;
  readonly text: string;
  readonly encrypted: boolean;
  /** As on the wire; null where only the passphrase would tell. */
  readonly publicKey: Buffer | null;
  /** A certificate lies beside it (`PATH-cert.pub`), which this client cannot use. */
  readonly certificate: boolean;
}

export type KeyFile =
  | PrivateKeyFile
  /** Only the public half: says which key of the agent to use. */
  | { readonly kind: 'public'; readonly path: string; readonly publicKey: Buffer }
  | { readonly kind: 'missing'; readonly path: string }
  /** There, but of no use; `why` is a clause about the path, with the way out. */
  | { readonly kind: 'unusable'; readonly path: string; readonly why: string };

/** Real keys have under 16 KiB. */
const MAX_BYTES = 65_536;

const OPENSSH_BEGIN = '-----BEGIN OPENSSH PRIVATE KEY-----';
const OPENSSH_MAGIC = 'openssh-key-v1\0';

/** Looks at a key file; never rejects. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const read = await readBounded(path);
  if (typeof read !== 'string') return read;
  const text = read.trim();
  if (text.includes('PRIVATE KEY') || text.startsWith('PuTTY-User-Key-File')) return privateKey(path, text);

  const publicKey = publicHalf(text);
  if (publicKey !== null) return { kind: 'public', path, publicKey };
  if (/^\S+-cert-v01@openssh\.com /.test(text)) {
    return {
      kind: 'unusable',
      path,
      why: 'is a certificate, which this client does not support; use a plain key',
    };
  }
  if (text.startsWith('sk-')) return { kind: 'unusable', path, why: SECURITY_KEY };
  return { kind: 'unusable', path, why: 'is no SSH key in a known format' };
}

/** The wire form of a line `TYPE BASE64 COMMENT`; null where it is none that this client can use. */
function publicHalf(text: string): Buffer | null {
  const [type, base64] = text.split(/\s+/, 2);
  if (type === undefined || base64 === undefined || !SUPPORTED_TYPES.includes(type)) return null;
  return Buffer.from(base64, 'base64');
}

export const SUPPORTED_TYPES: readonly string[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
];

const SECURITY_KEY =
  'is a FIDO security key (sk-), which this client does not support; use an ordinary key for this host';

async function privateKey(path: string, text: string): Promise<KeyFile> {
  const certificate = await exists(`${path}-cert.pub`);
  if (text.startsWith(OPENSSH_BEGIN)) {
    const header = opensshHeader(text);
    if (header === null) return { kind: 'unusable', path, why: 'is a damaged private key' };
    if (header.keyType.startsWith('sk-')) return { kind: 'unusable', path, why: SECURITY_KEY };
    if (!SUPPORTED_TYPES.includes(header.keyType)) {
      return {
        kind: 'unusable',
        path,
        why: `is a key of the type ${header.keyType}, which this client does not support`,
      };
    }
    const { encrypted, publicKey } = header;
    return { kind: 'private', path, text, encrypted, publicKey, certificate };
  }
  if (/^-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/.test(text)) {
    const why = `is in the PKCS#8 format, which this client does not read; rewrite it with: ssh-keygen -p -f ${shellWord(path)}`;
    return { kind: 'unusable', path, why };
  }
  const encrypted = /^Proc-Type: 4,ENCRYPTED/m.test(text) || /^Encryption: (?!none)/m.test(text);
  if (encrypted) {
    // These formats hide the public half as well; it usually lies beside.
    const beside = await readBounded(`${path}.pub`);
    const publicKey = typeof beside === 'string' ? publicHalf(beside.trim()) : null;
    return { kind: 'private', path, text, encrypted, publicKey, certificate };
  }
  const parsed = utils.parseKey(text);
  if (parsed instanceof Error) return { kind: 'unusable', path, why: `cannot be read: ${parsed.message}` };
  return { kind: 'private', path, text, encrypted, publicKey: parsed.getPublicSSH(), certificate };
}

/** What OpenSSH's own format says in the open (PROTOCOL.key): cipher, and the public key. */
function opensshHeader(text: string): { encrypted: boolean; keyType: string; publicKey: Buffer } | null {
  const body = text.slice(OPENSSH_BEGIN.length).split('-----END', 1)[0] ?? '';
  const data = Buffer.from(body, 'base64');
  if (data.toString('latin1', 0, OPENSSH_MAGIC.length) !== OPENSSH_MAGIC) return null;

  let at = OPENSSH_MAGIC.length;
  const field = (): Buffer | null => {
    if (at + 4 > data.length) return null;
    const start = at + 4;
    const end = start + data.readUInt32BE(at);
    if (end > data.length) return null;
    at = end;
    return data.subarray(start, end);
  };
  const cipher = field();
  field(); // key derivation
  field(); // its parameters
  at += 4; // number of keys, always 1
  const publicKey = field();
  if (cipher === null || publicKey === null || publicKey.length < 4) return null;
  const keyType = publicKey.toString('latin1', 4, Math.min(4 + publicKey.readUInt32BE(0), 68));
  return { encrypted: cipher.toString('latin1') !== 'none', keyType, publicKey };
}

async function readBounded(path: string): Promise<string | KeyFile> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) return { kind: 'unusable', path, why: 'is too large for a key' };
    return await readFile(path, 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing', path };
    return { kind: 'unusable', path, why: `cannot be read (${code ?? String(error)})` };
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
