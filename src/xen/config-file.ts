import type { GuestPlace } from './guest-address.ts';
import { nicsOf } from './guest-config-devices.ts';
import { factsOf, value } from './guest-config-facts.ts';
import { type GuestConfig, readGuestConfig } from './guest-config-read.ts';

/** A configuration file that lies on a dom0. */
export interface ConfigFile {
  readonly path: string;
  /** Of the domain that it starts. */
  readonly name: string;
  readonly type: 'pv' | 'hvm' | 'pvh';
  /** A PV guest in a shim. */
  readonly shim: boolean;
  readonly vcpus: number | null;
  readonly memoryMiB: number | null;
  readonly place: GuestPlace;
}

/** What a configuration file says of its domain; null: xl could not read it, or it names no domain. */
export function readConfigFile(path: string, text: string): ConfigFile | null {
  const reading = readGuestConfig(text);
  if (!reading.ok) return null;
  const { name, type, cmdline } = factsOf(reading.config);
  if (name === null) return null;
  const nics = nicsOf(reading.config);
  const texts = (key: string) => nics.flatMap((nic) => nic.get(key) ?? []);
  return {
    path,
    name,
    type,
    shim: value(reading.config, 'pvshim') === '1',
    vcpus: whole(reading.config, 'vcpus'),
    memoryMiB: whole(reading.config, 'memory'),
    place: { domid: null, macs: texts('mac'), ips: texts('ip'), cmdline: cmdline.join(' ') },
  };
}

function whole(config: GuestConfig, key: string): number | null {
  const text = value(config, key);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
