import type { Connection } from '../remote/transport.ts';
import { type Hop, holdConnection, releaseHops } from './connection.ts';
import { cancelled } from './connection-errors.ts';
import { expandHome, findHome } from './home.ts';
import { type HostKeyQuestion, knownKeysOf } from './host-key-policy.ts';
import { formatAddress } from './host-spec.ts';
import { checkIdentityFile } from './key-offers.ts';
import { openClient } from './open-client.ts';
import type { Prompts } from './passphrases.ts';
import type { ResolvedHost } from './resolve.ts';
import { planRoute, sshCommand } from './route.ts';
import { dial, tunnel } from './wire.ts';

export interface ConnectOptions {
  /** Host, or comma-separated chain, to go through; beats ProxyJump. `none`: no jump. */
  readonly jump?: string | null;
  /** Private key to try first; `~` is the home folder. */
  readonly identityFile?: string | null;
  /** In place of ~/.ssh/config, as `ssh -F`; `none`: no configuration at all. */
  readonly configFile?: string | null;
  /** How to ask a person; without it nobody is asked. */
  readonly prompts?: Prompts | null;
  /** Fingerprints (`SHA256:...`) of unknown hosts' keys that the person accepts. */
  readonly acceptedFingerprints?: readonly string[];
  /** Asks a person about an unknown host's key. */
  readonly askHostKey?: (question: HostKeyQuestion) => Promise<boolean>;
  /** Lines of a known_hosts file that the caller vouches for; where they name the host, the person's files are not read. */
  readonly extraKnownHosts?: string | null;
  /** A private key in memory; for the target nothing else is tried. */
  readonly privateKey?: string | null;
  readonly signal?: AbortSignal;
  /** Longest wait for each host on the way, ms; without it ConnectTimeout of its configuration, or 20 s. Stands still while a person is asked. */
  readonly connectTimeoutMs?: number;
  /** Gets lines for a log, without secrets. */
  readonly log?: (line: string) => void;
}

const CONNECT_TIMEOUT_MS = 20_000;

/**
 * Connects to `spec` (`name`, `user@host`, `user@host:port`, `user@[v6]:port`) as the SSH configuration says, verifying
 * every host on the way under its own name before anything is said to it.
 * Rejects with UnreachableError (nobody there), or HumanError: `usage` (spec, configuration, key file), `refused` (host
 * key, authentication, protocol), `cancelled`. Nothing stays open then.
 */
export async function connectSsh(spec: string, options: ConnectOptions = {}): Promise<Connection> {
  const signal = options.signal ?? null;
  if (signal?.aborted === true) throw cancelled(spec);
  const identityFile = options.identityFile ? expandHome(options.identityFile, findHome()) : null;
  if (identityFile !== null) await checkIdentityFile(identityFile);

  const route = await planRoute(spec, options);
  const hops: Hop[] = [];
  try {
    for (const [index, host] of route.entries()) {
      const isTarget = index === route.length - 1;
      hops.push(
        await openHop(host, hops.at(-1) ?? null, route.slice(0, index), isTarget, {
          ...options,
          identityFile,
        }),
      );
    }
  } catch (error) {
    releaseHops(hops);
    throw error;
  }
  return holdConnection(hops);
}

async function openHop(
  host: ResolvedHost,
  before: Hop | null,
  way: readonly ResolvedHost[],
  isTarget: boolean,
  options: ConnectOptions,
): Promise<Hop> {
  const log = options.log ?? (() => {});
  const signal = options.signal ?? null;
  const timeLimitMs = options.connectTimeoutMs ?? host.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const knownKeys = await knownKeysOf(host, options.extraKnownHosts ?? null, log);
  const wire = before === null ? dial(host) : await tunnel(before, host, timeLimitMs, signal);
  const client = await openClient(host, wire, {
    policy: {
      acceptedFingerprints: options.acceptedFingerprints ?? [],
      askHostKey: options.askHostKey ?? null,
      sshCommand: sshCommand(host, way, options.configFile ?? null),
    },
    authentication: {
      // As with `ssh -i`: a jump host takes the keys of its own configuration.
      identityFile: isTarget ? (options.identityFile ?? null) : null,
      privateKey: isTarget ? (options.privateKey ?? null) : null,
      prompts: options.prompts ?? null,
      log,
    },
    knownKeys,
    timeLimitMs,
    signal,
  });
  const address = formatAddress(host.user, host.host, host.port);
  log(`${address}: connected`);
  return { address, client, wire };
}
