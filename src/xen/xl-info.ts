import { plain } from '../report/plain.ts';
import { boundedOutput, notOfXl } from './xl-output.ts';

/** What `xl info` says of a host. What this xl does not tell is null. */
export interface XlInfo {
  /** Every key with its value, as printed; the tables of `xl info -n` are not among them. */
  readonly entries: ReadonlyMap<string, string>;
  readonly host: string | null;
  /** Kernel of the dom0. */
  readonly release: string | null;
  readonly machine: string | null;
  readonly cpus: number | null;
  readonly nodes: number | null;
  readonly coresPerSocket: number | null;
  readonly threadsPerCore: number | null;
  readonly cpuMhz: number | null;
  /** Hypervisor features as words: `pv`, `hvm`, `hap`, `shadow`, `hvm_directio` ... `hap` is not told before 4.13. */
  readonly virtCaps: readonly string[] | null;
  readonly totalMemoryMiB: number | null;
  readonly freeMemoryMiB: number | null;
  readonly freeCpus: number | null;
  /** `4.17.5`. */
  readonly xenVersion: string | null;
  /** Guests that it can run: `xen-3.0-x86_64`, `hvm-3.0-x86_64` ... */
  readonly xenCaps: readonly string[] | null;
  readonly xenScheduler: string | null;
  /** The hypervisor's own command line. */
  readonly xenCommandline: string | null;
}

/** `%-23s: %s` (tools/xl/xl_info.c). Lines of the tables have no blank before their colon, or no colon. */
const ENTRY = /^([a-z][a-z0-9_]{0,40}) +:(.*)$/;
/** Headings of the tables of `-n`. */
const TABLES = new Set(['cpu_topology', 'numa_info']);
const MOST_ENTRIES = 200;
const LONGEST_VALUE = 4_000;

/** Reads `xl info`, with or without `-n`. Throws HumanError (exit code 3) where it holds nothing of the kind. */
export function readInfo(text: string): XlInfo {
  const entries = new Map<string, string>();
  for (const line of boundedOutput('xl info', text).split('\n')) {
    const [, key, value = ''] = ENTRY.exec(line.slice(0, LONGEST_VALUE + 100)) ?? [];
    if (key === undefined || TABLES.has(key) || entries.size >= MOST_ENTRIES) continue;
    entries.set(key, plain(value, LONGEST_VALUE));
  }
  if (!(entries.has('xen_major') || entries.has('xen_version') || entries.has('nr_cpus'))) {
    throw notOfXl('xl info', 'neither nr_cpus nor xen_version is in it');
  }
  const said = (key: string) => entries.get(key) || null;
  const count = (key: string) => number(/^\d{1,15}$/, said(key));
  const words = (key: string) => entries.get(key)?.split(' ').filter(Boolean) ?? null;
  return {
    entries,
    host: said('host'),
    release: said('release'),
    machine: said('machine'),
    cpus: count('nr_cpus'),
    nodes: count('nr_nodes'),
    coresPerSocket: count('cores_per_socket'),
    threadsPerCore: count('threads_per_core'),
    cpuMhz: number(/^\d{1,9}(?:\.\d{1,6})?$/, said('cpu_mhz')),
    virtCaps: words('virt_caps'),
    totalMemoryMiB: count('total_memory'),
    freeMemoryMiB: count('free_memory'),
    freeCpus: count('free_cpus'),
    xenVersion: said('xen_version'),
    xenCaps: words('xen_caps'),
    xenScheduler: said('xen_scheduler'),
    xenCommandline: said('xen_commandline'),
  };
}

function number(form: RegExp, text: string | null): number | null {
  return text !== null && form.test(text) ? Number(text) : null;
}
