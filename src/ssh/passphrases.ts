import { type ParsedKey, utils } from 'ssh2';
import type { PrivateKeyFile } from './key-file.ts';
import { shellWord } from './plain-text.ts';

/** What a secret is for, so that an editor can keep the ones that a person wants kept. */
export interface SecretPurpose {
  readonly kind: 'passphrase' | 'password' | 'answer';
  /** The key file of a passphrase; else the address (`user@host:port`) that asks. */
  readonly of: string;
  /** From 1; above 1 the answer before was wrong. */
  readonly attempt: number;
}

/** Questions to the person. */
export interface Prompts {
  /** Asks without showing the answer; null: the person gives up. Must settle, or whoever needs the same key waits. */
  secret(question: string, purpose: SecretPurpose): Promise<string | null>;
  /** Learns whether the passphrase that `secret` gave last for a key file opens it. */
  tried?(purpose: SecretPurpose, right: boolean): void;
}

const TRIES = 3;

/**
 * Keys that were unlocked, for the life of the process, in memory only; by path, and dropped when the file changes.
 * Holds the promise, so that two connections at once ask only one time.
 */
const unlocked = new Map<string, { readonly text: string; readonly key: Promise<ParsedKey | string> }>();

/** The key in the file, asking for its passphrase where it has one; a string says why there is none. */
export function unlockKey(file: PrivateKeyFile, prompts: Prompts | null): Promise<ParsedKey | string> {
  const cached = unlocked.get(file.path);
  if (cached !== undefined && cached.text === file.text) return cached.key;
  const key = file.encrypted ? askPassphrase(file, prompts) : Promise.resolve(parse(file, undefined));
  unlocked.set(file.path, { text: file.text, key });
  const forget = (): void => {
    if (unlocked.get(file.path)?.key === key) unlocked.delete(file.path);
  };
  key.then((result) => typeof result === 'string' && forget(), forget);
  return key;
}

/** Forgets every key that was unlocked in this process, so that its passphrase is asked for anew; returns how many. */
export function forgetUnlockedKeys(): number {
  const count = unlocked.size;
  unlocked.clear();
  return count;
}

async function askPassphrase(file: PrivateKeyFile, prompts: Prompts | null): Promise<ParsedKey | string> {
  if (prompts === null) {
    return `${file.path} is encrypted, add it to the agent (ssh-add ${shellWord(file.path)})`;
  }
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const again = attempt === 1 ? '' : ` (wrong, try ${attempt} of ${TRIES})`;
    const purpose = { kind: 'passphrase', of: file.path, attempt } as const;
    const passphrase = await prompts.secret(`Passphrase of ${file.path}${again}: `, purpose);
    if (passphrase === null) return `${file.path} is encrypted, and no passphrase was given`;
    const key = parse(file, passphrase);
    prompts.tried?.(purpose, typeof key !== 'string');
    if (typeof key !== 'string') return key;
  }
  return `${file.path} is encrypted, and none of ${TRIES} passphrases was right`;
}

function parse(file: PrivateKeyFile, passphrase: string | undefined): ParsedKey | string {
  const key = utils.parseKey(file.text, passphrase);
  return key instanceof Error ? `${file.path} cannot be read: ${key.message}` : key;
}
