import { differentWords } from './command-line-words.ts';

/** A side of a comparison, as far as the rules ask. */
export interface Side {
  /** What it was called, or proved to be: `pv`, `native`, `dom0` ... */
  readonly machine: string;
  /** Machine and devices: sides of one sort should have nothing between them. */
  readonly sort: string;
  readonly facts: ReadonlyMap<string, string>;
}

/** What a pair of sides says about a fact; null: nothing worth telling. Values are as the host told them, or null. */
export interface Told {
  readonly values: readonly [one: string | null, other: string | null];
  readonly expected: boolean;
}

/** Facts that name one machine, repeat another fact, or that the label of a target says already. */
const SILENT =
  /^(?:user|package_manager|simulated|cpus_online|cpu_flags_sha256|cpu_vendor|hypervisor_\w+|xen_(?!version).*|xenbus_devices|detect_virt|cpu_hypervisor_flag|dmi_bios_vendor|kernel_boot|kernel_hypervisor|clocksources|program\.path:.*|(?:peer\.)?program\.path:.*|domain\.(?:cmdline|ramdisk|kernel)|dom0\.(?:detect_virt|dmi_\w+))$/;

/** What another kind of machine may have otherwise by its nature. */
const OF_KIND =
  /^(?:dmi_\w+|network_drivers|disk_drivers|disk\.(?:device|rotational|block_size|mount_point):.*|nic_(?:speed_mbit|offloads)|cpu_flags|smt|microcode|frequency_driver|governor|boost|domain\.(?:type|shim|hap|xen_platform_pci|disks|nics|max_memory_kib))$/;

/** Each machine has its own, also beside one of its sort. */
const OF_EACH = /^(?:disk\.(?:device|mount_point):.*|domain\.(?:disks|nics))$/;

/** Whether they are told at all differs by kind: a guest sees no frequencies. */
const ONE_SIDED = new Set(['governor', 'boost']);

/** Clocks that a kind has where nothing is wrong. */
const CLOCKS: Readonly<Record<string, readonly string[]>> = {
  native: ['tsc'],
  dom0: ['xen', 'tsc'],
  pv: ['xen', 'tsc'],
  'pv-shim': ['xen', 'tsc'],
  hvm: ['xen', 'tsc'],
  pvh: ['xen', 'tsc'],
  kvm: ['kvm-clock', 'tsc'],
};

/** Kernels of different kinds keep different parts of the memory for themselves. */
const MEMORY_TOLERANCE = 0.05;

/** How two sides differ in a fact. What only one of them tells is no difference, but for a few facts. */
export function differenceIn(fact: string, one: Side, other: Side): Told | null {
  if (SILENT.test(fact)) return null;
  const values = [one.facts.get(fact) ?? null, other.facts.get(fact) ?? null] as const;
  const [a, b] = values;
  const kinds = one.sort !== other.sort;
  if (a === b) return null;
  if (a === null || b === null) return ONE_SIDED.has(fact) ? { values, expected: kinds } : null;
  if (repeats(fact, one, other)) return null;
  switch (fact) {
    case 'cmdline':
    case 'dom0.cmdline':
    case 'cpu_flags': {
      const words = differentWords(a, b);
      const expected = kinds && OF_KIND.test(fact);
      return words[0] === words[1] ? null : { values: words, expected };
    }
    case 'memory_total_kib':
    // Linux derives the largest buffer from the memory (tcp_init in net/ipv4/tcp.c).
    case 'sysctl_tcp_rmem':
    case 'sysctl_tcp_wmem':
      return alike(a, b) ? null : { values, expected: false };
    case 'clocksource':
      return { values, expected: kinds && usual(one.machine, a) && usual(other.machine, b) };
  }
  return { values, expected: OF_EACH.test(fact) || (kinds && (OF_KIND.test(fact) || leftToXen(fact, a, b))) };
}

/** Another fact tells the same difference better: a kernel's build by its release, bytes of a program by its version. */
function repeats(fact: string, one: Side, other: Side): boolean {
  const better =
    fact === 'kernel_version'
      ? 'release'
      : fact === 'dom0.kernel_version'
        ? 'dom0.release'
        : /program\.sha256:/.test(fact)
          ? fact.replace('sha256', 'version')
          : null;
  return better !== null && one.facts.get(better) !== other.facts.get(better);
}

/** A PV guest cannot protect itself from some flaws: Xen does, and Linux says so. */
function leftToXen(fact: string, ...values: readonly string[]): boolean {
  return fact.startsWith('mitigation_') && values.some((value) => /XEN PV|hypervisor/i.test(value));
}

function usual(machine: string, clock: string): boolean {
  return CLOCKS[machine]?.includes(clock) ?? true;
}

/** Whether two lists of amounts of memory are the same but for what kernels keep for themselves. */
function alike(a: string, b: string): boolean {
  const [ones, others] = [amounts(a), amounts(b)];
  return (
    ones.length === others.length &&
    ones.every((one, index) => {
      const other = others[index] ?? Number.NaN;
      return Math.abs(one - other) <= MEMORY_TOLERANCE * Math.max(one, other);
    })
  );
}

function amounts(text: string): number[] {
  return text.trim().split(/\s+/).map(Number);
}
