import type { Experiment, Target } from '../experiment/model.ts';
import { HumanError } from '../human-error.ts';
import { ConnectionLostError } from '../remote/agent-channel.ts';
import { UnreachableError } from '../remote/transport.ts';
import type { Proof } from '../xen/claim.ts';
import type { Io } from '../xen/devices.ts';
import type { Machine } from '../xen/identity.ts';
import { checkDomain } from './check-domain.ts';
import { Dom0s } from './dom0s.ts';
import { type Connect, closeHost, type Host, openHost } from './host.ts';
import { managed } from './managed.ts';
import { type ObservedDomain, observeDomain } from './observe-domain.ts';
import { type PeerServer, peerServer } from './peer.ts';
import { placesOf, proofOf, provedByDom0 } from './proof.ts';
import { checkTools } from './target.ts';
import { describeMissing } from './tools.ts';

/** What a target proved to be. */
export interface CheckedIdentity extends Proof {
  /** `HVM, PV drivers`. */
  readonly label: string;
  readonly machine: Machine;
  readonly io: Io;
}

/** What a check found about one target. */
export interface TargetCheck {
  readonly target: string;
  /** `root@10.0.0.11:22`; null: not reached. */
  readonly address: string | null;
  readonly simulated: boolean | null;
  /** System and kernel, as the host tells. */
  readonly system: string | null;
  /** What it proved to be: label, proof and whose devices it has; null: not reached. */
  readonly proved: CheckedIdentity | null;
  /** The guest is not running now, and a run would start it: only its dom0 was asked. */
  readonly notStarted: boolean;
  /** What stands in the way; empty when the target is ready. */
  readonly problems: readonly string[];
  /** What a person should know although nothing stands in the way. */
  readonly warnings: readonly string[];
}

/**
 * Looks at every target of an experiment without running anything of it: connects, asks for facts, finds the tools,
 * sees that a netserver answers (one is started for the moment where none does). Never throws for what a host does.
 */
export async function checkExperiment(
  experiment: Experiment,
  connect: Connect,
  signal: AbortSignal,
  report: (check: TargetCheck) => void,
  allowMismatch = false,
): Promise<readonly TargetCheck[]> {
  const server = experiment.peer === null ? null : peerServer(experiment.peer, connect);
  const dom0s = new Dom0s(connect, signal);
  const checks: TargetCheck[] = [];
  try {
    for (const target of experiment.targets) {
      signal.throwIfAborted();
      const check = await checkTarget(target, { experiment, connect, dom0s, server, signal, allowMismatch });
      checks.push(check);
      report(check);
    }
  } finally {
    await Promise.all([server?.close(), dom0s.close()]);
  }
  return checks;
}

interface Checking {
  readonly experiment: Experiment;
  readonly connect: Connect;
  readonly dom0s: Dom0s;
  readonly server: PeerServer | null;
  readonly signal: AbortSignal;
  readonly allowMismatch: boolean;
}

async function checkTarget(target: Target, checking: Checking): Promise<TargetCheck> {
  const { experiment, connect, dom0s, server, signal, allowMismatch } = checking;
  let host: Host | null = null;
  const problems: string[] = [];
  const warnings: string[] = [];
  let notStarted = false;
  try {
    if (managed(target)) {
      const dom0 = await dom0s.get(target.domain.dom0);
      const domain = await dom0s.use(dom0, () => checkDomain(dom0, target, experiment, allowMismatch));
      problems.push(...domain.problems);
      notStarted = !domain.there;
    }
    if (!notStarted) {
      host = await openHost(connect, target, signal, placesOf(experiment, experiment.cases));
      host = await knownByDom0(target, host, checking, warnings);
      const { refusal } = proofOf(target, host.observed);
      if (refusal !== null && !allowMismatch) problems.push(refusal);
      const { missing } = await checkTools(target, host, experiment.cases);
      problems.push(...missing.map(describeMissing));
      const networked = experiment.cases.some((case_) => case_.benchmark === 'network');
      const hasNetperf = !missing.some(({ tool }) => tool.anyOf.includes('netperf'));
      if (networked && hasNetperf) await server?.ensure(host, target.name, signal);
    }
  } catch (error) {
    if (signal.aborted || !isAboutHost(error)) throw error;
    problems.push(error.message);
  } finally {
    if (host !== null) await closeHost(host);
  }
  const environment = host?.observed.environment ?? {};
  const system = [environment['os'] ?? environment['system'], environment['release']]
    .filter(Boolean)
    .join(', ');
  return {
    target: target.name,
    address: host?.connection.address ?? null,
    simulated: host?.observed.simulated ?? null,
    system: system === '' ? null : system,
    proved: host === null ? null : checkedIdentity(target, host),
    notStarted,
    problems,
    warnings,
  };
}

/** As in a run, a dom0 on which nothing is to be started can be done without. */
async function knownByDom0(
  target: Target,
  host: Host,
  { dom0s }: Checking,
  warnings: string[],
): Promise<Host> {
  if (target.domain === null) return host;
  const { dom0: dom0Name, name } = target.domain;
  let domain: ObservedDomain;
  try {
    const dom0 = await dom0s.get(dom0Name);
    domain = await dom0s.use(dom0, () => observeDomain(dom0.host.session, name));
  } catch (error) {
    if (managed(target) || !isAboutHost(error)) throw error;
    warnings.push(`${error.message} What this dom0 knows about its guests is left out.`);
    return host;
  }
  return { ...host, domain, observed: provedByDom0(target.name, host.observed, domain) };
}

function checkedIdentity(target: Target, { observed }: Host): CheckedIdentity {
  const { label, proof } = proofOf(target, observed);
  const { network, disk } = observed.devices;
  return { ...proof, label, machine: observed.identity.machine, io: { network, disk } };
}

function isAboutHost(error: unknown): error is Error {
  return (
    error instanceof HumanError || error instanceof UnreachableError || error instanceof ConnectionLostError
  );
}
