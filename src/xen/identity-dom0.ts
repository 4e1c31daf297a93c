import type { Identity } from './identity.ts';
import { type Facts, told } from './identity-facts.ts';

/** A domain as `xl list -l` of its dom0 tells; what it does not tell is null. */
export interface DomainSeen {
  readonly name: string;
  /** `config.c_info.uuid`. */
  readonly uuid: string | null;
  /** `config.b_info.type.pvh.pvshim`. */
  readonly pvshim: boolean;
}

/**
 * What a guest is after its dom0 was asked: only there it shows that a PV guest lives in a PVH shim. The domain must be this
 * very guest, by its uuid; else the sentence of `problem` says so, and the identity stays. `isOther`: it surely is not.
 */
export function seenFromDom0(
  identity: Identity,
  facts: Facts,
  { name, uuid, pvshim }: DomainSeen,
): { readonly identity: Identity; readonly problem: string | null; readonly isOther: boolean } {
  const own = told(facts, 'hypervisor_uuid')?.toLowerCase() ?? null;
  const theirs = uuid?.trim().toLowerCase() ?? null;
  if (own === null || theirs === null) {
    const silent = own === null ? 'the guest does not tell its uuid' : 'the dom0 does not tell its uuid';
    return {
      identity,
      problem: `Whether domain ${name} of the dom0 is this guest does not show: ${silent}.`,
      isOther: false,
    };
  }
  if (own !== theirs) {
    const problem =
      `Domain ${name} of the dom0 is not this guest: its uuid is ${theirs}, ` +
      `/sys/hypervisor/uuid of the guest says ${own}.`;
    return { identity, problem, isOther: true };
  }
  if (identity.machine !== 'pv' || !pvshim) return { identity, problem: null, isOther: false };
  const shim = {
    source: `xl list -l of the dom0 (domain ${name}, the same uuid)`,
    says: 'type.pvh.pvshim',
  };
  return {
    identity: { ...identity, machine: 'pv-shim', evidence: [shim, ...identity.evidence] },
    problem: null,
    isOther: false,
  };
}
