/** How facts of a target's environment are called and put in order, the same in every view. */

/** Groups of facts, the most asked for first. */
export const FACT_GROUPS = [
  'system',
  'processor',
  'memory',
  'disk',
  'network',
  'virtual machine',
  'Xen',
  'domain',
  'dom0',
  'programs',
  'mitigations',
  'other',
] as const;
export type FactGroup = (typeof FACT_GROUPS)[number];

const WORDS: Readonly<Record<string, readonly [label: string, group: FactGroup]>> = {
  os: ['system', 'system'],
  system: ['operating system', 'system'],
  release: ['kernel', 'system'],
  kernel_version: ['kernel version', 'system'],
  machine: ['architecture', 'system'],
  cmdline: ['kernel command line', 'system'],
  libc: ['C library', 'system'],
  clocksource: ['clock source', 'system'],
  clocksources: ['clock sources', 'system'],
  sysctl_randomize_va_space: ['address randomization (ASLR)', 'system'],
  package_manager: ['package manager', 'system'],
  user: ['user id', 'system'],
  cpu_model: ['processor', 'processor'],
  cpu_vendor: ['processor vendor', 'processor'],
  cpu_signature: ['processor signature', 'processor'],
  microcode: ['microcode', 'processor'],
  cpus: ['processors online', 'processor'],
  cpus_online: ['numbers of processors online', 'processor'],
  numa_nodes: ['NUMA nodes', 'processor'],
  smt: ['hyper-threading', 'processor'],
  last_level_cache: ['last-level cache, bytes', 'processor'],
  governor: ['frequency governor', 'processor'],
  frequency_driver: ['frequency driver', 'processor'],
  boost: ['frequency boost', 'processor'],
  cpu_flags_sha256: ['processor flags, SHA-256', 'processor'],
  cpu_flags: ['processor flags', 'processor'],
  memory_total_kib: ['memory, KiB', 'memory'],
  swap_total_kib: ['swap, KiB', 'memory'],
  huge_pages: ['transparent huge pages', 'memory'],
  huge_pages_reserved: ['huge pages reserved', 'memory'],
  sysctl_swappiness: ['swappiness', 'memory'],
  sysctl_dirty_ratio: ['dirty ratio, %', 'memory'],
  sysctl_dirty_background_ratio: ['dirty background ratio, %', 'memory'],
  'disk.file_system': ['file system', 'disk'],
  'disk.mount_point': ['mount point', 'disk'],
  'disk.mount_options': ['mount options', 'disk'],
  'disk.device': ['device', 'disk'],
  'disk.io_scheduler': ['I/O scheduler', 'disk'],
  'disk.rotational': ['rotational', 'disk'],
  'disk.write_cache': ['write cache', 'disk'],
  'disk.block_size': ['block size, bytes', 'disk'],
  disk_drivers: ['disk drivers', 'disk'],
  network_drivers: ['network drivers', 'network'],
  nic_mtu: ['MTU', 'network'],
  nic_speed_mbit: ['speed of the network card, Mbit/s', 'network'],
  nic_offloads: ['offloads of the network card', 'network'],
  sysctl_tcp_congestion_control: ['TCP congestion control', 'network'],
  sysctl_tcp_rmem: ['TCP receive buffers', 'network'],
  sysctl_tcp_wmem: ['TCP send buffers', 'network'],
  'program.path': ['path', 'programs'],
  'program.version': ['version', 'programs'],
  'program.sha256': ['SHA-256', 'programs'],
  hypervisor_type: ['hypervisor', 'virtual machine'],
  hypervisor_guest_type: ['guest type', 'virtual machine'],
  xen_capabilities: ['Xen capabilities', 'virtual machine'],
  dmi_vendor: ['vendor', 'virtual machine'],
  dmi_product: ['product', 'virtual machine'],
};

/** Whose facts stand behind a prefix, as `dom0.release`. */
const PREFIXES: readonly (readonly [prefix: string, group: FactGroup, said: string])[] = [
  ['xen.', 'Xen', 'Xen '],
  ['dom0.', 'dom0', 'dom0 '],
  ['domain.', 'domain', 'domain '],
  ['peer.', 'programs', 'peer '],
  ['kernels.', 'programs', 'kernel '],
  ['mitigation_', 'mitigations', ''],
];

const OTHER_GROUPS: readonly (readonly [pattern: RegExp, group: FactGroup])[] = [
  [/^(xen|hypervisor|dmi|detect|kernel)_|^cpu_hypervisor_flag$|^xenbus_/, 'virtual machine'],
];

export interface FactWords {
  readonly label: string;
  readonly group: FactGroup;
}

/** `kernel` for `release`, `I/O scheduler of /var/tmp` for `disk.io_scheduler:/var/tmp`; else the fact's own name. */
export function factWords(fact: string): FactWords {
  const at = fact.indexOf(':');
  if (at > 0) {
    const { label, group } = factWords(fact.slice(0, at));
    return { label: `${label} of ${fact.slice(at + 1)}`, group };
  }
  if (Object.hasOwn(WORDS, fact)) {
    const [label, group] = WORDS[fact] ?? [fact, 'other'];
    return { label, group };
  }
  for (const [prefix, group, said] of PREFIXES) {
    if (!fact.startsWith(prefix)) continue;
    const rest = fact.slice(prefix.length);
    const inner = Object.hasOwn(WORDS, rest) ? WORDS[rest]?.[0] : undefined;
    const word = inner ?? rest.replace(/[_.]/g, ' ');
    return { label: `${said}${word}`, group };
  }
  const group = OTHER_GROUPS.find(([pattern]) => pattern.test(fact))?.[1] ?? 'other';
  return { label: fact, group };
}

const ORDER = new Map(Object.keys(WORDS).map((fact, place) => [fact, place]));

/** Facts in the order that people read them: by group, known ones first. */
export function inReadingOrder(facts: Iterable<string>): readonly string[] {
  const placed = [...facts].map((fact) => {
    const [base = fact] = fact.split(':', 1);
    const group = FACT_GROUPS.indexOf(factWords(fact).group);
    return { fact, group, place: ORDER.get(base) ?? ORDER.size };
  });
  placed.sort(
    (a, b) => a.group - b.group || a.place - b.place || (a.fact < b.fact ? -1 : a.fact > b.fact ? 1 : 0),
  );
  return placed.map(({ fact }) => fact);
}

/** Facts inside facts by one name: `kernels.membw.compiler`. What is no text stands as JSON, null is left out. */
export function flatFacts(facts: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  const add = (name: string, value: unknown, depth: number): void => {
    if (value === null || value === undefined || flat.size >= MOST_FACTS) return;
    if (typeof value === 'object' && depth < 3) {
      for (const [inner, told] of Object.entries(value)) add(`${name}.${inner}`, told, depth + 1);
    } else flat.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  };
  for (const [name, value] of Object.entries(facts)) add(name, value, 0);
  return flat;
}

/** More than any host tells. */
const MOST_FACTS = 1_000;
