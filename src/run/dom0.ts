import { excerpt } from '../benchmarks/excerpt.ts';
import { shellQuote } from '../benchmarks/quote.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { JobResult } from '../remote/job.ts';
import { type Connect, closeHost, type Host, openHost } from './host.ts';

/** A dom0 that we are on as root: the machine that starts and stops guests. */
export interface Dom0 {
  /** As the experiment names it. */
  readonly name: string;
  readonly host: Host;
}

/** Longest time that a look at the state of domains may take, s. A dom0 that is busy with a new guest answers late. */
const LOOK_SECONDS = 180;

/**
 * Connects to a dom0. Throws UnreachableError where nobody is there, HumanError (refused) where the user is not root,
 * because xl serves nobody else, or where there is no xl.
 */
export async function openDom0(connect: Connect, name: string, signal: AbortSignal): Promise<Dom0> {
  const host = await openHost(connect, { host: name, jump: null, identityFile: null }, signal);
  try {
    if (!host.observed.root) {
      throw new HumanError(
        `The dom0 ${name} (${host.connection.address}): xl serves only root. Name it as root@..., or give its name in the SSH configuration "User root".`,
        EXIT.refused,
      );
    }
    const dom0 = { name, host };
    const { exitCode } = await host.session.run('command -v xl', LOOK_SECONDS);
    if (exitCode !== 0) {
      throw new HumanError(
        `The dom0 ${name} (${host.connection.address}) has no xl: is it a dom0 of Xen, and are the Xen tools on root's PATH?`,
        EXIT.refused,
      );
    }
    return dom0;
  } catch (error) {
    await closeHost(host);
    throw error;
  }
}

/** Ends the session on a dom0; true when it confirmed that nothing of ours is left. */
export function closeDom0(dom0: Dom0, limitMs?: number): Promise<boolean> {
  return closeHost(dom0.host, limitMs);
}

/** Runs `xl` with these words, each passed on as it is, whatever its exit status. */
export function tryXl(dom0: Dom0, words: readonly string[], seconds = LOOK_SECONDS): Promise<JobResult> {
  return dom0.host.session.run(xlCommand(words), seconds);
}

/** Runs `xl` with these words and gives what it printed. Throws HumanError (refused) with xl's own words. */
export async function xl(dom0: Dom0, words: readonly string[], seconds?: number): Promise<string> {
  const result = await tryXl(dom0, words, seconds);
  if (result.end === 'done' && result.exitCode === 0) return result.stdout;
  throw new HumanError(`${dom0.name}: xl ${words.join(' ')} failed: ${whyXlFailed(result)}`, EXIT.refused);
}

/** What xl said about its failure, in one line. */
export function whyXlFailed({ end, exitCode, stdout, stderr }: JobResult): string {
  if (end === 'deadline') return 'it did not end in time';
  const said = excerpt(stderr.trim() === '' ? stdout : stderr);
  return said === '' ? `it ended with ${exitCode ?? 'no status'} and said nothing` : said;
}

/** The shell text of an xl command. The C locale, because its words are read. */
export function xlCommand(words: readonly string[]): string {
  return `env LC_ALL=C xl ${words.map(shellQuote).join(' ')}`;
}
