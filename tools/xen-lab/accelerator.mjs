// @ts-check
// KVM where it gives its guests real virtualisation of their own; emulation elsewhere. A KVM without it kills Xen.
import { accessSync, constants, readFileSync } from 'node:fs';

/**
 * What this machine can run Xen with. XEN_LAB_ACCELERATOR (`kvm` or `tcg`) beats it.
 *
 * @returns {import('./qemu.mjs').Accelerator}
 */
export function findAccelerator() {
  const wanted = process.env.XEN_LAB_ACCELERATOR;
  if (wanted === 'kvm' || wanted === 'tcg') return wanted;
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return hasNestedKvm(readFileSync('/proc/cpuinfo', 'utf8'), readNested) ? 'kvm' : 'tcg';
  } catch {
    return 'tcg';
  }
}

/**
 * Whether KVM on this machine can run a hypervisor that runs guests.
 *
 * @param {string} cpuinfo
 * @param {(module: string) => string | null} nested the parameter `nested` of a module of KVM
 */
export function hasNestedKvm(cpuinfo, nested) {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.trim().split(/\s+/));
  const module = flags.has('vmx') ? 'kvm_intel' : flags.has('svm') ? 'kvm_amd' : null;
  return module !== null && /^[Y1]/.test(nested(module) ?? '');
}

/** @param {string} module */
function readNested(module) {
  try {
    return readFileSync(`/sys/module/${module}/parameters/nested`, 'utf8');
  } catch {
    return null;
  }
}
