import { EXIT, type ExitCode, HumanError } from '../human-error.ts';
import type { Command } from './arguments.ts';
import { compareGuests } from './guests-compare.ts';
import { writeGuests } from './guests-write.ts';
import type { Output } from './output.ts';
import { USAGE } from './usage.ts';

export type GuestsOptions = Extract<Command, { command: 'guests' }>['options'];

/** Options of `compare`; all others are of `write`. */
const OF_COMPARE: readonly string[] = ['json'];

/** `xen-bench guests write` and `xen-bench guests compare`. */
export async function guestsCommand(
  { files, options }: Extract<Command, { command: 'guests' }>,
  output: Output,
): Promise<ExitCode> {
  const [what, ...rest] = files;
  const wrong = (message: string) => new HumanError(`${message}\n\n${USAGE.guests}`.trimEnd(), EXIT.usage);
  if (what !== 'write' && what !== 'compare') {
    throw wrong(
      what === undefined
        ? '`xen-bench guests` takes write or compare.'
        : `\`xen-bench guests\` takes write or compare, not "${what}".`,
    );
  }
  const foreign = Object.keys(options).find((option) => OF_COMPARE.includes(option) !== (what === 'compare'));
  if (foreign !== undefined) throw wrong(`\`xen-bench guests ${what}\` has no option --${foreign}.`);
  if (what === 'write') {
    if (rest.length > 0) throw wrong(`\`xen-bench guests write\` takes options only, not "${rest[0]}".`);
    return await writeGuests(options, output);
  }
  const [a, b, ...more] = rest;
  if (a === undefined || b === undefined || more.length > 0) {
    throw wrong(`\`xen-bench guests compare\` takes two configuration files, not ${rest.length}.`);
  }
  return await compareGuests(a, b, options.json === true, output);
}
