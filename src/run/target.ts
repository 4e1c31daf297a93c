import type { CommandContext, Kernel, Tool } from '../benchmarks/benchmark.ts';
import { C_COMPILER } from '../benchmarks/compiler.ts';
import { benchmarkOf } from '../benchmarks/index.ts';
import {
  CALIBRATION_DEADLINE,
  calibratedSeconds,
  calibrationCommand,
} from '../benchmarks/netperf-calibration.ts';
import type { Case, Peer, Target } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { TargetRecord } from '../journal/records.ts';
import { environmentHash } from '../remote/facts.ts';
import type { Host } from './host.ts';
import { type CompiledKernel, compileKernel } from './kernels.ts';
import type { PeerServer } from './peer.ts';
import { provedRecord } from './proof.ts';
import { runForOutput } from './raw-output.ts';
import { describeMissing, type FoundTools, findTools, type MissingTool, missingTools } from './tools.ts';

/** A target that is there and can be measured: the host, and what was put there for the cases. */
export interface ReadyTarget {
  readonly target: Target;
  readonly host: Host;
  readonly kernels: ReadonlyMap<string, CompiledKernel>;
  /** Facts about the peer, which belong to the target's environment. */
  readonly peerFacts: Readonly<Record<string, string>>;
  /** The context in which a benchmark words its command for a case. */
  context(case_: Case): CommandContext;
}

/** `pv (root@10.0.0.11:22)`: a target in messages. */
export function targetTitle(target: Target, host: Host): string {
  return `${target.name} (${host.connection.address})`;
}

/** Looks for every tool that the cases need on this target. */
export async function checkTools(
  target: Target,
  host: Host,
  cases: readonly Case[],
): Promise<{ found: FoundTools; missing: MissingTool[] }> {
  const tools = [...new Set(cases.flatMap((case_) => toolsOf(case_)))];
  const found = await findTools(host.session, tools);
  return { found, missing: missingTools(targetTitle(target, host), found, host.observed) };
}

/** Throws HumanError (refused) that names every missing tool, its host and how to install it. */
export function refuseMissing(missing: readonly MissingTool[]): void {
  if (missing.length > 0) throw new HumanError(missing.map(describeMissing).join('\n'), EXIT.refused);
}

function toolsOf(case_: Case): readonly Tool[] {
  return benchmarkOf(case_).tools(case_);
}

/** Makes a target ready for its cases: memory there, kernels compiled, folders made, netserver answering, lengths of slow messages known. */
export async function prepareTarget(options: {
  readonly target: Target;
  readonly host: Host;
  readonly cases: readonly Case[];
  readonly found: FoundTools;
  readonly elements: number;
  readonly peer: Peer | null;
  readonly server: PeerServer | null;
  readonly signal: AbortSignal;
}): Promise<ReadyTarget> {
  const { target, host, cases, found, elements, peer, server, signal } = options;
  const { session } = host;
  const title = targetTitle(target, host);
  refuseTooLargeArrays(cases, elements, host, title);

  const kernels = new Map<string, CompiledKernel>();
  for (const kernel of kernelsOf(cases)) {
    signal.throwIfAborted();
    const compiler = [...found].find(([tool]) => tool === C_COMPILER)?.[1] ?? 'cc';
    kernels.set(kernel.name, await compileKernel(session, title, compiler, kernel));
  }

  const scratch = new Map<string, string>();
  for (const case_ of cases) {
    if (case_.benchmark !== 'disk' || scratch.has(case_.directory)) continue;
    scratch.set(case_.directory, await session.scratch(case_.directory));
  }

  const networked = cases.some((case_) => case_.benchmark === 'network');
  const { resumes } =
    networked && server !== null ? await server.ensure(host, title, signal) : { resumes: false };

  const seconds = new Map<string, number>();
  const ready: ReadyTarget = {
    target,
    host,
    kernels,
    peerFacts: networked ? (server?.facts ?? {}) : {},
    context: (case_) => ({
      workDirectory: session.directory,
      scratchDirectory: case_.benchmark === 'disk' ? (scratch.get(case_.directory) ?? null) : null,
      kernel: kernels.get(benchmarkOf(case_).kernel(case_)?.name ?? '')?.path ?? null,
      peer: peer === null ? null : { address: peer.address, port: peer.port },
      seconds: seconds.get(case_.id) ?? null,
      elements: case_.benchmark === 'memory' ? (case_.elements ?? elements) : null,
      netperfResumes: resumes,
    }),
  };
  for (const case_ of cases) {
    if (case_.benchmark !== 'network') continue;
    const command = calibrationCommand(case_, ready.context(case_));
    if (command === null) continue;
    signal.throwIfAborted();
    const raw = await runForOutput(session, command, CALIBRATION_DEADLINE);
    seconds.set(case_.id, calibratedSeconds(raw, case_));
  }
  return ready;
}

function kernelsOf(cases: readonly Case[]): Kernel[] {
  const kernels = new Map<string, Kernel>();
  for (const case_ of cases) {
    const kernel = benchmarkOf(case_).kernel(case_);
    if (kernel !== null) kernels.set(kernel.name, kernel);
  }
  return [...kernels.values()];
}

/** Arrays that do not fit would measure the swap device, or have the guest's kernel kill something. */
function refuseTooLargeArrays(cases: readonly Case[], elements: number, host: Host, title: string): void {
  const available = host.observed.facts.memoryAvailableBytes;
  for (const case_ of cases) {
    if (case_.benchmark !== 'memory' || case_.binary !== null || available === null) continue;
    const needed = 3 * 8 * (case_.elements ?? elements);
    if (needed <= available) continue;
    const mib = (bytes: number) => `${Math.ceil(bytes / 1024 ** 2)} MiB`;
    throw new HumanError(
      `${title}: the memory benchmark needs three arrays of four times the last-level cache, ${mib(needed)}, but ${mib(available)} are available. ` +
        'Give the guest more memory, or leave `memory` out.',
      EXIT.refused,
    );
  }
}

/** The record of a target's state now. `boot`: which boot of the plan its present boot serves. */
export function targetRecord(ready: ReadyTarget, boot: number, at: string): TargetRecord {
  const { target, host, kernels, peerFacts } = ready;
  const { domain } = host;
  const proved = provedRecord(target, host.observed);
  const environment = {
    ...host.observed.environment,
    ...peerFacts,
    ...domain?.environment,
    kernels: Object.fromEntries(
      [...kernels].map(([name, { sha256, compiler, flags }]) => [name, { sha256, compiler, flags }]),
    ),
  };
  return {
    record: 'target',
    target: target.name,
    at,
    declared: { kind: target.kind, host: target.host, jump: target.jump },
    observed: {
      ...host.observed.moment,
      ...domain?.moment,
      address: host.connection.address,
      boot,
      ...proved.observed,
    },
    proof: proved.proof,
    simulated: host.observed.simulated,
    environment,
    environmentHash: environmentHash(environment),
  };
}
