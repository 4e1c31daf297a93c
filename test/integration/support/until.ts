import { setTimeout as delay } from 'node:timers/promises';

/** Slow machines take their time; nobody waits longer than it takes. */
const LIMIT_MS = 100_000;

/**
 * Asks again and again until there is an answer: neither undefined, null nor false. Throws after 100 s, saying `what` was
 * waited for. Prefer an event where there is one.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
): Promise<Exclude<T, undefined | null | false>> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false)
      return answer as Exclude<T, undefined | null | false>;
    if (Date.now() > end) throw new Error(`${what}: not within ${LIMIT_MS / 1000} s`);
    await delay(20);
  }
}
