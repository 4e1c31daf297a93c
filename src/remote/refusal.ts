import { excerpt } from '../benchmarks/excerpt.ts';
import { EXIT, HumanError } from '../human-error.ts';

/** The error for an agent that refused; `why` is its word, or what the host's own tool said. */
export function agentRefusal(address: string, why: string): HumanError {
  if (why === 'setsid') {
    return new HumanError(
      `${address} has no \`setsid\`, which starts a benchmark apart from its connection. Install util-linux (or BusyBox with setsid) there.`,
      EXIT.refused,
    );
  }
  if (why === 'folder') {
    return new HumanError(
      `${address}: no folder could be made under $TMPDIR, /tmp or /var/tmp. Is the file system full or read-only?`,
      EXIT.refused,
    );
  }
  return new HumanError(`${address}: ${excerpt(why)}`, EXIT.refused);
}

/** The error for a host that lets us in but starts no agent, with what it said instead. */
export function noShell(address: string, said: string): HumanError {
  return new HumanError(
    `${address} let us in but runs no commands. It said: ${said}. Is the account's login shell a real one?`,
    EXIT.refused,
  );
}
