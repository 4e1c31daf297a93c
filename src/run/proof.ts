import type { Case, Experiment, Target } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { TargetRecord } from '../journal/records.ts';
import type { ObservedHost, Places } from '../remote/facts.ts';
import { type Judgement, judge } from '../xen/claim.ts';
import { seenFromDom0 } from '../xen/identity-dom0.ts';
import { labelOf } from '../xen/label.ts';
import { measuredPrograms } from './measured-programs.ts';
import type { ObservedDomain } from './observe-domain.ts';

/** A target is not what it is called. Whoever catches it may offer to measure it all the same, marked. */
export class MismatchError extends HumanError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.refused, options);
  }
}

/** What a target proved to be, as its label says it beside every number. */
export interface Proved extends Judgement {
  readonly label: string;
}

export function proofOf(target: Target, observed: ObservedHost): Proved {
  const judgement = judge(target, observed.identity, observed.simulated);
  return { ...judgement, label: labelOf(observed.identity, observed.devices, judgement.asNative) };
}

/** Throws MismatchError with the evidence in words where the target is not what it is called. */
export function refuseMismatch(title: string, target: Target, observed: ObservedHost): void {
  const { refusal } = proofOf(target, observed);
  if (refusal !== null) throw new MismatchError(`${title}: ${refusal}`);
}

/**
 * What a guest is, after its dom0 was asked. Throws MismatchError where the domain that the experiment names is another
 * guest: then nothing that the dom0 says is about this one.
 */
export function provedByDom0(
  title: string,
  observed: ObservedHost,
  seen: ObservedDomain | null,
): ObservedHost {
  if (seen === null || seen.domain === null) return observed;
  const { name, uuid, shim } = seen.domain;
  const told = { ...observed.environment, ...observed.moment };
  const { identity, problem, isOther } = seenFromDom0(observed.identity, told, { name, uuid, pvshim: shim });
  if (isOther) throw new MismatchError(`${title}: ${problem ?? ''}`);
  return { ...observed, identity };
}

/** What of a target's devices and programs its cases use. */
export function placesOf({ peer }: Experiment, cases: readonly Case[]): Places {
  return {
    peer: cases.some(({ benchmark }) => benchmark === 'network') ? (peer?.address ?? null) : null,
    directories: cases.flatMap((case_) => (case_.benchmark === 'disk' ? [case_.directory] : [])),
    programs: measuredPrograms(cases),
  };
}

/** What a target's record says of its label. */
export function provedRecord(
  target: Target,
  observed: ObservedHost,
): { readonly observed: Readonly<Record<string, unknown>>; readonly proof: TargetRecord['proof'] } {
  const { identity, devices } = observed;
  const { label, proof } = proofOf(target, observed);
  return {
    observed: {
      machine: identity.machine,
      under: identity.under,
      io: { network: devices.network, disk: devices.disk },
      network_driver: devices.networkDriver,
      disk_driver: devices.diskDriver,
      label,
    },
    proof: { ...proof, evidence: [...proof.evidence] },
  };
}
