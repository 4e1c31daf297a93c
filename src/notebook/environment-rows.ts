import type { EnvironmentResult } from './result.ts';

/** What targets told about themselves, in words, the most asked for first. */
const LABELS: Readonly<Record<string, string>> = {
  os: 'system',
  release: 'kernel',
  machine: 'architecture',
  cpu_model: 'processor',
  cpus: 'processors online',
  memory_total_kib: 'memory, KiB',
  last_level_cache: 'last-level cache, bytes',
  clocksource: 'clock source',
  governor: 'frequency governor',
  hypervisor_type: 'hypervisor',
  hypervisor_guest_type: 'guest type',
  xen_capabilities: 'Xen capabilities',
  dmi_vendor: 'vendor',
  dmi_product: 'product',
  cmdline: 'kernel command line',
};

export interface EnvironmentRow {
  readonly label: string;
  /** One for each target; empty where it told nothing. */
  readonly cells: readonly string[];
}

/** Facts down, targets across; facts without a word of ours last, by their own names. */
export function environmentRows({ environments }: EnvironmentResult): readonly EnvironmentRow[] {
  const told = new Set(environments.flatMap((environment) => Object.keys(environment)));
  const known = Object.keys(LABELS).filter((key) => told.has(key));
  const others = [...told].filter((key) => !Object.hasOwn(LABELS, key)).sort();
  return [...known, ...others].map((key) => ({
    label: LABELS[key] ?? key,
    cells: environments.map((environment) =>
      Object.hasOwn(environment, key) ? (environment[key] ?? '') : '',
    ),
  }));
}
