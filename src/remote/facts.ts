import { createHash } from 'node:crypto';
import { type HostFacts, PACKAGE_MANAGERS, type PackageManager } from '../benchmarks/benchmark.ts';
import { shellQuote } from '../benchmarks/quote.ts';
import { type Devices, devicesOf } from '../xen/devices.ts';
import { type Identity, identify } from '../xen/identity.ts';
import { factName, flagFacts, LONG_FACTS, MOMENTARY_ENVIRONMENT, MOST_FACTS } from './environment.ts';
import FACTS_OF_HOST from './facts.sh';
import FACTS_OF_DEVICES from './facts-devices.sh';
import FACTS_OF_ENVIRONMENT from './facts-environment.sh';
import FACTS_OF_IDENTITY from './facts-identity.sh';
import type { RemoteSession } from './session.ts';
import { UnreachableError } from './transport.ts';

/** What a host tells about itself. */
export interface ObservedHost {
  /** Everything said, as texts; kept in the run file. Keys that name one boot or moment are in `moment`. */
  readonly environment: Readonly<Record<string, string>>;
  /** What differs from boot to boot or minute to minute: boot id, available memory. */
  readonly moment: Readonly<Record<string, string>>;
  readonly facts: HostFacts;
  readonly bootId: string | null;
  readonly packageManager: PackageManager | null;
  /** The user is root there. */
  readonly root: boolean;
  /** The host said that it is one of the demo lab's models. */
  readonly simulated: boolean;
  /** What it proves to be. */
  readonly identity: Identity;
  /** Whose devices the benchmarks use there. */
  readonly devices: Devices;
}

/** Which of a host's devices the benchmarks use. */
export interface Places {
  /** Address of the peer, as this host reaches it; null: none, the way to everywhere counts. */
  readonly peer: string | null;
  /** Folders of the disk cases; where there are none, that of a disk case which names none. */
  readonly directories: readonly string[];
  /** Programs that are measured, by name or path. */
  readonly programs?: readonly string[];
}

export const NO_PLACES: Places = { peer: null, directories: [] };

/** The shell text that asks a host for its facts; what stands before it says where the benchmarks work. */
export const FACTS = [FACTS_OF_HOST, FACTS_OF_IDENTITY, FACTS_OF_DEVICES, FACTS_OF_ENVIRONMENT].join('\n');

/** What is different in each boot or minute, or may be: the kernel's log loses its beginning. */
const MOMENTARY = new Set<string>([
  ...MOMENTARY_ENVIRONMENT,
  'boot_id',
  'memory_available_kib',
  'kernel_boot',
  'kernel_hypervisor',
  // Without one in its configuration a domain gets another at each start.
  'hypervisor_uuid',
  'network_interface',
  'network_driver',
  'disk_driver',
]);

/** Longest time that a host may take to tell its facts, s: a second where it is idle, minutes where it is emulated and busy. */
const FACTS_SECONDS = 300;

/** Asks a host for the facts that gates, labels, messages and the run file need. */
export async function observeHost(session: RemoteSession, places: Places = NO_PLACES): Promise<ObservedHost> {
  const { stdout, end } = await session.run(factsCommand(places), FACTS_SECONDS);
  // Half of the facts would be taken for all of them.
  if (end === 'deadline') {
    throw new UnreachableError(
      `${session.address} did not say within ${FACTS_SECONDS} s what it is: is it overloaded?`,
    );
  }
  return readFacts(stdout, places);
}

export function factsCommand(places: Places): string {
  const { directories, programs } = askedOf(places);
  const [peer, folders, files] = [places.peer ?? '', directories.join('\n'), programs.join('\n')].map(
    shellQuote,
  );
  return `xb_peer=${peer} xb_directories=${folders} xb_programs=${files}\n${FACTS}`;
}

/** Each folder and program once. */
function askedOf({ directories, programs = [] }: Places) {
  return { directories: [...new Set(directories)], programs: [...new Set(programs)] };
}

/**
 * Reads what the scripts printed that `factsCommand` of the same places names. Unknown lines are passed over; a value is
 * one line of at most 500 characters, but for a few that are longer.
 */
export function readFacts(text: string, places: Places = NO_PLACES): ObservedHost {
  const asked = askedOf(places);
  const environment: Record<string, string> = Object.create(null);
  const moment: Record<string, string> = Object.create(null);
  const caches: number[] = [];
  let facts = 0;
  for (const line of text.split('\n')) {
    const match = /^([a-z][a-z_0-9]{0,40})=(.+)/.exec(line);
    const key = match === null ? null : factName(match[1] ?? '', asked);
    if (key === null || facts >= MOST_FACTS) continue;
    facts += 1;
    const raw = match?.[2]?.slice(0, LONG_FACTS.get(key) ?? 500) ?? '';
    const value = raw.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replace(/^"(.*)"$/, '$1');
    if (key === 'cache') caches.push(cacheBytes(value) ?? 0);
    else if (key === 'disk_driver' && moment[key] !== undefined) moment[key] += `,${value}`.slice(0, 100);
    else if (MOMENTARY.has(key)) moment[key] = value;
    else if (key === 'cpu_flags') Object.assign(environment, flagFacts(value));
    else environment[key] = value;
  }
  const lastLevel = Math.max(0, ...caches);
  if (lastLevel > 0) environment['last_level_cache'] = String(lastLevel);
  const told = { ...environment, ...moment };
  const identity = identify(told);
  const manager = PACKAGE_MANAGERS.find((name) => name === environment['package_manager']) ?? null;
  return {
    environment: { ...environment },
    moment: { ...moment },
    facts: hostFacts(environment, moment),
    bootId: moment['boot_id'] ?? null,
    packageManager: manager,
    root: environment['user'] === '0',
    simulated: environment['simulated'] === 'xen-bench-lab',
    identity,
    devices: devicesOf(told, identity),
  };
}

/** The facts that gates need, from what was observed (and kept in a run file's target records). */
export function hostFacts(
  environment: Readonly<Record<string, unknown>>,
  moment: Readonly<Record<string, unknown>>,
): HostFacts {
  const available = wholeNumber(moment['memory_available_kib']);
  return {
    lastLevelCacheBytes: wholeNumber(environment['last_level_cache']),
    memoryAvailableBytes: available === null ? null : available * 1024,
    cpus: wholeNumber(environment['cpus']),
  };
}

/** Hash of an environment, the same for the same facts in any order. */
export function environmentHash(environment: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** `32768K` of sysfs, bytes. */
function cacheBytes(text: string): number | null {
  const match = /^(\d{1,12})([KMG]?)$/.exec(text.trim());
  if (match === null) return null;
  const unit = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[match[2] ?? ''] ?? 1;
  return Number(match[1]) * unit;
}

function wholeNumber(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
