import type { BaseAgent, ParsedKey } from 'ssh2';
import { EXIT, HumanError } from '../human-error.ts';
import type { Agent } from './agent.ts';
import { type PrivateKeyFile, readKeyFile } from './key-file.ts';
import { fingerprint } from './known-hosts.ts';
import { plainText } from './plain-text.ts';

/** The keys that one host is shown, each only once however it is come by. */
export interface KeyOffers {
  /** The key in a file; null (and a note) where it cannot be offered. */
  fromFile(path: string): Promise<ParsedKey | null>;
  /** The agent, showing what was not offered yet, configured keys first. */
  fromAgent(agent: Agent): Promise<BaseAgent>;
}

export interface KeyOfferOptions {
  /** Files whose keys are configured for the host, the explicit one first. */
  readonly configured: readonly string[];
  /** IdentitiesOnly: the agent may offer configured keys only. */
  readonly onlyConfigured: boolean;
  /** Asked whether it holds a key, before a person is asked for its passphrase. */
  readonly agent: Agent | null;
  /** The key in a file, or a sentence that says why it cannot be had. */
  readonly unlock: (file: PrivateKeyFile) => Promise<ParsedKey | string>;
  readonly note: (line: string) => void;
}

export function createKeyOffers(options: KeyOfferOptions): KeyOffers {
  const { agent, note } = options;
  const offered = new Set<string>();

  const agentHolds = async (print: string): Promise<boolean> => {
    // An agent that does not answer is noted when its own turn comes.
    const keys = (await agent?.keys().catch(() => [])) ?? [];
    return keys.some((key) => print === printOf(key));
  };

  const fromFile = async (path: string): Promise<ParsedKey | null> => {
    const file = await readKeyFile(path);
    if (file.kind === 'unusable') note(`${path} ${file.why}`);
    if (file.kind === 'public')
      note(`${path} is a public key: of use only where the agent holds its other half`);
    if (file.kind !== 'private') return null;
    if (file.certificate) {
      note(
        `${path}-cert.pub is a certificate, which this client does not support: only the plain key is offered`,
      );
    }
    if (file.publicKey !== null) {
      const print = fingerprint(file.publicKey);
      if (offered.has(print) || (file.encrypted && (await agentHolds(print)))) return null;
    }
    const key = await options.unlock(file);
    if (typeof key === 'string') {
      note(key);
      return null;
    }
    if (offered.has(printOf(key))) return null;
    offered.add(printOf(key));
    note(`${path} (${key.type})`);
    return key;
  };

  const fromAgent = async (from: Agent): Promise<BaseAgent> => {
    const configured = await printsOf(options.configured);
    // Hosts allow few attempts (MaxAuthTries): the configured keys go first.
    const rank = (key: ParsedKey): number => {
      const place = configured.indexOf(printOf(key));
      return place === -1 ? configured.length : place;
    };
    return from.offering((keys) => {
      const wanted = keys
        .filter((key) => !offered.has(printOf(key)))
        .filter((key) => !options.onlyConfigured || rank(key) < configured.length)
        .sort((a, b) => rank(a) - rank(b));
      if (wanted.length === 0) {
        note(
          options.onlyConfigured
            ? 'agent: no key that is configured (IdentitiesOnly)'
            : 'agent: no further key',
        );
      }
      for (const key of wanted) {
        offered.add(printOf(key));
        note(`agent: ${plainText(key.comment, 100)} (${key.type}, ${printOf(key)})`);
      }
      return wanted;
    });
  };

  return { fromFile, fromAgent };
}

/**
 * Makes sure, before anything connects, that a key file which the experiment names is one.
 * Throws HumanError (usage).
 */
export async function checkIdentityFile(path: string): Promise<void> {
  const file = await readKeyFile(path);
  if (file.kind === 'missing') {
    throw new HumanError(`The identity file ${path} does not exist: correct "identityFile".`, EXIT.usage);
  }
  if (file.kind === 'unusable') throw new HumanError(`The identity file ${path} ${file.why}.`, EXIT.usage);
}

function printOf(key: ParsedKey): string {
  return fingerprint(key.getPublicSSH());
}

async function printsOf(paths: readonly string[]): Promise<string[]> {
  const files = await Promise.all(paths.map(readKeyFile));
  return files.flatMap((file) =>
    'publicKey' in file && file.publicKey !== null ? [fingerprint(file.publicKey)] : [],
  );
}
