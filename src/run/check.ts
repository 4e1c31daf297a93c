import type { Experiment, Target } from '../experiment/model.ts';
import { HumanError } from '../human-error.ts';
import { ConnectionLostError } from '../remote/agent-channel.ts';
import { UnreachableError } from '../remote/transport.ts';
import type { Proof } from '../xen/claim.ts';
import type { Io } from '../xen/devices.ts';
import type { Machine } from '../xen/identity.ts';
import { checkDomain } from './check-domain.ts';
import { type Connect, closeHost, type Host, openHost } from './host.ts';
import { managed } from './managed.ts';
import { type PeerServer, peerServer } from './peer.ts';
import { placesOf, proofOf } from './proof.ts';
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
  const checks: TargetCheck[] = [];
  try {
    for (const target of experiment.targets) {
      signal.throwIfAborted();
      const check = await checkTarget(target, experiment, connect, server, signal, allowMismatch);
      checks.push(check);
      report(check);
    }
  } finally {
    await server?.close();
  }
  return checks;
}

async function checkTarget(
  target: Target,
  experiment: Experiment,
  connect: Connect,
  server: PeerServer | null,
  signal: AbortSignal,
  allowMismatch: boolean,
): Promise<TargetCheck> {
  let host = null as Host | null;
  const problems: string[] = [];
  let notStarted = false;
  try {
    if (managed(target)) {
      const domain = await checkDomain(target, experiment, connect, signal, allowMismatch);
      problems.push(...domain.problems);
      notStarted = !domain.there;
    }
    if (!notStarted) await look();
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
  };

  async function look(): Promise<void> {
    host = await openHost(connect, target, signal, placesOf(experiment, experiment.cases));
    const { refusal } = proofOf(target, host.observed);
    if (refusal !== null && !allowMismatch) problems.push(refusal);
    const { missing } = await checkTools(target, host, experiment.cases);
    problems.push(...missing.map(describeMissing));
    const networked = experiment.cases.some((case_) => case_.benchmark === 'network');
    const hasNetperf = !missing.some(({ tool }) => tool.anyOf.includes('netperf'));
    if (networked && hasNetperf) await server?.ensure(host, target.name, signal);
  }
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
