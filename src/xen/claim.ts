import { KINDS, type Kind } from '../experiment/model.ts';
import type { Identity } from './identity.ts';
import { type Evidence, evidenceSentence } from './identity-facts.ts';
import { machineName, underName } from './label.ts';

/** What an experiment file says that a target is. */
export interface Claim {
  readonly kind: Kind;
  /** Of a `native` target: the hypervisor that it is knowingly on. */
  readonly under: string | null;
  readonly host: string;
}

/**
 * `proved`: the machine is what it is called. `simulated`: a model of the demo lab that answers as its kind. `mismatch`: it
 * is something else, measured all the same because the person allowed it. `unproved`: nothing shows what it is.
 */
export const PROOF_STATUSES = ['proved', 'mismatch', 'simulated', 'unproved'] as const;
export type ProofStatus = (typeof PROOF_STATUSES)[number];

export interface Proof {
  readonly status: ProofStatus;
  /** One sentence, with the evidence in words. */
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
}

export interface Judgement {
  readonly proof: Proof;
  /** A machine on another hypervisor, knowingly taken as one without Xen. */
  readonly asNative: boolean;
  /** Why the target must not be measured under its name, and what to do, whole sentences; null: it may. */
  readonly refusal: string | null;
}

const THIS_MACHINE = 'lab:this-machine';

/** Whether a machine is what a target is called. */
export function judge(claim: Claim, identity: Identity, simulated: boolean): Judgement {
  const { machine, under, evidence } = identity;
  const here = claim.kind === 'native' && claim.host === THIS_MACHINE;
  const asNative =
    claim.kind === 'native' &&
    under !== null &&
    (here || claim.under === under) &&
    ['native', 'kvm', 'other'].includes(machine);
  const seen = seenWords(identity);
  const decided = (status: ProofStatus, sentence: string, refusal: string | null = null): Judgement => ({
    proof: { status, sentence, evidence },
    asNative,
    refusal,
  });
  if (machine === 'unknown') {
    const sentence = `What it is does not show${because(evidence)}.`;
    const free = claim.kind === 'any' || here;
    return decided('unproved', sentence, free ? null : `Declared "${claim.kind}". ${sentence} ${ALLOW}`);
  }
  if (claim.kind === 'any' || here || asNative || holds(claim, identity)) {
    const how = simulated ? 'The model of the demo lab answers as' : 'It is';
    return decided(simulated ? 'simulated' : 'proved', `${how} ${seen}${because(evidence)}.`);
  }
  const declared = claim.under === null ? `"${claim.kind}"` : `"native" under "${claim.under}"`;
  const sentence = `Declared ${declared}, but it is ${seen}${because(evidence)}.`;
  return decided('mismatch', sentence, `${sentence} ${adviceFor(claim, identity)} ${ALLOW}`);
}

const ALLOW = 'To measure it all the same, with every number marked: --allow-mismatch.';

function holds({ kind, under }: Claim, identity: Identity): boolean {
  return identity.machine === kind && (kind !== 'native' || (identity.under === null && under === null));
}

function seenWords(identity: Identity): string {
  const { machine, under } = identity;
  if (machine === 'native') {
    return under === null ? 'a machine without a hypervisor' : `without Xen, on ${underName(under)}`;
  }
  const name = machine === 'dom0' ? 'the dom0 of Xen' : machineName(identity);
  const on = under !== null && ['dom0', 'pv', 'hvm', 'pvh'].includes(machine);
  return on ? `${name}, on ${underName(under)}` : name;
}

/** Evidence that a sentence can still be read with. */
const MOST_EVIDENCE = 4;

function because(evidence: readonly Evidence[]): string {
  return evidence.length === 0 ? '' : `: ${evidenceSentence(evidence.slice(0, MOST_EVIDENCE))}`;
}

function adviceFor(claim: Claim, identity: Identity): string {
  const { machine, under } = identity;
  if (claim.kind === 'native' && ['native', 'kvm', 'other'].includes(machine)) {
    return under === null
      ? 'Take "under" out of the target: there is no hypervisor beneath it.'
      : `If it is meant to be without Xen on ${underName(under)}, write "under": "${under}" into the target.`;
  }
  const kind = KINDS.find((each) => each === machine);
  return kind === undefined || kind === 'native'
    ? 'If this is the machine that is meant, write "kind": "any": its label is then what it proved to be.'
    : `If this is the machine that is meant, write "kind": "${kind}".`;
}
