import { HumanError } from '../../human-error.ts';
import { resolveHost } from '../../ssh/resolve.ts';
import type { SshHost } from './ssh-host-rows.ts';

/** ssh processes at once. */
const AT_ONCE = 6;
/** Names beyond these are offered without what `ssh -G` says. */
const MOST_ASKED = 200;
/** Nobody waits longer than this for a configuration whose `Match exec` is slow, ms. */
const LIMIT_MS = 6_000;

/**
 * What `ssh -G` says of each name, in their order. Connects nowhere. Never rejects: what could not be asked, or is refused,
 * stands there without a way.
 */
export async function askSshAbout(
  names: readonly string[],
  configFile: string | null,
  signal: AbortSignal,
): Promise<readonly SshHost[]> {
  const found: SshHost[] = names.map((name) => ({ name, way: null, problem: null }));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const waiting = names.slice(0, MOST_ASKED).entries();
  const askOn = async (): Promise<void> => {
    for (const [index, name] of waiting) {
      if (limit.aborted) return;
      try {
        const way = await resolveHost(name, { configFile, signal: limit });
        found[index] = { name, way, problem: null };
      } catch (error) {
        if (!(error instanceof HumanError)) throw error;
        if (!limit.aborted) found[index] = { name, way: null, problem: error.message };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return found;
}
