import type { Identity, Machine } from './identity.ts';
import { type Evidence, type Facts, told } from './identity-facts.ts';
import { emulatedProcessor, firmware, kvmEvidence } from './identity-hypervisor.ts';

/** Bits of /sys/hypervisor/properties/features (xen/include/public/features.h). */
const AUTO_TRANSLATED = 2;
const HVM_PIRQS = 10;
const DOM0 = 11;

const NO_UUID = '00000000-0000-0000-0000-000000000000';

/** Whether anything says that this is Xen, a dom0 or a guest. */
export function saysXen(facts: Facts): boolean {
  return (
    told(facts, 'hypervisor_type') === 'xen' ||
    told(facts, 'xen_capabilities')?.includes('control_d') === true ||
    isXen(told(facts, 'kernel_boot')) ||
    isXen(told(facts, 'kernel_hypervisor')) ||
    told(facts, 'detect_virt') === 'xen' ||
    /\bin (PV|HVM|PVH) context on Xen\b/i.test(told(facts, 'xen_detect') ?? '')
  );
}

function isXen(name: string | null): boolean {
  return name !== null && /^Xen\b/.test(name);
}

/** Decides about a machine that says Xen. */
export function identifyXen(facts: Facts): Identity {
  const dom0 = dom0Evidence(facts);
  if (dom0.length > 0) return dom0Identity(facts, dom0);
  const found = modeOf(facts);
  if (found.machine !== 'hvm' && found.machine !== 'pvh') return withProcessor(found, facts);
  const impostor = impostorEvidence(facts);
  if (impostor !== null) {
    return { machine: 'kvm-as-xen', under: 'kvm', evidence: [...impostor, ...found.evidence] };
  }
  const xen = ownEvidence(facts);
  if (xen.length === 0 && found.machine === 'hvm') {
    const none: Evidence = { source: 'neither the firmware nor the list of xenbus devices', says: 'Xen' };
    return { machine: 'unknown', under: null, evidence: [...found.evidence, none] };
  }
  return withProcessor({ ...found, evidence: [...found.evidence, ...xen] }, facts);
}

