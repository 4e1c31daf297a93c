import type { ConfigValue, GuestConfig } from './guest-config-read.ts';

/** A disk of a configuration, its fields told apart. */
export interface ConfigDisk {
  readonly target: string;
  /** `raw` where nothing is said. */
  readonly format: string;
  readonly vdev: string;
  readonly writable: boolean;
  readonly cdrom: boolean;
  /** `phy`, `qdisk`, `tap`; null: libxl's choice. */
  readonly backend: string | null;
  /** Every other field, sorted: `discard`, `script=...`. */
  readonly more: string;
}

/** Fields of an entry of `vif` by name. */
export type ConfigNic = ReadonlyMap<string, string>;

/** The disks of a configuration (xl-disk-configuration(5)), with the prefixes of older files. */
export function disksOf(config: GuestConfig): readonly ConfigDisk[] {
  return textsOf(config.get('disk')?.value).map(readDisk);
}

/** The network cards of a configuration (xl-network-configuration(5)). */
export function nicsOf(config: GuestConfig): readonly ConfigNic[] {
  return textsOf(config.get('vif')?.value).map((text) => new Map(text.split(',').flatMap(readField)));
}

/** The texts of a list, or a text alone; lists within are no devices. */
export function textsOf(value: ConfigValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value.filter((item) => typeof item === 'string');
}

function readField(field: string): [string, string][] {
  const at = field.indexOf('=');
  const name = (at < 0 ? field : field.slice(0, at)).trim().toLowerCase();
  return name === '' ? [] : [[name, at < 0 ? '' : field.slice(at + 1).trim()]];
}

const FLAGS = new Set(['cdrom', 'removable', 'discard', 'no-discard', 'direct-io-safe', 'devtype']);

function readDisk(text: string): ConfigDisk {
  const named = new Map<string, string>();
  const more: string[] = [];
  const places = ['target', 'format', 'vdev', 'access'];
  let rest = text.trimStart();
  while (rest !== '') {
    if (/^target=/.test(rest)) {
      named.set('target', rest.slice('target='.length));
      break;
    }
    const end = rest.indexOf(',');
    const field = (end < 0 ? rest : rest.slice(0, end)).trim();
    rest = end < 0 ? '' : rest.slice(end + 1).trimStart();
    const [, key = '', value = ''] = /^([a-z][a-z0-9_-]*)=(.*)$/.exec(field) ?? [];
    if (key !== '') named.set(key, value);
    else if (FLAGS.has(field)) named.set(field, 'yes');
    else {
      const place = places.find((each) => !named.has(each));
      if (place === 'target') readTarget(field, named);
      else if (place === 'format' && !/^(?:raw|qcow2?|vhd|qed|)$/.test(field)) {
        // The older form has no format: `phy:/dev/vg/web,xvda,w`.
        named.set('format', named.get('prefix') ?? '');
        named.set('vdev', field);
      } else if (place !== undefined) named.set(place, field);
      else if (field !== '') more.push(field);
    }
  }
  const [vdev = '', kind = ''] = (named.get('vdev') ?? '').split(':');
  for (const [key, value] of named) {
    if (!['target', 'format', 'vdev', 'access', 'backendtype', 'cdrom', 'devtype', 'prefix'].includes(key)) {
      more.push(value === 'yes' ? key : `${key}=${value}`);
    }
  }
  return {
    target: named.get('target') ?? '',
    format: named.get('format') || named.get('prefix') || 'raw',
    vdev,
    writable: /^(?:w|rw|)!?$/.test(named.get('access') ?? ''),
    cdrom: named.has('cdrom') || named.get('devtype') === 'cdrom' || kind === 'cdrom',
    backend: named.get('backendtype') || null,
    more: more.sort().join(', '),
  };
}

/** `phy:`, `file:`, `tap:aio:`, `qcow2:` before a target are of older files. */
function readTarget(field: string, named: Map<string, string>): void {
  const prefixes = /^(?:(?:phy|file|tap2?|aio|raw|qcow2?|vhd|qed|ioemu):)+/.exec(field)?.[0] ?? '';
  named.set('target', field.slice(prefixes.length));
  const format = /(qcow2?|vhd|qed):/.exec(prefixes)?.[1];
  if (prefixes !== '') named.set('prefix', format ?? 'raw');
  if (prefixes.startsWith('phy:')) named.set('backendtype', 'phy');
}
