import { NO_PLACES, type ObservedHost, observeHost, type Places } from '../remote/facts.ts';
import { RemoteSession } from '../remote/session.ts';
import type { Connection } from '../remote/transport.ts';
import type { ObservedDomain } from './observe-domain.ts';

/** Time that an agent which is just starting has to end by itself when the run is cancelled, ms. */
const GIVE_UP_MS = 1_000;

/** Where a machine is and how to get in; of a target or of the peer. */
export interface HostAddress {
  readonly host: string;
  readonly jump: string | null;
  readonly identityFile: string | null;
}

/** Opens a connection; given by the composition root, which knows SSH and the demo lab. */
export type Connect = (address: HostAddress, signal: AbortSignal) => Promise<Connection>;

/** A machine that we are on: a connection, the agent there, and what it told about itself. */
export interface Host {
  readonly connection: Connection;
  readonly session: RemoteSession;
  readonly observed: ObservedHost;
  /** What its dom0 tells about its guest; null where no dom0 is named, or it cannot be asked. */
  readonly domain: ObservedDomain | null;
  /** What of it the benchmarks use. */
  readonly places: Places;
}

/**
 * Connects, starts the agent and looks around. Throws UnreachableError where nobody is there, HumanError where the
 * host refuses; leaves nothing behind then.
 */
export async function openHost(
  connect: Connect,
  address: HostAddress,
  signal: AbortSignal,
  places: Places = NO_PLACES,
): Promise<Host> {
  const connection = await connect(address, signal);
  let session: RemoteSession | null = null;
  // A host that stays silent must not hold up a cancel; an agent that was just starting ends with its connection.
  const giveUp = () => void setTimeout(() => connection.dispose(), GIVE_UP_MS).unref();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    session = await RemoteSession.open(connection);
    signal.throwIfAborted();
    const observed = await observeHost(session, places);
    signal.throwIfAborted();
    return { connection, session, observed, domain: null, places };
  } catch (error) {
    await session?.dispose();
    connection.dispose();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** Ends a host's session and connection within `limitMs`; true when the host confirmed that nothing is left. */
export async function closeHost(host: Host, limitMs?: number): Promise<boolean> {
  const confirmed = await host.session.dispose(limitMs);
  host.connection.dispose();
  return confirmed;
}
