import { shellQuote } from '../../benchmarks/quote.ts';
import { parseHostSpec } from '../../ssh/host-spec.ts';
import { shellWord } from '../../ssh/plain-text.ts';

/**
 * The words of `ssh` that open a domain's console on its dom0. ssh hands the last one to a shell there, which gets the
 * name as one word; no shell here takes part.
 * @param configFile in place of ~/.ssh/config; null: that
 * Throws HumanError where `dom0` names no host.
 */
export function consoleArguments(dom0: string, domain: string, configFile: string | null): readonly string[] {
  const { name, user, port } = parseHostSpec(dom0);
  return [
    // xl console wants a terminal.
    '-t',
    ...(configFile === null ? [] : ['-F', configFile]),
    ...(user === null ? [] : ['-l', user]),
    ...(port === null ? [] : ['-p', String(port)]),
    '--',
    name,
    `xl console ${shellQuote(domain)}`,
  ];
}

/** The same as a line for a POSIX shell. */
export function consoleCommand(dom0: string, domain: string, configFile: string | null): string {
  return ['ssh', ...consoleArguments(dom0, domain, configFile)].map(shellWord).join(' ');
}
