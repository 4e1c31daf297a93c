import { setTimeout as delay } from 'node:timers/promises';
import { streamElements } from '../benchmarks/stream.ts';
import type { Case, Experiment, Target } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { TargetRecord } from '../journal/records.ts';
import { ConnectionLostError } from '../remote/agent-channel.ts';
import { hostFacts, observeHost } from '../remote/facts.ts';
import { UnreachableError } from '../remote/transport.ts';
import type { Emit } from './events.ts';
import { type Connect, closeHost, type Host, openHost } from './host.ts';
import { type PeerServer, peerServer } from './peer.ts';
import { MismatchError, placesOf, refuseMismatch } from './proof.ts';
import { checkTools, prepareTarget, type ReadyTarget, refuseMissing, targetTitle } from './target.ts';
import type { FoundTools } from './tools.ts';
import type { CollectLost } from './trial.ts';

/** Pauses before each new try to reach a target whose connection was lost, ms. */
const RECONNECT_AFTER_MS = [500, 2_000, 8_000];

/** Time in which every host has to confirm that nothing of ours is left, ms. A cancelled run ends within 2 s in all. */
const CLOSE_MS = 10_000;
const CLOSE_CANCELLED_MS = 700;

export interface FleetOptions {
  readonly experiment: Experiment;
  /** What is still to be done on each target, by its name. */
  readonly cases: ReadonlyMap<string, readonly Case[]>;
  /** Records of the targets from earlier parts of the run. */
  readonly earlier: readonly TargetRecord[];
  readonly connect: Connect;
  /** Targets that are not what they are called are measured all the same, and marked. */
  readonly allowMismatch?: boolean;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** The machines of a run: those that are there, made ready, fetched back when lost, and let go of together. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #hosts = new Set<Host>();
  readonly #ready = new Map<string, ReadyTarget>();
  readonly #server: PeerServer | null;
  #elements = 0;
  #closing: Promise<readonly string[]> | null = null;

  constructor(options: FleetOptions) {
    this.#options = options;
    const { peer } = options.experiment;
    this.#server = peer === null ? null : peerServer(peer, options.connect);
  }

