import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Hop } from './connection.ts';
import { cancelled, noTunnel, silence } from './connection-errors.ts';
import { formatEndpoint } from './host-spec.ts';
import type { ResolvedHost } from './resolve.ts';
import { startTimeLimit } from './time-limit.ts';

/** A socket on its way to the host; its errors are for whoever takes it. */
export function dial(host: ResolvedHost): Socket {
  return connect({
    host: host.host,
    port: host.port,
    // Commands are small packets one after another: each would wait for the answer to the one before (Nagle).
    noDelay: true,
    // Node's own 250 ms are too short for a first address that is only slow.
    autoSelectFamilyAttemptTimeout: 2_000,
  });
}

/** A way through the jump host to the next one. Rejects with UnreachableError or HumanError. */
export function tunnel(
  jump: Hop,
  host: ResolvedHost,
  timeLimitMs: number,
  signal: AbortSignal | null,
): Promise<Duplex> {
  const place = formatEndpoint(host.host, host.port);
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, wire?: Duplex): void => {
      limit.stop();
      signal?.removeEventListener('abort', onAbort);
      if (error === null && wire !== undefined) resolve(wire);
      else reject(error);
    };
    const onAbort = (): void => settle(cancelled(place));
    const limit = startTimeLimit(timeLimitMs, () => settle(silence(place, 'connecting', timeLimitMs)));
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted === true) return onAbort();
    try {
      jump.client.forwardOut('127.0.0.1', 0, host.host, host.port, (error, wire) => {
        settle(error ? noTunnel(jump.address, place, error) : null, wire);
      });
    } catch (error) {
      // ssh2 throws where the jump was lost a moment ago.
      settle(noTunnel(jump.address, place, error as Error));
    }
  });
}