/** The number of /sys/hypervisor/properties/features; null where it does not tell. */
export function xenFeatures(facts: Facts): number | null {
  const text = told(facts, 'xen_features');
  return text !== null && /^[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : null;
}

function hasBit(features: number | null, bit: number): boolean {
  return features !== null && ((features >>> bit) & 1) === 1;
}

/** A dom0 says PV like any PV guest: one of these tells it apart, whichever can be read. */
function dom0Evidence(facts: Facts): Evidence[] {
  const evidence: Evidence[] = [];
  const capabilities = told(facts, 'xen_capabilities');
  if (capabilities?.includes('control_d')) {
    evidence.push({ source: '/proc/xen/capabilities', says: capabilities });
  }
  const features = told(facts, 'xen_features');
  if (features !== null && hasBit(xenFeatures(facts), DOM0)) {
    evidence.push({
      source: '/sys/hypervisor/properties/features',
      says: `${features}, which has the bit of dom0`,
    });
  }
  if (told(facts, 'hypervisor_uuid') === NO_UUID) {
    evidence.push({ source: '/sys/hypervisor/uuid', says: `${NO_UUID}, as only dom0's does` });
  }
  return evidence;
}

function dom0Identity(facts: Facts, evidence: readonly Evidence[]): Identity {
  const named = firmware(facts, true);
  const detected = told(facts, 'detect_virt');
  const processor = emulatedProcessor(facts);
  const below: Evidence[] = [];
  let under: string | null = null;
  if (detected !== null && !['none', 'xen'].includes(detected)) {
    under = detected;
    below.push({ source: 'systemd-detect-virt', says: detected });
  }
  if (named !== null) {
    under ??= named.under;
    below.push(named.evidence);
  }
  if (processor !== null) {
    under ??= 'qemu';
    below.push(processor);
  }
  return { machine: 'dom0', under, evidence: [...evidence, ...below] };
}

const MODES: Readonly<Record<string, Machine>> = { PV: 'pv', HVM: 'hvm', PVH: 'pvh' };

/** PV, HVM or PVH, by the best of the sources that this kernel has. */
function modeOf(facts: Facts): Identity {
  const decided = (machine: Machine, ...evidence: readonly Evidence[]): Identity => ({
    machine,
    under: null,
    evidence,
  });
  const type = told(facts, 'hypervisor_guest_type');
  const mode = type === null ? undefined : MODES[type];
  if (type !== null && mode !== undefined) {
    return decided(mode, { source: '/sys/hypervisor/guest_type', says: type });
  }
  // Linux before 4.13: the line at boot, `Xen`, `Xen HVM` or `Xen PVH` at its end.
  const boot = told(facts, 'kernel_boot');
  const booted = boot === null ? undefined : /^Xen(?: (PVH|HVM|PV))?$/.exec(boot);
  if (boot !== null && booted) {
    return decided(MODES[booted[1] ?? 'PV'] ?? 'unknown', {
      source: 'the kernel log (Booting kernel on)',
      says: boot,
    });
  }
  const features = xenFeatures(facts);
  const text = told(facts, 'xen_features') ?? '';
  const source = '/sys/hypervisor/properties/features';
  if (features !== null && !hasBit(features, AUTO_TRANSLATED)) {
    return decided('pv', { source, says: `${text}: page tables of its own, as PV has` });
  }
  const detected = told(facts, 'xen_detect');
  const context = /\bin (PV|HVM|PVH) context on Xen\b/i.exec(detected ?? '')?.[1]?.toUpperCase();
  if (detected !== null && context === 'PV') return decided('pv', { source: 'xen-detect', says: detected });
  // What is left are HVM and PVH, which xen-detect calls HVM both.
  const hardware: Evidence[] = [];
  if (features !== null) hardware.push({ source, says: `${text}: page tables by Xen, as HVM and PVH have` });
  else if (detected !== null && context !== undefined)
    hardware.push({ source: 'xen-detect', says: detected });
  if (hardware.length === 0) {
    const says = told(facts, 'hypervisor_type') ?? told(facts, 'detect_virt') ?? 'Xen';
    return decided('unknown', { source: 'the machine', says: `${says}, but not whether PV, HVM or PVH` });
  }
  const vendor = told(facts, 'dmi_vendor');
  if (vendor !== null) {
    return decided('hvm', ...hardware, { source: '/sys/class/dmi/id/sys_vendor', says: vendor });
  }
  if (hasBit(features, HVM_PIRQS)) return decided('hvm', ...hardware);
  const none: Evidence = { source: '/sys/class/dmi/id', says: 'nothing, as a PVH guest has no firmware' };
  return features !== null && told(facts, 'xenbus_devices') !== null
    ? decided('pvh', ...hardware, none)
    : decided('unknown', ...hardware);
}

/** KVM and QEMU can present themselves as Xen; their firmware and clock give them away. Xen's own HVM guests have Xen's. */
function impostorEvidence(facts: Facts): readonly Evidence[] | null {
  const evidence = [...kvmEvidence(facts)];
  const named = firmware(facts);
  if (named !== null) evidence.unshift(named.evidence);
  if (evidence.length === 0) return null;
  const devices = told(facts, 'xenbus_devices');
  if (devices === 'none') evidence.push({ source: '/sys/bus/xen/devices', says: 'that there are none' });
  return evidence;
}

/** What of a guest's surroundings is Xen's. */
function ownEvidence(facts: Facts): readonly Evidence[] {
  const evidence: Evidence[] = [];
  const vendor = told(facts, 'dmi_vendor');
  const product = told(facts, 'dmi_product');
  if (vendor === 'Xen') evidence.push({ source: '/sys/class/dmi/id/sys_vendor', says: vendor });
  else if (product === 'HVM domU') evidence.push({ source: '/sys/class/dmi/id/product_name', says: product });
  const devices = told(facts, 'xenbus_devices');
  if (devices !== null && devices !== 'none') {
    evidence.push({ source: '/sys/bus/xen/devices', says: devices });
  }
  return evidence;
}

/** A made-up processor shows that Xen itself runs inside QEMU. */
function withProcessor(identity: Identity, facts: Facts): Identity {
  const processor = emulatedProcessor(facts);
  if (processor === null || identity.machine === 'unknown') return identity;
  return { ...identity, under: 'qemu', evidence: [...identity.evidence, processor] };
}
