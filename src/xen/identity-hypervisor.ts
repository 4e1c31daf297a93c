import { type Evidence, type Facts, told } from './identity-facts.ts';

/** A hypervisor beneath a machine, by a word of systemd-detect-virt; `unknown`: one that does not give its name. */
export interface Beneath {
  readonly under: string | null;
  /** KVM itself, whatever name a provider gives it. */
  readonly kvm: boolean;
  readonly evidence: readonly Evidence[];
}

/** Firmware that only virtual machines have; the beginning of vendor or product name (as systemd's src/basic/virt.c). */
const FIRMWARE: readonly (readonly [begins: string, under: string])[] = [
  ['KVM', 'kvm'],
  ['OpenStack', 'kvm'],
  ['KubeVirt', 'kvm'],
  ['Red Hat', 'kvm'],
  ['oVirt', 'kvm'],
  ['QEMU', 'qemu'],
  ['Standard PC', 'qemu'],
  ['VMware', 'vmware'],
  ['VMW', 'vmware'],
  ['innotek GmbH', 'oracle'],
  ['VirtualBox', 'oracle'],
  ['Bochs', 'bochs'],
  ['Parallels', 'parallels'],
  ['BHYVE', 'bhyve'],
  ['Hyper-V', 'microsoft'],
  ['Virtual Machine', 'microsoft'],
  ['Apple Virtualization', 'apple'],
];

/** Firmware of providers that rent out bare machines too: a hypervisor must show elsewhere. */
const PROVIDERS: readonly (readonly [begins: string, under: string])[] = [
  ['Amazon EC2', 'amazon'],
  ['Google', 'google'],
  ['Oracle Corporation', 'oracle'],
];

const FIRMWARE_FACTS = [
  ['dmi_product', '/sys/class/dmi/id/product_name'],
  ['dmi_vendor', '/sys/class/dmi/id/sys_vendor'],
  ['dmi_bios_vendor', '/sys/class/dmi/id/bios_vendor'],
] as const;

/** What the firmware names; null: nothing, a real machine, or Xen. */
export function firmware(
  facts: Facts,
  flagged = false,
): { readonly under: string; readonly evidence: Evidence } | null {
  for (const [key, source] of FIRMWARE_FACTS) {
    const says = told(facts, key);
    if (says === null) continue;
    const found = [...FIRMWARE, ...(flagged ? PROVIDERS : [])].find(([begins]) => says.startsWith(begins));
    if (found !== undefined) return { under: found[1], evidence: { source, says } };
  }
  return null;
}

/** The kernel's own names of hypervisors, in `Hypervisor detected: NAME`. */
const KERNEL_NAMES: readonly (readonly [name: string, under: string])[] = [
  ['KVM', 'kvm'],
  ['VMware', 'vmware'],
  ['Microsoft Hyper-V', 'microsoft'],
  ['ACRN', 'acrn'],
];

/** What shows that a machine runs on KVM. */
export function kvmEvidence(facts: Facts): readonly Evidence[] {
  const found: Evidence[] = [];
  const kernel = told(facts, 'kernel_hypervisor');
  if (kernel === 'KVM') found.push({ source: 'the kernel log (Hypervisor detected)', says: kernel });
  const clocks = told(facts, 'clocksources') ?? told(facts, 'clocksource');
  if (clocks?.split(' ').includes('kvm-clock')) {
    found.push({ source: 'the list of clock sources', says: 'kvm-clock' });
  }
  const boot = told(facts, 'kernel_boot');
  if (boot === 'KVM') found.push({ source: 'the kernel log (Booting kernel on)', says: boot });
  return found;
}

/** Processors that QEMU makes up; a guest of any hypervisor that runs inside QEMU sees them too. */
export function emulatedProcessor(facts: Facts): Evidence | null {
  const says = told(facts, 'cpu_model');
  return says?.startsWith('QEMU Virtual CPU') || says?.startsWith('Common KVM processor')
    ? { source: 'the model name in /proc/cpuinfo', says }
    : null;
}

/** What is beneath a machine, Xen put aside. */
export function beneath(facts: Facts): Beneath {
  const evidence: Evidence[] = [];
  const names: string[] = [];
  const add = (under: string, found: Evidence): void => {
    names.push(under);
    evidence.push(found);
  };
  const detected = told(facts, 'detect_virt');
  if (detected !== null && !['none', 'xen'].includes(detected) && /^[a-z][a-z0-9-]{1,20}$/.test(detected)) {
    add(detected, { source: 'systemd-detect-virt', says: detected });
  }
  const kvm = kvmEvidence(facts);
  for (const found of kvm) add('kvm', found);
  const flag = told(facts, 'cpu_hypervisor_flag');
  const named = firmware(facts, flag === 'yes' || evidence.length > 0);
  if (named !== null) add(named.under, named.evidence);
  const kernel = told(facts, 'kernel_hypervisor');
  const known = KERNEL_NAMES.find(([name]) => name === kernel);
  if (known !== undefined && known[1] !== 'kvm') {
    add(known[1], { source: 'the kernel log (Hypervisor detected)', says: known[0] });
  }
  const processor = emulatedProcessor(facts);
  if (processor !== null) add('qemu', processor);
  if (flag === 'yes') {
    add('unknown', { source: 'the processor (flags in /proc/cpuinfo)', says: 'hypervisor' });
  }
  // QEMU is what a KVM guest's firmware names too: the accelerator is the better answer.
  const under = names[0] === 'qemu' && names.includes('kvm') ? 'kvm' : (names[0] ?? null);
  return { under, kvm: kvm.length > 0 || under === 'kvm', evidence };
}
