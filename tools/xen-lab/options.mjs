// @ts-check
import { parseArgs } from 'node:util';
import { GUEST_NAMES, MACHINE_NAMES } from './machines.mjs';

export const HELP = `Usage: npm run xen-lab [-- COMMAND] [--dir DIR]

A real Xen with dom0 and guests of every kind, and the same machine without Xen, in QEMU on this machine.

  start [--guests]    dom0 without a guest, and the native machine; --guests: with all four guests (default command)
  up NAME...          start guests, or native, and wait until they answer
  down NAME...        shut guests down, or end native
  status              what runs, and how to reach it
  ssh NAME [COMMAND]  a shell, or a command, on dom0, native, pv, hvm, hvm-emulated or pvh
  restore [--guests]  back to the snapshot that it was started from; --guests, --no-guests: to the other one
  stop                end it; nothing of it is left but your experiment and its runs
  build               only make what the others need: image and snapshots (once, some minutes)

  --dir DIR     the folder of the instance (xen-lab in the current folder)
  --no-native   start without the native machine
  --cold        start without snapshots: boot everything
  --help        this text`;

/**
 * @typedef {object} Options
 * @property {'start' | 'up' | 'down' | 'status' | 'ssh' | 'restore' | 'stop' | 'build'} command
 * @property {readonly import('./machines.mjs').MachineName[]} names
 * @property {readonly string[]} words of a remote command
 * @property {string} directory as given
 * @property {boolean | undefined} guests
 * @property {boolean} native
 * @property {boolean} cold
 */

const COMMANDS = /** @type {const} */ (['start', 'up', 'down', 'status', 'ssh', 'restore', 'stop', 'build']);

/**
 * Reads the command line. Throws an Error with a sentence for a person; gives null where help is asked for.
 *
 * @param {readonly string[]} args
 * @returns {Options | null}
 */
export function readOptions(args) {
  // What comes after `ssh NAME` belongs to the other machine, options too.
  const ssh = args.indexOf('ssh');
  const end = ssh === -1 ? args.length : ssh + 2;
  const { values, positionals } = parseArgs({
    args: args.slice(0, end),
    allowPositionals: true,
    allowNegative: true,
    options: {
      dir: { type: 'string', default: 'xen-lab' },
      guests: { type: 'boolean' },
      native: { type: 'boolean', default: true },
      cold: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const [word = 'start', ...names] = positionals;
  const command = COMMANDS.find((one) => one === word);
  if (command === undefined) throw new Error(`There is no command "${word}".`);
  return {
    command,
    names: namesOf(command, names),
    words: args.slice(end),
    directory: values.dir,
    guests: values.guests,
    native: values.native,
    cold: values.cold,
  };
}

/**
 * @param {Options['command']} command
 * @param {readonly string[]} names
 */
function namesOf(command, names) {
  const allowed = command === 'ssh' ? MACHINE_NAMES : [...GUEST_NAMES, /** @type {const} */ ('native')];
  if (command !== 'ssh' && command !== 'up' && command !== 'down') {
    if (names.length > 0) throw new Error(`"${command}" takes no names.`);
    return [];
  }
  if (names.length === 0) throw new Error(`"${command}" needs a name: ${allowed.join(', ')}.`);
  return names.map((name) => {
    const known = allowed.find((one) => one === name);
    if (known === undefined) throw new Error(`"${command}" knows no "${name}", only ${allowed.join(', ')}.`);
    return known;
  });
}
