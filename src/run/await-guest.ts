import type { Target } from '../experiment/model.ts';
import type { Places } from '../remote/facts.ts';
import { HangUpError, UnreachableError } from '../remote/transport.ts';
import { isAbsence } from './absence.ts';
import { pause } from './domain-power.ts';
import type { Guests } from './guests.ts';
import { type Connect, type Host, openHost } from './host.ts';

/** Pause between two tries, ms. */
const BETWEEN_MS = 1_000;

/**
 * Waits until a guest that was just started lets us in. Throws UnreachableError where it does not within its time, or
 * its domain is gone meanwhile; HumanError where it is up and refuses.
 */
export async function awaitGuest(
  target: Target,
  connect: Connect,
  guests: Guests,
  signal: AbortSignal,
  places: Places,
): Promise<Host> {
  const { name, bootSeconds } = target.domain ?? { name: target.name, bootSeconds: 0 };
  const until = Date.now() + bootSeconds * 1000;
  for (;;) {
    try {
      return await openHost(connect, target, signal, places);
    } catch (error) {
      // A server that is just starting may hang up before it says who it is.
      if (signal.aborted || !(isAbsence(error) || error instanceof HangUpError)) throw error;
      if (!(await guests.isThere(target))) {
        throw new UnreachableError(
          `its domain ${name} was started, and is gone before it answered: did it crash? (xl dmesg, /var/log/xen on the dom0)`,
          { cause: error },
        );
      }
      if (Date.now() >= until) {
        throw new UnreachableError(
          `its domain ${name} was started, but nobody was let in within ${bootSeconds} s ("bootSeconds"): ${error.message}`,
          { cause: error },
        );
      }
      await pause(BETWEEN_MS, signal);
    }
  }
}
