import type { Case, Experiment, Target } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { TargetRecord } from '../journal/records.ts';
import type { ObservedHost, Places } from '../remote/facts.ts';
import { type Judgement, judge } from '../xen/claim.ts';
import { labelOf } from '../xen/label.ts';

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

/** What of a target's devices its cases use. */
export function placesOf({ peer }: Experiment, cases: readonly Case[]): Places {
  return {
    peer: cases.some(({ benchmark }) => benchmark === 'network') ? (peer?.address ?? null) : null,
    directories: cases.flatMap((case_) => (case_.benchmark === 'disk' ? [case_.directory] : [])),
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
