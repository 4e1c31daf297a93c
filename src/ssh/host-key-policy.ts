import { EXIT, HumanError } from '../human-error.ts';
import { compareCommand, HostKeyError, lineName, refusalText } from './host-key-refusal.ts';
import { formatEndpoint } from './host-spec.ts';
import {
  findKnownKeys,
  fingerprint,
  judgeHostKey,
  type KnownHostsText,
  type KnownKeys,
} from './known-hosts.ts';
import { appendKnownHost, readKnownHosts } from './known-hosts-files.ts';
import { rawKeyType } from './known-hosts-line.ts';
import type { ResolvedHost } from './resolve.ts';

/** What a person is asked about a host that is not known. */
export interface HostKeyQuestion {
  /** `host:port`. */
  readonly host: string;
  readonly keyType: string;
  readonly fingerprint: string;
  /** Fingerprints of keys of other types that are known for the host; mostly none. */
  readonly known: readonly string[];
  /** What the host's own console answers with the fingerprint to compare. */
  readonly compareCommand: string;
}

export interface HostKeyPolicy {
  /** `SHA256:...` of keys that the person has compared with the host's own. */
  readonly acceptedFingerprints: readonly string[];
  /** Asks the person; null: nobody can be asked. */
  readonly askHostKey: ((question: HostKeyQuestion) => Promise<boolean>) | null;
  /** `ssh` with the options that reach this host in the same way. */
  readonly sshCommand: string;
}

/** All that is known about a host; `vouched` (what the caller itself vouches for) stands in for the files where it names the host. */
export async function knownKeysOf(
  host: ResolvedHost,
  vouched: string | null,
  log: (line: string) => void,
): Promise<KnownKeys> {
  const find = (texts: readonly KnownHostsText[]): KnownKeys =>
    findKnownKeys(texts, host.host, host.port, host.hostKeyAlias);
  if (vouched !== null) {
    const known = find([{ path: '(keys of the lab)', text: vouched }]);
    if (known.keys.length > 0) return known;
  }
  const known = find(await readKnownHosts([...host.userKnownHostsFiles, ...host.globalKnownHostsFiles], log));
  known.notes.forEach(log);
  return known;
}

/**
 * Decides about the key that a host offers: goes on silently with a known one, remembers one that the person accepts,
 * and throws HumanError (refused) for every other. A changed or revoked key is never accepted on a word.
 */
export async function decideHostKey(
  host: ResolvedHost,
  known: KnownKeys,
  offered: Buffer,
  policy: HostKeyPolicy,
): Promise<void> {
  const finding = judgeHostKey(known, offered);
  if (finding.kind === 'match') return;

  if (finding.kind !== 'changed' && finding.kind !== 'revoked') {
    const print = fingerprint(offered);
    const keyType = rawKeyType(offered);
    const accepted =
      policy.acceptedFingerprints.includes(print) ||
      (await policy.askHostKey?.({
        host: formatEndpoint(host.host, host.port),
        keyType,
        fingerprint: print,
        known: finding.kind === 'other-key-type' ? finding.known.map((key) => fingerprint(key.rawKey)) : [],
        compareCommand: compareCommand(keyType),
      })) === true;
    if (accepted) return remember(host, offered);
  }
  const { sshCommand } = policy;
  const text = refusalText(host, finding, offered, { sshCommand, asks: policy.askHostKey !== null });
  throw new HostKeyError(text, finding.kind);
}

/** Writes an accepted key down where ssh itself would; without such a file (/dev/null) it holds for this connection. */
async function remember(host: ResolvedHost, offered: Buffer): Promise<void> {
  const file = host.userKnownHostsFiles[0];
  if (file === undefined || file === '/dev/null') return;
  const { host: name, port, hostKeyAlias: alias } = host;
  try {
    await appendKnownHost(file, { host: name, port, alias }, lineName(host), offered);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new HumanError(
      `The accepted key of ${formatEndpoint(name, port)} cannot be written to ${file} (${code}): make that file writable.`,
      EXIT.refused,
      { cause: error },
    );
  }
}
