import type { Duplex } from 'node:stream';
import { Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { type AuthenticationOptions, startAuthentication } from './authentication.ts';
import { brokenOff, cancelled, type Stage, silence, type TransportError } from './connection-errors.ts';
import { decideHostKey, type HostKeyPolicy } from './host-key-policy.ts';
import { formatEndpoint } from './host-spec.ts';
import { type KnownKeys, knownKeyTypes } from './known-hosts.ts';
import { plainText } from './plain-text.ts';
import type { ResolvedHost } from './resolve.ts';
import { startTimeLimit } from './time-limit.ts';

export interface OpenOptions {
  readonly policy: HostKeyPolicy;
  readonly authentication: Omit<AuthenticationOptions, 'whileAsking'>;
  readonly knownKeys: KnownKeys;
  readonly timeLimitMs: number;
  readonly signal: AbortSignal | null;
}

const KEEPALIVE_INTERVAL_MS = 15_000;
const KEEPALIVE_COUNT = 3;

/** What a host sends before its identification is kept for messages, up to this many bytes. */
const HEARD_BYTES = 1_024;

/** Those that ssh2 has and OpenSSH allows by default, in the order of preference. */
const HOST_KEY_ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** Offered only where the person's own configuration says so (`HostKeyAlgorithms +ssh-rsa`, for old hosts). */
const OLD_HOST_KEY_ALGORITHMS: readonly ServerHostKeyAlgorithm[] = ['ssh-rsa', 'ssh-dss'];

/**
 * Speaks SSH over `wire` (a socket that may still be connecting, or a jump's tunnel) until the person is let in.
 * Verifies the host's key before anything of the person's is sent. Rejects with UnreachableError or HumanError, and
 * then nothing stays open.
 */
export function openClient(host: ResolvedHost, wire: Duplex, options: OpenOptions): Promise<Client> {
  const { signal, policy, timeLimitMs } = options;
  const place = formatEndpoint(host.host, host.port);

  return new Promise((resolve, reject) => {
    const client = new Client();
    let stage: Stage = 'connecting';
    let heard = '';
    let accepted: Buffer | null = null;
    let refusal: unknown = null;
    let settled = false;

    const settle = (error: unknown): void => {
      if (settled) return;
      settled = true;
      limit.stop();
      signal?.removeEventListener('abort', onAbort);
      wire.off('data', listen);
      authentication.close();
      if (error === null) {
        resolve(client);
      } else {
        wire.destroy();
        reject(error);
      }
    };
    const onAbort = (): void => settle(cancelled(place));
    const limit = startTimeLimit(timeLimitMs, () => settle(silence(place, stage, timeLimitMs)));
    const authentication = startAuthentication(
      host,
      { ...options.authentication, whileAsking: limit.pausedFor },
      settle,
    );
    const askHostKey: HostKeyPolicy['askHostKey'] =
      policy.askHostKey &&
      ((question) => limit.pausedFor(async () => policy.askHostKey?.(question) ?? false));
    const explain = (error: TransportError | null): Error =>
      stage === 'authentication'
        ? authentication.failure(
            authentication.exhausted()
              ? 'nothing more to try'
              : `it closed the connection (${plainText(error?.message ?? 'without a word')})`,
          )
        : brokenOff(place, stage, error, heard);

    /** Hears what the host says until it has said who it is; ssh2 keeps that to itself. */
    const listen = (bytes: Buffer): void => {
      heard += bytes.toString('latin1', 0, HEARD_BYTES - heard.length);
      if (/(?:^|\n)SSH-(?:2\.0|1\.99)-[^\n]*\n/.test(heard)) {
        stage = 'handshake';
        wire.off('data', listen);
      } else if (heard.startsWith('HTTP/')) {
        // It may wait for more of a request for longer than we would.
        settle(brokenOff(place, 'greeting', null, heard));
      }
    };

    client.on('connect', () => {
      stage = 'greeting';
    });
    client.on('handshake', () => {
      stage = 'authentication';
    });
    client.on('ready', () => settle(null));
    client.on('change password', () => {
      settle(authentication.failure('the password has expired; log in with ssh once and change it'));
    });
    client.on('error', (error: TransportError) => {
      const oneAttemptOnly =
        error.level === 'agent' || (error.level === 'client-authentication' && !authentication.exhausted());
      if (oneAttemptOnly) authentication.note(`${error.level === 'agent' ? 'agent: ' : ''}${error.message}`);
      else settle(refusal ?? explain(error));
    });
    // Over a tunnel the far end's farewell is an `end` only.
    client.on('end', () => settle(explain(null)));
    client.on('close', () => settle(explain(null)));

    /** Returns nothing, and answers through `verify`: ssh2 takes any other value, a promise too, for a yes. */
    const hostVerifier = (key: Buffer, verify: (permitted: boolean) => void): undefined => {
      const offered = Buffer.from(key);
      if (accepted !== null) {
        // A new key exchange on a running connection: the host stays who it was.
        verify(offered.equals(accepted));
        return;
      }
      decideHostKey(host, options.knownKeys, offered, { ...policy, askHostKey }).then(
        () => {
          accepted = offered;
          if (!settled) verify(true);
        },
        (reason: unknown) => {
          if (settled) return;
          // ssh2 says goodbye to the host, and reports an error of its own.
          refusal = reason;
          verify(false);
        },
      );
    };

    if (signal?.aborted === true) {
      settle(cancelled(place));
      return;
    }
    signal?.addEventListener('abort', onAbort);
    try {
      client.connect({
        sock: wire,
        username: host.user,
        hostVerifier,
        authHandler: authentication.handler,
        algorithms: { serverHostKey: hostKeyAlgorithms(host, options.knownKeys) },
        keepaliveInterval: KEEPALIVE_INTERVAL_MS,
        keepaliveCountMax: KEEPALIVE_COUNT,
        readyTimeout: 0,
      });
      // ssh2 has paused the wire, so that this hears the first byte.
      wire.on('data', listen);
    } catch (error) {
      settle(error);
    }
  });
}

/** What to ask for: what the configuration allows, known keys first. */
function hostKeyAlgorithms(host: ResolvedHost, known: KnownKeys): ServerHostKeyAlgorithm[] {
  const configured = host.hostKeyAlgorithms;
  const allowed =
    configured === null
      ? HOST_KEY_ALGORITHMS
      : [...HOST_KEY_ALGORITHMS, ...OLD_HOST_KEY_ALGORITHMS].filter((one) => configured.includes(one));
  // A configuration that leaves none (certificates only) would make ssh2 offer its own defaults.
  return knownKeyTypes(known, allowed.length > 0 ? allowed : HOST_KEY_ALGORITHMS);
}
