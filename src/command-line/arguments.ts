import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../experiment/wording.ts';
import { EXIT, HumanError } from '../human-error.ts';
import { type CommandName, USAGE } from './usage.ts';

const SSH_OPTIONS = {
  'ssh-config': { type: 'string' },
  'accept-host-key': { type: 'string', multiple: true },
} as const;

const SELECTION_OPTIONS = {
  target: { type: 'string', multiple: true },
  benchmark: { type: 'string', multiple: true },
} as const;

const LABEL_OPTIONS = { 'allow-mismatch': { type: 'boolean' } } as const;

const OPTIONS = {
  check: { ...SSH_OPTIONS, ...SELECTION_OPTIONS, ...LABEL_OPTIONS },
  run: {
    ...SSH_OPTIONS,
    ...SELECTION_OPTIONS,
    ...LABEL_OPTIONS,
    repetitions: { type: 'string' },
    order: { type: 'string' },
    seed: { type: 'string' },
    output: { type: 'string' },
    resume: { type: 'string' },
    json: { type: 'boolean' },
  },
  report: { format: { type: 'string' }, output: { type: 'string' }, reparse: { type: 'boolean' } },
  lab: { seed: { type: 'string' } },
  guests: {
    name: { type: 'string' },
    kernel: { type: 'string' },
    ramdisk: { type: 'string' },
    root: { type: 'string' },
    cmdline: { type: 'string' },
    bootloader: { type: 'string' },
    disk: { type: 'string', multiple: true },
    bridge: { type: 'string' },
    mac: { type: 'string' },
    memory: { type: 'string' },
    vcpus: { type: 'string' },
    cpus: { type: 'string' },
    'tsc-mode': { type: 'string' },
    types: { type: 'string' },
    'like-2008': { type: 'boolean' },
    output: { type: 'string' },
    json: { type: 'boolean' },
  },
} as const satisfies Record<CommandName, ParseArgsConfig['options']>;

type Values<C extends CommandName> = ReturnType<
  typeof parseArgs<{ options: (typeof OPTIONS)[C]; allowPositionals: true; args: string[] }>
>['values'];

/** A command line as understood. */
export type Command =
  | { readonly command: 'help'; readonly text: string }
  | { readonly command: 'version' }
  | {
      [C in CommandName]: {
        readonly command: C;
        readonly files: readonly string[];
        readonly options: Values<C>;
      };
    }[CommandName];

/** Understands the words after the program's name. Throws HumanError (usage) with what to write instead. */
export function parseCommandLine(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return { command: 'help', text: USAGE[''] };
  }
  if (name === '--version' || name === '-V') return { command: 'version' };
  if (!isCommand(name)) {
    const meant = nearest(name, COMMANDS);
    throw usage(`There is no command "${name}".${meant === null ? '' : ` Did you mean "${meant}"?`}`, '');
  }
  if (rest.includes('--help') || rest.includes('-h')) return { command: 'help', text: USAGE[name] };
  const { values, positionals } = understood(name, rest);
  // Its first word is what to do with guests, and the command itself knows how many follow.
  if (name === 'guests') return { command: name, files: positionals, options: values } as Command;
  const wanted = name === 'lab' ? 0 : 1;
  if (positionals.length < wanted || (name !== 'report' && positionals.length > wanted)) {
    const what =
      name === 'report' ? 'at least one run file' : wanted === 0 ? 'no file' : 'one experiment file';
    throw usage(`\`xen-bench ${name}\` takes ${what}, not ${positionals.length}.`, name);
  }
  // The options were parsed by the command's own table.
  return { command: name, files: positionals, options: values } as Command;
}

/** A whole number given for an option; undefined where it is not given. */
export function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HumanError(`--${option} takes a whole number, not "${text}".`, EXIT.usage);
}

/** One of the words that an option knows; undefined where it is not given. */
export function oneOf<W extends string>(
  option: string,
  text: string | undefined,
  words: readonly W[],
): W | undefined {
  if (text === undefined) return undefined;
  const word = words.find((known) => known === text);
  if (word !== undefined) return word;
  throw new HumanError(`--${option} takes ${words.join(', ')}, not "${text}".`, EXIT.usage);
}

const COMMANDS = Object.keys(OPTIONS) as CommandName[];

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(OPTIONS, name);
}

function understood(name: CommandName, args: string[]) {
  const options: ParseArgsConfig['options'] = OPTIONS[name];
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const option = /'(-[^' ]*)'?/.exec(message)?.[1] ?? '';
      const meant = nearest(option.replace(/^-+/, ''), Object.keys(options ?? {}));
      throw usage(
        `\`xen-bench ${name}\` has no option ${option}.${meant === null ? '' : ` Did you mean --${meant}?`}`,
        name,
      );
    }
    throw usage(`${message.split('\n')[0]}`, name);
  }
}

function usage(message: string, command: keyof typeof USAGE): HumanError {
  return new HumanError(`${message}\n\n${USAGE[command]}`.trimEnd(), EXIT.usage);
}
