import type { ConfigSetting, ConfigValue, GuestConfig } from './guest-config-read.ts';
import type { Domain } from './xl-list-long.ts';

/**
 * A domain of `xl list -l` as the configuration that it was made from, as far as xl tells it, so that running guests can be
 * compared like files; no setting has a line. What libxl left at its default is not set.
 */
export function guestConfigOfDomain(domain: Domain): GuestConfig {
  const config = new Map<string, ConfigSetting>();
  const set = (key: string, value: ConfigValue | null) => {
    if (value !== null && value !== '') config.set(key, { value, line: null });
  };
  const flag = (value: boolean | null) => (value === null ? null : value ? '1' : '0');
  const mebibytes = (kib: number | null) => (kib === null ? null : String(kib / 1024));
  const build = map(domain.config['b_info']);
  const own = { ...map(build['u']), ...map(build[`type.${domain.type}`]) };
  set('name', domain.name);
  set('uuid', domain.uuid);
  set('type', domain.type);
  set('pvshim', domain.shim ? '1' : null);
  set('vcpus', domain.vcpus === null ? null : String(domain.vcpus));
  set('maxvcpus', domain.maxVcpus === null ? null : String(domain.maxVcpus));
  set('memory', mebibytes(domain.memoryKib));
  set('maxmem', mebibytes(domain.maxMemoryKib));
  set('kernel', domain.kernel);
  set('ramdisk', domain.ramdisk);
  set('cmdline', domain.cmdline);
  set('hap', flag(domain.hap));
  set('xen_platform_pci', flag(domain.xenPlatformPci));
  set('tsc_mode', domain.tscMode);
  set('nestedhvm', truth(build['nested_hvm'] ?? own['nested_hvm']));
  set('bootloader', word(build['bootloader'] ?? own['bootloader']));
  set('vga', word(map(own['vga'])['kind']));
  set('usb', truth(own['usb']));
  set('nographic', truth(own['nographic']));
  for (const key of ['cpuid', 'vcpu_hard_affinity', 'vcpu_soft_affinity', 'vnuma_nodes', 'altp2m']) {
    set(key, key in build ? JSON.stringify(build[key]) : null);
  }
  set('disk', domain.disks.map(disk));
  set('vif', domain.nics.map(nic));
  return config;
}

function disk({ path, vdev, format, backend, writable, cdrom }: Domain['disks'][number]): string {
  return [
    `format=${format ?? 'raw'}`,
    `vdev=${vdev ?? ''}`,
    `access=${writable === false ? 'ro' : 'rw'}`,
    ...(backend === null || backend === 'unknown' ? [] : [`backendtype=${backend}`]),
    ...(cdrom ? ['devtype=cdrom'] : []),
    `target=${path ?? ''}`,
  ].join(', ');
}

function nic({ mac, bridge, model }: Domain['nics'][number]): string {
  const fields = { mac, bridge, model };
  return Object.entries(fields)
    .flatMap(([field, value]) => (value === null ? [] : [`${field}=${value.replaceAll(',', '')}`]))
    .join(',');
}

type Json = Readonly<Record<string, unknown>>;

function map(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function word(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function truth(value: unknown): string | null {
  return value === 'True' ? '1' : value === 'False' ? '0' : null;
}
