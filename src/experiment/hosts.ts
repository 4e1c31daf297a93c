import { nearest, quoted } from './wording.ts';

/** Machines of the embedded demo lab; all but `lab:this-machine` are simulated. */
export const LAB_HOSTS = [
  'lab:native',
  'lab:pv',
  'lab:hvm',
  'lab:pvh',
  'lab:kvm',
  'lab:peer',
  'lab:this-machine',
] as const;

const LAB_NAMES: readonly string[] = LAB_HOSTS;

/** What OpenSSH itself refuses in the names of hosts and users: they reach commands of the configuration. */
const SHELL_CHARACTERS = /['"`$;&<>|(){}]/;

/**
 * Why a text names no host for SSH, said so that it goes on after `"host"`; null when it is fine.
 * A host is a name of ~/.ssh/config, `user@host`, `user@host:port`, or `lab:NAME`.
 */
export function hostProblem(host: string): string | null {
  if (host.startsWith('-')) return 'must not begin with "-": ssh would take it for an option';
  if (/[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(host)) return 'must not hold blanks, line breaks or control characters';
  const character = SHELL_CHARACTERS.exec(host);
  if (character) return `must not hold ${quoted(character[0])}: ssh refuses it in the name of a host or user`;
  if (host.startsWith('lab:')) return labProblem(host);
  if (host.startsWith('@') || host.endsWith('@')) return 'must have both parts of user@host';
  const port = /^[^:]*:([0-9]*)$/.exec(host)?.[1];
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)) {
    return `must have a port from 1 to 65535 after the ":", not ${quoted(port)}`;
  }
  return null;
}

function labProblem(host: string): string | null {
  if (LAB_NAMES.includes(host)) return null;
  const meant = nearest(host, LAB_NAMES);
  const hint = meant === null ? '' : ` (did you mean ${quoted(meant)}?)`;
  return `must be a machine of the demo lab, one of ${LAB_HOSTS.join(', ')}${hint}`;
}
