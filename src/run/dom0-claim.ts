import { excerpt } from '../benchmarks/excerpt.ts';
import { shellQuote } from '../benchmarks/quote.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { Dom0 } from './dom0.ts';
import CLAIM from './dom0-claim.sh';

/** How a domain was before a run touched it, so that it can be put back. */
export interface FoundDomain {
  readonly name: string;
  readonly running: boolean;
  /** Its configuration file in the dom0. */
  readonly config: string;
}

const SECONDS = 180;

/**
 * Claims a dom0 for one run, known by `token`; gives what an earlier run that was cut off noted there and has not put
 * back. Throws HumanError (refused) while another run holds it.
 */
export async function claimDom0(dom0: Dom0, token: string): Promise<readonly FoundDomain[]> {
  const answer = await ask(dom0, 'claim', token);
  const [first = '', ...noted] = answer.split('\n');
  if (first === 'claimed') return noted.flatMap(readNote);
  const [, pid = '-', since = '-'] = first.split(' ');
  const who = pid === '-' ? '' : ` (process ${excerpt(pid)} there, since ${excerpt(since)})`;
  throw new HumanError(
    `Another run starts and stops guests of the dom0 ${dom0.name} just now${who}. Two at once would spoil each other's numbers: wait until it ends. ` +
      `If it hangs, end that process on the dom0; the next run puts back what it left.`,
    EXIT.refused,
  );
}

/** Notes on the dom0 how a domain was found, before it is touched. */
export async function noteFound(dom0: Dom0, token: string, found: FoundDomain): Promise<void> {
  await ask(dom0, 'note', token, found.name, found.running ? 'running' : 'absent', found.config);
}

/** All is as it was found: nothing is noted any more, the claim stays. */
export async function forgetFound(dom0: Dom0, token: string): Promise<void> {
  await ask(dom0, 'forget', token);
}

/** Gives the dom0 back. */
export async function releaseDom0(dom0: Dom0, token: string): Promise<void> {
  await ask(dom0, 'release', token);
}

async function ask(dom0: Dom0, what: string, token: string, ...words: string[]): Promise<string> {
  const { session } = dom0.host;
  const all = [what, session.directory, token, ...words].map(shellQuote).join(' ');
  const { exitCode, stdout, stderr } = await session.run(`set -- ${all}\n${CLAIM}`, SECONDS);
  if (exitCode === 0) return stdout;
  throw new HumanError(
    `The dom0 ${dom0.name} cannot keep a note under /var/run of what is running there: ${excerpt(stderr) || `status ${exitCode}`}.`,
    EXIT.refused,
  );
}

/** A line of the note. What cannot be read was not written by us, and is passed over. */
function readNote(line: string): readonly FoundDomain[] {
  const match = /^(\S{1,255}) (running|absent) (\/.{0,4095})$/.exec(line);
  if (match === null) return [];
  const [, name = '', state, config = ''] = match;
  return [{ name, running: state === 'running', config }];
}
