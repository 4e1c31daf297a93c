import { setTimeout as delay } from 'node:timers/promises';
import { streamElements } from '../benchmarks/stream.ts';
import type { Case, Experiment, Target } from '../experiment/model.ts';
import type { HumanError } from '../human-error.ts';
import type { DomainRecord, TargetRecord } from '../journal/records.ts';
import { hostFacts, type ObservedHost, observeHost, type Places } from '../remote/facts.ts';
import { isAbsence } from './absence.ts';
import { awaitGuest } from './await-guest.ts';
import type { Emit, TargetStatus } from './events.ts';
import { Guests } from './guests.ts';
import { type Connect, closeHost, type Host, openHost } from './host.ts';
import { type PeerServer, peerServer } from './peer.ts';
import { MismatchError, placesOf, proofOf, provedByDom0, refuseMismatch } from './proof.ts';
import { nobodyThere, throwRefusals } from './refusals.ts';
import { checkTools, prepareTarget, type ReadyTarget, refuseMissing, targetTitle } from './target.ts';
import type { FoundTools } from './tools.ts';
import type { CollectLost } from './trial.ts';
import { Turns } from './turns.ts';

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
  /** Gets what is done to domains, for the run file. */
  readonly record: (record: DomainRecord) => void;
  readonly signal: AbortSignal;
}