  /**
   * Connects to all targets that have something to do and makes them ready. Throws HumanError when one refuses, or
   * when none is there; a target that is merely not there is left pending.
   */
  async open(): Promise<void> {
    const { signal } = this.#options;
    // A host that is compiling or silent must not hold up a cancel: letting go of it ends whatever waits for it.
    const letGo = () => void this.close();
    signal.addEventListener('abort', letGo, { once: true });
    try {
      const present = await this.#connectAll();
      const checked = [];
      for (const { target, host } of present) {
        checked.push({ target, host, ...(await checkTools(target, host, this.#casesOf(target))) });
      }
      refuseMissing(checked.flatMap(({ missing }) => missing));
      this.#elements = this.#memoryElements(present.map(({ host }) => host));
      for (const { target, host, found } of checked) await this.#prepare(target, host, found);
    } finally {
      signal.removeEventListener('abort', letGo);
    }
  }

  /** A target as it is now; null while it is pending. */
  get(target: string): ReadyTarget | null {
    return this.#ready.get(target) ?? null;
  }

  /** For a job of this target whose connection is lost: comes back, fetches what it left, makes the target ready again. */
  collectLost(target: Target): CollectLost {
    return async (lost) => {
      const { emit, signal } = this.#options;
      await this.#forget(target);
      emit({
        event: 'warning',
        message: `${target.name}: ${lost.because}. Trying to come back and fetch the result.`,
      });
      for (const pause of RECONNECT_AFTER_MS) {
        try {
          await delay(pause, undefined, { signal });
          const host = await this.#connect(target);
          const result = await host.session.collect(lost.directory, lost.job, lost.deadlineSeconds);
          await this.#prepare(target, host);
          return result;
        } catch (error) {
          if (signal.aborted) return null;
          this.#status(target, 'pending', (error as Error).message);
          if (!isAbsence(error)) return null;
        }
      }
      return null;
    };
  }

  /** The target's facts once more; null when it cannot be asked. */
  async lookAgain(target: Target): Promise<ReadyTarget | null> {
    const ready = this.get(target.name);
    if (ready === null) return null;
    try {
      return {
        ...ready,
        host: { ...ready.host, observed: await observeHost(ready.host.session, ready.host.places) },
      };
    } catch (error) {
      if (!isAbsence(error)) throw error;
      await this.#forget(target);
      return null;
    }
  }

  /** Lets go of every machine; what could not be confirmed as cleaned, in words. */
  close(): Promise<readonly string[]> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<readonly string[]> {
    this.#ready.clear();
    const limitMs = this.#options.signal.aborted ? CLOSE_CANCELLED_MS : CLOSE_MS;
    const undone = await Promise.all([
      ...[...this.#hosts].map(async (host) =>
        (await closeHost(host, limitMs))
          ? []
          : [unconfirmed(host.connection.address, host.session.directory)],
      ),
      // The peer goes last in a quiet run, but a netserver does not mind that its client vanishes.
      this.#server
        ?.close(CLOSE_MS)
        .then((done) => (done ? [] : [unconfirmed('the peer', 'its netserver')])) ?? [],
    ]);
    this.#hosts.clear();
    return undone.flat();
  }

  async #connectAll(): Promise<{ target: Target; host: Host }[]> {
    const targets = this.#options.experiment.targets.filter((target) => this.#casesOf(target).length > 0);
    const absences: string[] = [];
    const attempts = await Promise.allSettled(
      targets.map(async (target) => {
        try {
          return { target, host: await this.#connect(target) };
        } catch (error) {
          if (!isAbsence(error)) throw error;
          absences.push(`${target.name}: ${error.message}`);
          this.#status(target, 'pending', error.message);
          return null;
        }
      }),
    );
    const refusals = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
    throwRefusals(refusals);
    const present = attempts.flatMap((attempt) =>
      attempt.status === 'fulfilled' ? (attempt.value ?? []) : [],
    );
    if (present.length === 0 && targets.length > 0) {
      throw new HumanError(`No target is there:\n${absences.join('\n')}`, EXIT.refused);
    }
    return present;
  }

  async #connect(target: Target): Promise<Host> {
    this.#status(target, 'connecting', target.host);
    const { connect, experiment, signal, allowMismatch } = this.#options;
    const host = await openHost(connect, target, signal, placesOf(experiment, this.#casesOf(target)));
    this.#hosts.add(host);
    // Each time anew: a machine may come back as another one.
    if (allowMismatch !== true) refuseMismatch(targetTitle(target, host), target, host.observed);
    return host;
  }

  /** Elements of the memory benchmark's arrays: those of an earlier part of the run hold for this one too. */
  #memoryElements(present: readonly Host[]): number {
    const earlier = this.#options.earlier.map(({ environment, observed }) =>
      hostFacts(environment, observed),
    );
    const facts = [...earlier, ...present.map((host) => host.observed.facts)];
    return streamElements(facts.map(({ lastLevelCacheBytes }) => lastLevelCacheBytes));
  }

  async #prepare(target: Target, host: Host, known?: FoundTools): Promise<void> {
    const { experiment, signal } = this.#options;
    this.#status(target, 'preparing', targetTitle(target, host), host.observed.simulated);
    try {
      const found = known ?? (await checkTools(target, host, this.#casesOf(target))).found;
      const ready = await prepareTarget({
        target,
        host,
        cases: this.#casesOf(target),
        found,
        elements: this.#elements,
        peer: experiment.peer,
        server: this.#server,
        signal,
      });
      this.#ready.set(target.name, ready);
      this.#status(target, 'ready', targetTitle(target, host), host.observed.simulated);
    } catch (error) {
      if (!isAbsence(error) || signal.aborted) throw error;
      await this.#forget(target);
      this.#status(target, 'pending', error.message);
    }
  }

  async #forget(target: Target): Promise<void> {
    const ready = this.#ready.get(target.name);
    this.#ready.delete(target.name);
    if (ready === undefined) return;
    this.#hosts.delete(ready.host);
    await closeHost(ready.host, 0);
  }

  #casesOf(target: Target): readonly Case[] {
    return this.#options.cases.get(target.name) ?? [];
  }

  #status(
    target: Target,
    status: 'connecting' | 'preparing' | 'ready' | 'pending',
    message: string,
    simulated: boolean | null = null,
  ): void {
    this.#options.emit({ event: 'target', target: target.name, status, simulated, message });
  }
}

/** The target is not there (any more), which is no refusal: it is left pending. */
function isAbsence(error: unknown): error is UnreachableError | ConnectionLostError {
  return error instanceof UnreachableError || error instanceof ConnectionLostError;
}

/** All refusals in one message: who mends a host wants to know of the others too. */
function throwRefusals(refusals: readonly unknown[]): void {
  const [first] = refusals;
  if (first === undefined) return;
  const human = refusals.filter((refusal) => refusal instanceof HumanError);
  if (human.length < refusals.length || human.length === 1) throw first;
  const message = human.map((refusal) => refusal.message).join('\n\n');
  if (refusals.every((refusal) => refusal instanceof MismatchError)) {
    throw new MismatchError(message, { cause: first });
  }
  throw new HumanError(message, EXIT.refused, { cause: first });
}

function unconfirmed(host: string, what: string): string {
  return `${host} did not confirm in time that ${what} is gone; its agent there removes it as soon as it can.`;
}
