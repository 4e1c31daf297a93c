import { HumanError } from '../human-error.ts';
import { plain } from '../report/plain.ts';
import { readInfo, type XlInfo } from './xl-info.ts';
import { readDomainList } from './xl-list.ts';
import { type Domain, readDomains } from './xl-list-long.ts';
import { readScheduler } from './xl-sched.ts';
import { readVcpuList } from './xl-vcpu-list.ts';

/** What xl printed about a domain and the machine under it; null: it printed nothing, or failed. */
export interface DomainOutputs {
  /** `xl info`. */
  readonly info: string | null;
  /** `xl list`. */
  readonly list: string | null;
  /** `xl list -l`, of the domain alone or of all. */
  readonly long: string | null;
  /** `xl vcpu-list`, of the domain alone or of all. */
  readonly vcpus: string | null;
  /** `xl sched-credit2`, or whatever the scheduler is called. */
  readonly scheduler: string | null;
}

/** Facts with the prefixes `xen.` and `domain.`, each a short text. */
export interface DomainFacts {
  /** How the machine and the domain are set up. */
  readonly environment: Readonly<Record<string, string>>;
  /** What changes by itself: free memory, ids, states, CPU seconds, places. */
  readonly moment: Readonly<Record<string, string>>;
  /** The domain as dom0 has it configured; null where xl tells nothing of it. */
  readonly domain: Domain | null;
}

const LONGEST = 500;
/** A hypervisor's or kernel's command line. */
const LONGEST_LINE = 2_048;

type Told = readonly (readonly [fact: string, value: string | number | boolean | null | undefined])[];

/** The name that xl's command for a scheduler has; null for one that cannot be asked. */
export function schedulerCommand(info: string | null): string | null {
  const scheduler = read(info, readInfo)?.xenScheduler ?? '';
  return ['credit', 'credit2', 'rtds'].includes(scheduler) ? `sched-${scheduler}` : null;
}

/** Facts about the domain of that name, from what xl printed. What xl did not tell, or nobody can read, is left out. */
export function domainFacts(outputs: DomainOutputs, name: string): DomainFacts {
  const info = read(outputs.info, readInfo);
  const listed = read(outputs.list, readDomainList);
  const own = listed?.find((domain) => domain.name === name);
  const domain = read(outputs.long, readDomains)?.find((each) => each.name === name);
  const vcpus = read(outputs.vcpus, readVcpuList)?.filter((vcpu) => vcpu.name === name) ?? [];
  const pools = read(outputs.scheduler, readScheduler) ?? [];
  const pool = pools.find(({ domains }) => domains.some((each) => each.name === name));
  const share = pool?.domains.find((each) => each.name === name);
  // A paused domain, or one that has ended, takes no CPU from the one that is measured.
  const others = listed?.filter(
    ({ id, name: other, state }) =>
      id !== 0 && other !== name && !(state.paused || state.shutdown || state.dying),
  );
  return {
    environment: facts([
      ...xenFacts(info),
      ['xen.scheduler_parameters', pool && pairs(pool.parameters)],
      ['xen.other_domains', others?.length],
      ...(domain === undefined ? [] : configuredFacts(domain)),
      ['domain.cpu_pool', pool?.pool],
      ['domain.weight', share?.weight],
      ['domain.cap', share?.cap],
      ['domain.pinning', pinning(vcpus)],
    ]),
    moment: facts([
      ['xen.free_memory_mib', info?.freeMemoryMiB],
      ['xen.cpu_mhz', info?.cpuMhz],
      ['xen.other_domain_names', others?.map((other) => other.name).join(', ')],
      ['domain.id', own?.id],
      ['domain.memory_now_mib', own?.memoryMiB],
      ['domain.cpu_seconds', own?.cpuSeconds],
      ['domain.runs_on', vcpus.map(({ cpu }) => cpu ?? '-').join(' ')],
    ]),
    domain: domain ?? null,
  };
}

function xenFacts(info: XlInfo | null): Told {
  return [
    ['xen.version', info?.xenVersion],
    ['xen.changeset', info?.entries.get('xen_changeset')],
    ['xen.build_id', info?.entries.get('build_id')],
    ['xen.compiler', info?.entries.get('cc_compiler')],
    ['xen.command_line', info?.xenCommandline],
    ['xen.scheduler', info?.xenScheduler],
    ['xen.virt_caps', info?.virtCaps?.join(' ')],
    ['xen.capabilities', info?.xenCaps?.join(' ')],
    ['xen.cpus', info?.cpus],
    ['xen.nodes', info?.nodes],
    ['xen.cores_per_socket', info?.coresPerSocket],
    ['xen.threads_per_core', info?.threadsPerCore],
    ['xen.total_memory_mib', info?.totalMemoryMiB],
  ];
}

function configuredFacts(domain: Domain): Told {
  return [
    ['domain.type', domain.type],
    ['domain.shim', domain.shim ? 'yes' : null],
    ['domain.vcpus', domain.vcpus],
    ['domain.max_vcpus', domain.maxVcpus],
    ['domain.memory_kib', domain.memoryKib],
    ['domain.max_memory_kib', domain.maxMemoryKib],
    ['domain.kernel', domain.kernel],
    ['domain.ramdisk', domain.ramdisk],
    ['domain.cmdline', domain.cmdline],
    ['domain.hap', domain.hap],
    ['domain.xen_platform_pci', domain.xenPlatformPci],
    ['domain.tsc_mode', domain.tscMode],
    [
      'domain.disks',
      domain.disks
        .map(({ vdev, format, backend, path, cdrom }) =>
          words([vdev, format, backend, path, cdrom ? 'cdrom' : null]),
        )
        .join('; '),
    ],
    ['domain.nics', domain.nics.map(({ type, model, bridge }) => words([type, model, bridge])).join('; ')],
  ];
}

/** `all / all` where all vCPUs may run on the same CPUs, else `0: 0-3 / all; 1: 4-7 / all`; hard and soft affinity. */
function pinning(vcpus: ReturnType<typeof readVcpuList>): string | null {
  const of = vcpus.map(({ vcpu, hard, soft }) => ({ vcpu, cpus: `${hard} / ${soft ?? 'all'}` }));
  const [first] = of;
  if (first === undefined) return null;
  if (of.every(({ cpus }) => cpus === first.cpus)) return first.cpus;
  return of.map(({ vcpu, cpus }) => `${vcpu}: ${cpus}`).join('; ');
}

function words(all: readonly (string | null)[]): string {
  return all.filter((word) => word !== null && word !== '').join(' ');
}

function pairs(parameters: ReadonlyMap<string, string>): string {
  return [...parameters].map(([key, value]) => `${key}=${value}`).join(' ');
}

function facts(told: Told): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [fact, value] of told) {
    if (value === null || value === undefined || value === '') continue;
    const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
    kept[fact] = plain(text, /line$/.test(fact) ? LONGEST_LINE : LONGEST);
  }
  return kept;
}

/** What a reader makes of an output; null where there is none that it can read. */
function read<T>(text: string | null, reader: (text: string) => T): T | null {
  if (text === null) return null;
  try {
    return reader(text);
  } catch (error) {
    if (error instanceof HumanError) return null;
    throw error;
  }
}