/**
 * The machines of a run: those that are there, made ready, fetched back when lost, and let go of together. Guests that
 * the run starts itself come up when their turn comes (`enter`), all others are connected to at the beginning.
 */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #hosts = new Set<Host>();
  readonly #ready = new Map<string, ReadyTarget>();
  readonly #server: PeerServer | null;
  readonly #guests: Guests;
  readonly #turns: Turns;
  #elements = 0;
  #closing: Promise<readonly string[]> | null = null;

  constructor(options: FleetOptions) {
    this.#options = options;
    const { peer, targets } = options.experiment;
    this.#server = peer === null ? null : peerServer(peer, options.connect);
    const { connect, emit, record, signal } = options;
    this.#guests = new Guests({
      targets: targets.filter((target) => this.#casesOf(target).length > 0),
      connect,
      emit,
      record,
      allowMismatch: options.allowMismatch === true,
      signal,
    });
    this.#turns = new Turns({
      begin: (target, boot) => this.#begin(target, boot),
      letGo: (target) => this.#letGo(target),
      stop: () => this.#guests.stop(),
      status: (target, status, message) => this.#status(target, status, message),
      signal,
    });
  }

  /**
   * Connects to all targets that have something to do and makes them ready, and to the dom0s of those that are started
   * later. Throws HumanError when one refuses, or when none is there; a target that is merely not there is left pending.
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
      const dom0s = this.#guests.dom0s.map(({ host }) => host);
      this.#elements = this.#memoryElements([...present.map(({ host }) => host), ...dom0s]);
      for (const { target, host, found } of checked) await this.#prepare(target, host, found);
    } finally {
      signal.removeEventListener('abort', letGo);
    }
  }

  /** A target as it is now; null while it is pending. */
  get(target: string): ReadyTarget | null {
    return this.#ready.get(target) ?? null;
  }

  /** Whether the run starts and stops this target's guest. */
  manages(target: Target): boolean {
    return this.#guests.manages(target);
  }

  /** Why targets that were there were not measured, by their names. */
  get refused(): ReadonlyMap<string, HumanError> {
    return this.#turns.refused;
  }

  /** Why targets are pending that the run was to start, by their names. */
  get absent(): ReadonlyMap<string, string> {
    return this.#turns.absent;
  }

  /**
   * It is this target's turn, in this boot of the plan: shuts down the guest whose turn it was, and starts this one
   * afresh where the run starts it. Null while the target is pending or refused; it is tried once for each boot.
   */
  async enter(target: Target, boot: number): Promise<ReadyTarget | null> {
    if (this.manages(target)) await this.#turns.enter(target, boot);
    else await this.#turns.leave();
    return this.get(target.name);
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
      const observed = await observeHost(ready.host.session, ready.host.places);
      return { ...ready, host: await this.#knownByDom0(target, { ...ready.host, observed }) };
    } catch (error) {
      // Another guest has taken the place: what is measured was measured, and is told of as it was before.
      if (error instanceof MismatchError) this.#options.emit({ event: 'warning', message: error.message });
      else if (!isAbsence(error)) throw error;
      await this.#forget(target);
      return null;
    }
  }

  /** Lets go of every machine, and puts every dom0 back as it was found; what could not be confirmed as cleaned, in words. */
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
    return [...undone.flat(), ...(await this.#guests.close())];
  }

  /** Starts a guest afresh, and makes it ready. */
  async #begin(target: Target, boot: number): Promise<void> {
    const { connect, signal } = this.#options;
    await this.#guests.start(target, boot);
    const opened = await awaitGuest(target, connect, this.#guests, signal, this.#placesOf(target));
    await this.#prepare(target, await this.#admit(target, opened));
  }

  /** Ends the sessions of a target that is there, in peace. */
  async #letGo(target: Target): Promise<void> {
    const host = this.#ready.get(target.name)?.host;
    this.#ready.delete(target.name);
    if (host === undefined) return;
    this.#hosts.delete(host);
    await closeHost(host, CLOSE_MS);
  }

  async #connectAll(): Promise<{ target: Target; host: Host }[]> {
    const { experiment } = this.#options;
    const toDo = experiment.targets.filter((target) => this.#casesOf(target).length > 0);
    const absences: string[] = [];
    const opened = await this.#guests.open();
    for (const target of toDo) {
      const absence = opened.absent.get(target.name);
      if (absence === undefined) continue;
      absences.push(`${target.name}: ${absence}`);
      this.#status(target, 'pending', absence);
    }
    const targets = toDo.filter((target) => !this.manages(target));
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
    throwRefusals([...opened.refusals, ...refusals]);
    const present = attempts.flatMap((attempt) =>
      attempt.status === 'fulfilled' ? (attempt.value ?? []) : [],
    );
    if (toDo.length > 0 && absences.length === toDo.length) throw nobodyThere(absences);
    return present;
  }

  async #connect(target: Target): Promise<Host> {
    this.#status(target, 'connecting', target.host);
    const { connect, signal } = this.#options;
    return this.#admit(target, await openHost(connect, target, signal, this.#placesOf(target)));
  }

  /** Takes a host in as a target. Throws MismatchError where it is not what it is called, and lets go of it. */
  async #admit(target: Target, opened: Host): Promise<Host> {
    try {
      const host = await this.#knownByDom0(target, opened);
      // Each time anew: a machine may come back as another one.
      if (this.#options.allowMismatch !== true) {
        refuseMismatch(targetTitle(target, host), target, host.observed);
      }
      this.#hosts.add(host);
      return host;
    } catch (error) {
      await closeHost(opened);
      throw error;
    }
  }

  /** The host, with what its dom0 knows about it: that belongs to its proof. */
  async #knownByDom0(target: Target, host: Host): Promise<Host> {
    const domain = await this.#guests.observe(target);
    return { ...host, domain, observed: provedByDom0(targetTitle(target, host), host.observed, domain) };
  }

  /** What of a target's devices its cases use. */
  #placesOf(target: Target): Places {
    return placesOf(this.#options.experiment, this.#casesOf(target));
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
    this.#status(target, 'preparing', targetTitle(target, host), host.observed);
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
      this.#status(target, 'ready', targetTitle(target, host), host.observed);
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

  #status(target: Target, status: TargetStatus, message: string, observed: ObservedHost | null = null): void {
    const proved = observed === null ? null : proofOf(target, observed);
    this.#options.emit({
      event: 'target',
      target: target.name,
      status,
      simulated: observed?.simulated ?? null,
      label: proved?.label ?? null,
      proof: proved?.proof.status ?? null,
      message,
    });
  }
}

function unconfirmed(host: string, what: string): string {
  return `${host} did not confirm in time that ${what} is gone; its agent there removes it as soon as it can.`;
}
