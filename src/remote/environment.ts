import { createHash } from 'node:crypto';

/** Facts that facts-environment.sh says by number, of the folders and programs that it was given. */
const NUMBERED = /^(place|program)_(\d{1,3})_([a-z_0-9]{1,30})$/;
const GROUPS: Readonly<Record<string, string>> = { place: 'disk', program: 'program' };

/** Longer than other facts: the kernel takes command lines of 2 048 characters, processors have a few hundred flags. */
export const LONG_FACTS: ReadonlyMap<string, number> = new Map([
  ['cmdline', 2_048],
  ['cpu_flags', 4_096],
]);

/** More than any host tells: each is a line of a page, and kept with every record of a target. */
export const MOST_FACTS = 400;

/** What changes by itself; kept beside the environment, and no part of its hash. */
export const MOMENTARY_ENVIRONMENT = ['load_average', 'uptime', 'cpu_mhz'] as const;

/** What was asked about, in its order. */
export interface Asked {
  readonly directories: readonly string[];
  readonly programs: readonly string[];
}

/**
 * The name of a fact in the run file: `disk.io_scheduler:/var/tmp` for `place_1_io_scheduler`, by what was asked and never
 * by what a host says; null for a number that was not asked.
 */
export function factName(key: string, { directories, programs }: Asked): string | null {
  const [, kind = '', number, fact] = NUMBERED.exec(key) ?? [];
  if (number === undefined) return key;
  const asked = (kind === 'place' ? directories : programs)[Number(number) - 1];
  return asked === undefined ? null : `${GROUPS[kind]}.${fact}:${asked}`;
}

/**
 * Processor flags in the order of the alphabet, because kernels list them in orders of their own, and a hash of them by
 * which two machines are compared at a glance.
 */
export function flagFacts(flags: string): { readonly cpu_flags: string; readonly cpu_flags_sha256: string } {
  const sorted = [...new Set(flags.split(/\s+/).filter((flag) => flag !== ''))].sort().join(' ');
  return { cpu_flags: sorted, cpu_flags_sha256: createHash('sha256').update(sorted).digest('hex') };
}
