/**
 * The experiment as the rest of the road sees it: every default filled in, every size in bytes, every group
 * spread into its cases. `read.ts` makes it from the file.
 */

export const KINDS = ['native', 'pv', 'hvm', 'pvh', 'kvm', 'any'] as const;
/** `any` claims nothing: the label is what the machine proves to be. */
export type Kind = (typeof KINDS)[number];

/** Hypervisors that a machine without Xen may knowingly run on: words of systemd-detect-virt, and `unknown`. */
export const UNDERS = [
  'qemu',
  'kvm',
  'amazon',
  'google',
  'vmware',
  'microsoft',
  'oracle',
  'parallels',
  'bhyve',
  'bochs',
  'apple',
  'acrn',
  'qnx',
  'powervm',
  'zvm',
  'uml',
  'sre',
  'vm-other',
  'unknown',
] as const;
export type Under = (typeof UNDERS)[number];

export const ORDERS = ['interleaved', 'sequential'] as const;
export type Order = (typeof ORDERS)[number];

/** A guest as its dom0 knows it. */
export interface Domain {
  readonly dom0: string;
  readonly name: string;
  /** What it is started from, before its trials; null: it is left as it is, and only looked at. */
  readonly config: string | null;
  /** Longest time from its start until it answers SSH, s. */
  readonly bootSeconds: number;
  /** Time to shut down before it is destroyed, s. */
  readonly graceSeconds: number;
  /** Guests that are not of the experiment may run meanwhile. */
  readonly alongside: boolean;
}

export interface Target {
  readonly name: string;
  readonly kind: Kind;
  /** Of a `native` target: the hypervisor that it is knowingly on. */
  readonly under: Under | null;
  /** A name of ~/.ssh/config, `user@host`, `user@host:port`, or `lab:NAME`. */
  readonly host: string;
  readonly jump: string | null;
  readonly identityFile: string | null;
  readonly domain: Domain | null;
}

/** The machine netperf talks to. `host` (SSH) is null where a netserver already runs. */
export interface Peer {
  readonly host: string | null;
  /** As the targets reach it: an IP address or a host name. */
  readonly address: string;
  /** Port of netserver's control connection. */
  readonly port: number;
  readonly jump: string | null;
  readonly identityFile: string | null;
}

/** What every case has. */
interface CaseBase {
  /** Unique in the experiment: `tcp-small/64`, `disk/128M`, `memory`. */
  readonly id: string;
  /** The name of the entry in the file, and what `--benchmark` selects: `tcp-small`, `disk`, `fio-randread`. */
  readonly entry: string;
  /** Row of the CV table, without the metric: `TCP small`, `Disk`, `Disk (durable)`, `Memory`, `CPU`, a command's name. */
  readonly group: string;
}

export interface NetworkCase extends CaseBase {
  readonly benchmark: 'network';
  readonly protocol: 'TCP' | 'UDP';
  /** Request and response size, bytes. */
  readonly size: number;
  /** Shortest time to measure, s; longer where a message is so slow that too few transactions would fit. */
  readonly seconds: number;
}

export interface MemoryCase extends CaseBase {
  readonly benchmark: 'memory';
  /** Elements (8 bytes) of each of the three arrays; null: four times the largest last-level cache of the targets. */
  readonly elements: number | null;
  readonly threads: number;
  /** Times each kernel runs; the best but the first counts. */
  readonly passes: number;
  /** A `stream` binary of the user's on the target, in place of our kernel. */
  readonly binary: string | null;
}

export type DiskMode = 'paper' | 'durable';

export interface DiskCase extends CaseBase {
  readonly benchmark: 'disk';
  /** File size, bytes; a multiple of 512. */
  readonly size: number;
  /** `paper`: plain dd as in 2008 (page cache included); `durable`: conv=fdatasync. */
  readonly mode: DiskMode;
  /** Folder on the target that the file is written under. */
  readonly directory: string;
}

export interface CpuCase extends CaseBase {
  readonly benchmark: 'cpu';
  /** Shortest time to measure, s. */
  readonly seconds: number;
  /** A Linpack 100x100 binary of the user's on the target, in place of our kernel. */
  readonly binary: string | null;
}

export type Better = 'higher' | 'lower';

export interface CommandMetric {
  readonly name: string;
  readonly unit: string;
  readonly better: Better;
  /** Where the number is: a JSON pointer (RFC 6901) into standard output, or an RE2 pattern with one group. */
  readonly source: { readonly json: string } | { readonly pattern: string };
}

export interface CommandCase extends CaseBase {
  readonly benchmark: 'command';
  readonly name: string;
  /** Shell text, run by the target's /bin/sh. */
  readonly run: string;
  readonly metrics: readonly CommandMetric[];
  /** Longest time one run may take, s. */
  readonly timeout: number;
}

export type Case = NetworkCase | MemoryCase | DiskCase | CpuCase | CommandCase;

export interface Experiment {
  readonly title: string;
  readonly targets: readonly Target[];
  /** Name of the target that the others are compared with. */
  readonly baseline: string;
  /** null only where no case needs the network. */
  readonly peer: Peer | null;
  readonly cases: readonly Case[];
  readonly repetitions: number;
  readonly warmup: number;
  readonly order: Order;
  readonly seed: number;
  readonly boots: number;
  /** Differences below this fraction are called the same. */
  readonly margin: number;
}
