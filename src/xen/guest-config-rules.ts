/** What a difference in a key means for a comparison of two guests. */
export type KeyRule =
  /** Says who the guest is, or what happens to it at its end. */
  | 'identity'
  /** Of the device model or firmware: only HVM has it. */
  | 'device-model'
  /** Of hardware virtualisation: HVM and PVH have it. */
  | 'hardware'
  /** Changes what is measured. */
  | 'setup';

/** Keys of xl.cfg(5) by rule; any other key changes what is measured. */
const KEYS: Readonly<Record<Exclude<KeyRule, 'setup'>, string>> = {
  identity: `uuid on_poweroff on_reboot on_watchdog on_crash on_soft_reset seclabel init_seclabel serial channel
    vncpasswd vnclisten vncdisplay vncunused vncviewer keymap ms_vm_genid description`,
  'device-model': `boot bios firmware firmware_override bios_path_override vga stdvga videoram vnc sdl opengl nographic spice
    spicehost spiceport spicetls_port spicedisable_ticketing spicepasswd spiceagent_mouse spicevdagent
    spice_clipboard_sharing spiceusbredirection usb usbversion usbdevice vkb_device soundhw hdtype device_model_version
    device_model_override device_model_args device_model_args_hvm device_model_user dm_restrict acpi_firmware
    smbios_firmware smbios system_firmware acpi_s3 acpi_s4 acpi_laptop_slate rdm mmio_hole xen_platform_pci
    xen_platform_pci_bar_uc vendor_device`,
  hardware: 'hap acpi apic pae nx hpet timer_mode vpt_align oos hvm_pirq shadow_memory',
};

const RULES: ReadonlyMap<string, KeyRule> = new Map(
  Object.entries(KEYS).flatMap(([rule, keys]) =>
    keys.split(/\s+/).map((key) => [key, rule as KeyRule] as const),
  ),
);

export function ruleOf(key: string): KeyRule {
  return RULES.get(key) ?? 'setup';
}

/** What xl takes where a key is not given, for keys where that matters here. */
const DEFAULTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tsc_mode: 'default',
    hap: '1',
    acpi: '1',
    apic: '1',
    pae: '1',
    nx: '1',
    nestedhvm: '0',
    altp2m: 'disabled',
    altp2mhvm: '0',
    viridian: '0',
    vpmu: '0',
    cpu_weight: '256',
    cap: '0',
    pool: 'Pool-0',
    localtime: '0',
    nomigrate: '0',
    pvshim: '0',
    usb: '0',
    vga: 'cirrus',
    stdvga: '0',
    sdl: '0',
    spice: '0',
    nographic: '0',
    xen_platform_pci: '1',
    device_model_version: 'qemu-xen',
    gfx_passthru: '0',
    on_poweroff: 'destroy',
    on_reboot: 'restart',
    on_crash: 'destroy',
    msr_relaxed: '0',
    driver_domain: '0',
  }),
);

export function defaultOf(key: string): string | null {
  return DEFAULTS.get(key) ?? null;
}

/** What it is, in words, for keys whose name says too little. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    vcpus: 'number of vCPUs',
    maxvcpus: 'most vCPUs',
    cpus: 'CPUs that the vCPUs may use',
    cpus_soft: 'CPUs that the vCPUs would rather use',
    memory: 'memory',
    maxmem: 'most memory',
    tsc_mode: 'time-stamp counter',
    hap: 'paging: 1 nested paging by the CPU, 0 shadow paging',
    cpuid: 'what the CPU says it can',
    nestedhvm: 'virtualisation within the guest',
    altp2m: 'alternate memory views',
    altp2mhvm: 'alternate memory views',
    viridian: 'interfaces for Windows',
    vnuma: 'NUMA nodes of the guest',
    pool: 'CPU pool',
    cpu_weight: 'weight for the scheduler',
    cap: 'limit of CPU time',
    timer_mode: 'timers',
    pci: 'devices of the host',
    passthrough: 'devices of the host',
    pvshim: 'PV within a shim',
    device_model_version: 'device model',
    xen_platform_pci: 'device by which PV drivers are found',
  }),
);

export function wordsOf(key: string): string {
  return WORDS.get(key) ?? key;
}
