import { plain } from '../report/plain.ts';
import type { ConfigValue, GuestConfig } from './guest-config-read.ts';
import { defaultOf } from './guest-config-rules.ts';

/** What a configuration means, as far as comparisons ask. */
export interface GuestFacts {
  readonly type: 'pv' | 'hvm' | 'pvh';
  /** Key that says the type, and its line. */
  readonly typeLine: number | null;
  readonly name: string | null;
  /** Words of the kernel's command line, in order. */
  readonly cmdline: readonly string[];
  readonly cmdlineLine: number | null;
  readonly kernel: string | null;
  readonly ramdisk: string | null;
  /** `kernel`: from the dom0; `bootloader`: read from the disk by the dom0; `firmware`: the guest's own. */
  readonly boot: 'kernel' | 'bootloader' | 'firmware';
  /** A HVM guest that cannot or will not use PV drivers; null for other types. */
  readonly emulated: boolean | null;
}

export function factsOf(config: GuestConfig): GuestFacts {
  const text = (key: string) => textOf(config, key);
  const { type, line } = typeOf(config);
  const key = config.has('cmdline') ? 'cmdline' : config.has('extra') ? 'extra' : 'root';
  const root = text('root');
  const whole = text('cmdline') ?? `${root === null ? '' : `root=${root} `}${text('extra') ?? ''}`;
  const cmdline = whole.split(/\s+/).filter(Boolean);
  // hvmloader was given as kernel in old files, and means the firmware.
  const given = text('kernel');
  const kernel = type === 'hvm' && given !== null && /(?:^|\/)hvmloader$/.test(given) ? null : given;
  const emulated =
    cmdline.some((word) => /^xen_emul_unplug=.*\bnever\b/.test(word)) ||
    value(config, 'xen_platform_pci') === '0';
  return {
    type,
    typeLine: line,
    name: text('name'),
    cmdline: kernel === null ? [] : cmdline,
    cmdlineLine: config.get(key)?.line ?? null,
    kernel,
    ramdisk: text('ramdisk'),
    boot: kernel !== null ? 'kernel' : type !== 'hvm' && config.has('bootloader') ? 'bootloader' : 'firmware',
    emulated: type === 'hvm' ? emulated : null,
  };
}

/** The type by any of the ways of saying it; PV where nothing says it. */
function typeOf(config: GuestConfig): { type: GuestFacts['type']; line: number | null } {
  for (const key of ['type', 'builder']) {
    const said = textOf(config, key)?.toLowerCase();
    const line = config.get(key)?.line ?? null;
    if (said === 'hvm' || said === 'pvh' || said === 'pv') return { type: said, line };
  }
  const pvh = config.get('pvh');
  return value(config, 'pvh') === '1' ? { type: 'pvh', line: pvh?.line ?? null } : { type: 'pv', line: null };
}

/** The value as it takes effect, as one text: lists with commas, numbers and words in one form; null: not set, no default. */
export function value(config: GuestConfig, key: string): string | null {
  const setting = config.get(key);
  if (setting === undefined) return fallback(config, key);
  const text = flat(setting.value, 0);
  if (key === 'tsc_mode')
    return ['default', 'always_emulate', 'native', 'native_paravirt'][Number(text)] ?? text;
  if (/^0x[0-9a-f]{1,12}$/i.test(text) || /^0[0-7]{1,12}$/.test(text)) {
    return String(Number.parseInt(text, text.toLowerCase().startsWith('0x') ? 16 : 8));
  }
  return key === 'cpus' || key === 'cpus_soft' ? text.replace(/\s+/g, '') : text;
}

function fallback(config: GuestConfig, key: string): string | null {
  if (key === 'vcpus') return '1';
  if (key === 'maxvcpus') return value(config, 'vcpus');
  if (key === 'maxmem') return value(config, 'memory');
  return defaultOf(key);
}

function flat(given: ConfigValue, depth: number): string {
  if (typeof given === 'string') return plain(given, 2_000);
  const inner = given.map((item) => flat(item, depth + 1)).join(', ');
  return depth === 0 ? inner : `[${inner}]`;
}

export function textOf(config: GuestConfig, key: string): string | null {
  const given = config.get(key)?.value;
  return typeof given === 'string' && given !== '' ? plain(given, 2_000) : null;
}
