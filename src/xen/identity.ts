import { type Evidence, type Facts, told } from './identity-facts.ts';
import { type Beneath, beneath } from './identity-hypervisor.ts';
import { identifyXen, saysXen } from './identity-xen.ts';

/** What a machine can prove to be. */
export const MACHINES = [
  'native',
  'dom0',
  'pv',
  'hvm',
  'pvh',
  'pv-shim',
  'kvm',
  'kvm-as-xen',
  'other',
  'unknown',
] as const;
export type Machine = (typeof MACHINES)[number];

export interface Identity {
  readonly machine: Machine;
  /** The hypervisor beneath: of a machine without Xen its own, of dom0 and Xen guests what Xen runs on; null: none seen. */
  readonly under: string | null;
  /** What it was decided by, the weightiest first. */
  readonly evidence: readonly Evidence[];
}

/**
 * What a machine is, by what it told of itself; from live facts as well as from those of a run file. It never guesses:
 * what does not show is `unknown`. A PV guest inside a PVH shim looks PV from within; see `identity-dom0.ts`.
 */
export function identify(facts: Facts): Identity {
  if (saysXen(facts)) return identifyXen(facts);
  const system = told(facts, 'system');
  if (system !== null && system !== 'Linux') {
    return { machine: 'unknown', under: null, evidence: [{ source: 'uname', says: system }] };
  }
  const found = beneath(facts);
  return found.under === null ? withoutHypervisor(facts) : onHypervisor(found);
}

function onHypervisor({ under, kvm, evidence }: Beneath): Identity {
  if (kvm) return { machine: 'kvm', under, evidence };
  // Plain emulation is a machine of its own without Xen, only slow.
  return { machine: under === 'qemu' ? 'native' : 'other', under, evidence };
}

/** Native is a claim too: something must have said that there is no hypervisor. */
function withoutHypervisor(facts: Facts): Identity {
  const evidence: Evidence[] = [];
  if (told(facts, 'cpu_hypervisor_flag') === 'no') {
    evidence.push({ source: 'the processor (flags in /proc/cpuinfo)', says: 'no hypervisor' });
  }
  if (told(facts, 'detect_virt') === 'none') {
    evidence.push({ source: 'systemd-detect-virt', says: 'none' });
  }
  if (evidence.length === 0) return { machine: 'unknown', under: null, evidence };
  const vendor = told(facts, 'dmi_vendor');
  const product = told(facts, 'dmi_product');
  if (vendor !== null || product !== null) {
    const says = [vendor, product].filter((text) => text !== null).join(' ');
    evidence.push({ source: 'the firmware (/sys/class/dmi/id)', says });
  }
  if (told(facts, 'hypervisor_folder') === 'empty') {
    evidence.push({ source: '/sys/hypervisor', says: 'nothing, it is empty' });
  }
  return { machine: 'native', under: null, evidence };
}
