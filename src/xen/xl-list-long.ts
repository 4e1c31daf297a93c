import { plain } from '../report/plain.ts';
import { boundedOutput, domainName, notOfXl } from './xl-output.ts';

/** A domain's configuration as `xl list -l` tells it. What libxl left at its default is null. */
export interface Domain {
  readonly domid: number;
  readonly name: string;
  /** The dom0 has none here. */
  readonly uuid: string | null;
  readonly type: 'pv' | 'hvm' | 'pvh' | null;
  /** A PV guest that runs inside a shim, itself a PVH guest. */
  readonly shim: boolean;
  /** vCPUs that it began with. */
  readonly vcpus: number | null;
  readonly maxVcpus: number | null;
  /** Memory that it was given, and most that it may have, in KiB. */
  readonly memoryKib: number | null;
  readonly maxMemoryKib: number | null;
  readonly kernel: string | null;
  readonly ramdisk: string | null;
  readonly cmdline: string | null;
  /** Hardware assisted paging; null: the default, which is on where the CPU can. */
  readonly hap: boolean | null;
  /** The PCI device by which an HVM guest finds its PV drivers; null: the default, on. */
  readonly xenPlatformPci: boolean | null;
  readonly tscMode: string | null;
  readonly disks: readonly DomainDisk[];
  readonly nics: readonly DomainNic[];
  /** What xl told of it, as it is: c_info, b_info, disks, nics ... Not safe to show. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface DomainDisk {
  /** What it is made of on the dom0. */
  readonly path: string | null;
  /** `xvda`, `hda`. */
  readonly vdev: string | null;
  readonly format: string | null;
  /** `phy`, `qdisk`, `tap`; null: libxl's choice. */
  readonly backend: string | null;
  readonly writable: boolean | null;
  readonly cdrom: boolean;
}

export interface DomainNic {
  /** The emulated card, for an HVM guest. */
  readonly model: string | null;
  /** `vif`, or `vif_ioemu` where there is an emulated card as well. */
  readonly type: string | null;
  readonly bridge: string | null;
  readonly mac: string | null;
}

const COMMAND = 'xl list -l';
const MOST_DOMAINS = 40_000;
const MOST_DEVICES = 1_000;
const TYPES = { pv: 'pv', hvm: 'hvm', pvh: 'pvh', '1': 'hvm', '2': 'pv', '3': 'pvh' } as const;

/**
 * Reads `xl list -l`: the dom0 and every domain whose configuration xl could read (it leaves out others without a
 * word). Takes the layouts of all libxl since 4.2: what belongs to a type stands under `type.pv`, `type.hvm`, `type.pvh`
 * or, before 4.5, under `u`, and so did kernel and command line; PVH of before 4.10 was a PV domain with `pvh`.
 * Throws HumanError (exit code 3) for what is no such list.
 */
export function readDomains(text: string): readonly Domain[] {
  const list = parse(boundedOutput(COMMAND, text));
  if (!Array.isArray(list)) throw notOfXl(COMMAND, 'no list of domains');
  if (list.length > MOST_DOMAINS) throw notOfXl(COMMAND, `more than ${MOST_DOMAINS} domains`);
  return list.map(readDomain);
}

function parse(text: string): unknown {
  const start = text.search(/^\[/m);
  try {
    return JSON.parse(start < 0 ? text : text.slice(start));
  } catch (error) {
    const what = text.trim() === '' ? 'nothing' : plain((error as Error).message, 150);
    throw notOfXl(COMMAND, what);
  }
}

function readDomain(entry: unknown, index: number): Domain {
  const { domid, config } = map(entry);
  if (typeof domid !== 'number' || !Number.isSafeInteger(domid) || domid < 0) {
    throw notOfXl(COMMAND, `entry ${index + 1} has no domid`);
  }
  const whole = map(config);
  const create = map(whole['c_info']);
  const build = map(whole['b_info']);
  const type = domainType(create, build);
  const own = { ...map(build['u']), ...(type === null ? {} : map(build[`type.${type}`])) };
  const either = (key: string) => word(build[key], 4_000) ?? word(own[key], 4_000);
  const online = build['avail_vcpus'];
  return {
    domid,
    name: domainName(word(create['name'], 4_000) ?? ''),
    uuid: word(create['uuid'], 40),
    type,
    shim: type === 'pvh' && yes(own['pvshim']) === true,
    vcpus: Array.isArray(online) ? online.length : null,
    maxVcpus: count(build['max_vcpus']),
    memoryKib: count(build['target_memkb']),
    maxMemoryKib: count(build['max_memkb']),
    kernel: either('kernel'),
    ramdisk: either('ramdisk'),
    cmdline: either('cmdline'),
    hap: yes(create['hap']),
    xenPlatformPci: yes(own['xen_platform_pci']),
    tscMode: word(build['tsc_mode'], 40),
    disks: maps(whole['disks']).map(readDisk),
    nics: maps(whole['nics']).map(readNic),
    config: whole,
  };
}

function domainType(create: Json, build: Json): Domain['type'] {
  const said = [create['type'], build['type']].map((type) =>
    typeof type === 'string' || typeof type === 'number' ? `${type}`.toLowerCase() : '',
  );
  const known = said.find((type): type is keyof typeof TYPES => Object.hasOwn(TYPES, type));
  const under = (['pvh', 'hvm', 'pv'] as const).find((type) => Object.hasOwn(build, `type.${type}`));
  const type = known === undefined ? (under ?? null) : TYPES[known];
  return type === 'pv' && yes(create['pvh']) === true ? 'pvh' : type;
}

function readDisk(disk: Json): DomainDisk {
  const writable = count(disk['readwrite']);
  return {
    path: word(disk['pdev_path'], 1_000),
    vdev: word(disk['vdev'], 40),
    format: word(disk['format'], 40),
    backend: word(disk['backend'], 40),
    writable: writable === null ? null : writable !== 0,
    cdrom: disk['is_cdrom'] === 1,
  };
}

function readNic(nic: Json): DomainNic {
  return {
    model: word(nic['model'], 40),
    type: word(nic['nictype'], 40),
    bridge: word(nic['bridge'], 100),
    mac: word(nic['mac'], 40),
  };
}

type Json = Readonly<Record<string, unknown>>;

function map(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function maps(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.slice(0, MOST_DEVICES).map(map) : [];
}

function word(value: unknown, limit: number): string | null {
  return typeof value === 'string' && value !== '' ? plain(value, limit) : null;
}

/** Numbers beyond those of a double mean "default" (all bits set). */
function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A libxl_defbool: `True`, `False`, `<default>`. */
function yes(value: unknown): boolean | null {
  if (value === true || value === 'True') return true;
  return value === false || value === 'False' ? false : null;
}
