import { randomUUID } from 'node:crypto';
import type { Target } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { DomainRecord } from '../journal/records.ts';
import { ConnectionLostError } from '../remote/agent-channel.ts';
import { UnreachableError } from '../remote/transport.ts';
import { otherGuests } from '../xen/other-guests.ts';
import type { ListedDomain } from '../xen/xl-list.ts';
import { isAbsence } from './absence.ts';
import { company, configProblem } from './check-domain.ts';
import { closeDom0, type Dom0, openDom0 } from './dom0.ts';
import { claimDom0, type FoundDomain, forgetFound, noteFound, releaseDom0 } from './dom0-claim.ts';
import { createDomain, isThere, listDomains, stopDomain } from './domain-power.ts';
import type { Emit } from './events.ts';
import type { Connect } from './host.ts';
import { type ManagedTarget, managed } from './managed.ts';
import { type ObservedDomain, observeDomain } from './observe-domain.ts';
import { oneAfterAnother } from './one-after-another.ts';
import { throwRefusals } from './refusals.ts';

export interface GuestsOptions {
  /** Targets with something to do; those without a domain are passed over. */
  readonly targets: readonly Target[];
  readonly connect: Connect;
  readonly emit: Emit;
  /** Gets what is done to domains, for the run file. */
  readonly record: (record: DomainRecord) => void;
  /** A guest that is of another kind than it is called is started all the same. */
  readonly allowMismatch: boolean;
  readonly signal: AbortSignal;
}

/** What opening the dom0s came to. */
export interface OpenedDom0s {
  /** Why each of these targets is left pending: its dom0 is not there. */
  readonly absent: ReadonlyMap<string, string>;
  readonly refusals: readonly unknown[];
}

/** A dom0 of the run. `dom0` null: its connection is lost. */
interface Held {
  dom0: Dom0 | null;
  /** The run starts and stops guests there. */
  readonly claimed: boolean;
  found: readonly FoundDomain[];
}

/** Longest time in which a dom0 has to let go of its session, ms. */
const CLOSE_MS = 5_000;
/** A guest that an earlier run has left has this long to shut down, s. */
const LEFT_GRACE_SECONDS = 120;

/**
 * The guests that the run starts and stops through their dom0, one at a time, and the dom0s themselves, which are left
 * as they were found: at the end, after a cancel, and, by a note that is kept there, at the next start after a crash.
 */
export class Guests {
  readonly #options: GuestsOptions;
  readonly #targets: readonly ManagedTarget[];
  /** Targets that run already, and whose dom0 is only asked about them. */
  readonly #seen: readonly Target[];
  readonly #held = new Map<string, Held>();
  /** Known to the dom0s as the holder of their claim. */
  readonly #token = randomUUID();
  readonly #alone = oneAfterAnother();
  #up: ManagedTarget | null = null;

  constructor(options: GuestsOptions) {
    this.#options = options;
    this.#targets = options.targets.filter(managed);
    this.#seen = options.targets.filter((target) => target.domain !== null && !managed(target));
  }

  /** Whether the run starts and stops this target. */
  manages(target: Target): boolean {
    return this.#targets.some(({ name }) => name === target.name);
  }

  /** The dom0s that are there. */
  get dom0s(): readonly Dom0[] {
    return [...this.#held.values()].flatMap(({ dom0 }) => dom0 ?? []);
  }

  /**
   * Connects to the dom0s, claims them, puts back what an earlier run has left, and looks whether the guests can be
   * started alone. Starts nothing.
   */
  open(): Promise<OpenedDom0s> {
    return this.#alone(async () => {
      const absent = new Map<string, string>();
      const refusals: unknown[] = [];
      for (const name of new Set(this.#targets.map(({ domain }) => domain.dom0))) {
        try {
          await this.#open(name);
        } catch (error) {
          if (!isAbsence(error)) refusals.push(error);
          else for (const target of this.#of(name)) absent.set(target.name, error.message);
        }
      }
      for (const name of new Set(this.#seen.map(({ domain }) => domain?.dom0 ?? ''))) {
        if (!this.#held.has(name)) await this.#openToLook(name);
      }
      return { absent, refusals };
    });
  }

  /**
   * Starts a target's guest afresh, the only one of its dom0. Throws HumanError where it cannot be started, or another
   * guest runs beside it; UnreachableError or ConnectionLostError where the dom0 is not there.
   */
  start(target: Target, boot: number): Promise<void> {
    return this.#alone(async () => {
      const guest = this.#targets.find(({ name }) => name === target.name);
      if (guest === undefined) return;
      await this.#stopUp();
      const dom0 = await this.#dom0(guest.domain.dom0);
      try {
        await this.#startAlone(dom0, guest, boot);
      } catch (error) {
        if (error instanceof ConnectionLostError) await this.#lose(dom0);
        throw error;
      }
    });
  }

  /** Whether a target's domain is there, in whatever state. */
  isThere(target: Target): Promise<boolean> {
    return this.#alone(async () => {
      const { domain } = target;
      const dom0 = domain === null ? null : (this.#held.get(domain.dom0)?.dom0 ?? null);
      return domain !== null && dom0 !== null && (await isThere(dom0, domain.name));
    });
  }

  /** What its dom0 tells about a target's guest; null where it has none, or is not there. */
  observe({ domain }: Target): Promise<ObservedDomain | null> {
    return this.#alone(async () => {
      const dom0 = domain === null ? null : (this.#held.get(domain.dom0)?.dom0 ?? null);
      if (domain === null || dom0 === null) return null;
      try {
        return await observeDomain(dom0.host.session, domain.name);
      } catch (error) {
        if (!(error instanceof ConnectionLostError)) throw error;
        await this.#lose(dom0);
        return null;
      }
    });
  }

  /** Shuts down the guest that is up, if any. A dom0 that does not answer is left for `close`. */
  stop(): Promise<void> {
    return this.#alone(() => this.#stopUp());
  }

  /** Puts every dom0 back as it was found and lets go of it; what could not be done, in words. */
  close(): Promise<readonly string[]> {
    return this.#alone(async () => {
      this.#up = null;
      const undone: string[] = [];
      for (const [name, held] of this.#held) {
        const problem = held.claimed ? await this.#giveBack(name, held) : null;
        if (problem !== null) undone.push(problem);
        if (held.dom0 !== null) await closeDom0(held.dom0, CLOSE_MS);
      }
      this.#held.clear();
      return undone;
    });
  }

  async #open(name: string): Promise<void> {
    const { connect, signal } = this.#options;
    const held: Held = { dom0: null, found: [], claimed: true };
    const dom0 = await openDom0(connect, name, signal);
    try {
      const left = await claimDom0(dom0, this.#token);
      held.dom0 = dom0;
      // From here on the dom0 is ours to put back.
      this.#held.set(name, held);
      await this.#putBackLeft(dom0, left);
      const listed = await listDomains(dom0);
      const { allowMismatch } = this.#options;
      const problems: HumanError[] = [];
      for (const target of this.#of(name)) {
        const problem = await configProblem(dom0, target, allowMismatch);
        if (problem !== null) problems.push(problem);
        this.#refuseCompany(target, listed);
      }
      throwRefusals(problems);
      for (const target of this.#of(name)) {
        const running = listed.some((domain) => domain.name === target.domain.name);
        const found = { name: target.domain.name, running, config: target.domain.config };
        await noteFound(dom0, this.#token, found);
        held.found = [...held.found, found];
        this.#record(dom0, found.name, 'found', { target: target.name, running });
      }
    } catch (error) {
      if (held.dom0 === null) await closeDom0(dom0, CLOSE_MS);
      throw error;
    }
  }

  /** Why a dom0 could not be put back as it was found; null when it was. A lost connection is made anew once. */
  async #giveBack(name: string, held: Held): Promise<string | null> {
    for (let mayReturn = held.dom0 !== null; ; mayReturn = false) {
      try {
        const dom0 = held.dom0 ?? (await this.#reopen(name, held, new AbortController().signal));
        await this.#putBackAll(dom0, held.found);
        await releaseDom0(dom0, this.#token);
        return null;
      } catch (error) {
        if (error instanceof ConnectionLostError && held.dom0 !== null) await this.#lose(held.dom0);
        if (mayReturn && held.dom0 === null) continue;
        const domains = held.found.map((found) => found.name).join(', ');
        return (
          `The dom0 ${name} could not be put back as it was found (${domains}): ${(error as Error).message} ` +
          'The next run that uses it does that first.'
        );
      }
    }
  }

  async #startAlone(dom0: Dom0, guest: ManagedTarget, boot: number): Promise<void> {
    const { name, config } = guest.domain;
    await this.#stopOthersOfRun(dom0);
    this.#refuseCompany(guest, await listDomains(dom0));
    this.#status(guest, `starting the domain ${name} on ${dom0.name}`);
    const begin = Date.now();
    this.#up = guest;
    await createDomain(dom0, name, config);
    this.#record(dom0, name, 'start', { target: guest.name, boot, durationMs: Date.now() - begin });
  }

  /** A dom0 on which the run starts nothing can be done without: what it would tell is then missing. */
  async #openToLook(name: string): Promise<void> {
    const { connect, signal, emit } = this.#options;
    try {
      this.#held.set(name, { dom0: await openDom0(connect, name, signal), found: [], claimed: false });
    } catch (error) {
      if (signal.aborted || !(isAbsence(error) || error instanceof HumanError)) throw error;
      emit({
        event: 'warning',
        message: `${error.message} What this dom0 knows about its guests is left out.`,
      });
    }
  }

  /** Throws HumanError where guests run that are not of this run and would share the machine. */
  #refuseCompany(target: ManagedTarget, listed: readonly ListedDomain[]): void {
    const { dom0, alongside } = target.domain;
    const own = this.#of(dom0).map(({ domain }) => domain.name);
    const others = alongside ? [] : otherGuests(listed, own);
    if (others.length > 0) throw new HumanError(company(target, others), EXIT.refused);
  }

  async #stopOthersOfRun(dom0: Dom0): Promise<void> {
    const listed = new Set((await listDomains(dom0)).map(({ name }) => name));
    for (const target of this.#of(dom0.name)) {
      if (listed.has(target.domain.name)) await this.#stop(dom0, target.domain, target.name);
    }
  }

  async #stopUp(): Promise<void> {
    const guest = this.#up;
    this.#up = null;
    const dom0 = guest === null ? null : (this.#held.get(guest.domain.dom0)?.dom0 ?? null);
    if (guest === null || dom0 === null) return;
    this.#status(guest, `shutting down the domain ${guest.domain.name} on ${dom0.name}`);
    try {
      await this.#stop(dom0, guest.domain, guest.name);
    } catch (error) {
      if (error instanceof ConnectionLostError) await this.#lose(dom0);
      // `close` tries once more, and tells when it fails too.
      this.#options.emit({ event: 'warning', message: (error as Error).message });
    }
  }

  async #stop(
    dom0: Dom0,
    { name, graceSeconds }: { readonly name: string; readonly graceSeconds: number },
    target: string | null,
  ): Promise<void> {
    const begin = Date.now();
    const how = await stopDomain(dom0, name, graceSeconds);
    if (how === 'absent') return;
    const action = how === 'shut down' ? 'shutdown' : 'destroy';
    this.#record(dom0, name, action, { target, durationMs: Date.now() - begin });
  }

  /** The dom0, connected anew where it was lost. */
  async #dom0(name: string): Promise<Dom0> {
    const held = this.#held.get(name);
    if (held === undefined) throw new UnreachableError(`the dom0 ${name} is not there`);
    return held.dom0 ?? this.#reopen(name, held, this.#options.signal);
  }

  async #reopen(name: string, held: Held, signal: AbortSignal): Promise<Dom0> {
    const dom0 = await openDom0(this.#options.connect, name, signal);
    try {
      await claimDom0(dom0, this.#token);
    } catch (error) {
      await closeDom0(dom0, CLOSE_MS);
      throw error;
    }
    held.dom0 = dom0;
    return dom0;
  }

  async #lose(dom0: Dom0): Promise<void> {
    const held = this.#held.get(dom0.name);
    if (held !== undefined) held.dom0 = null;
    await closeDom0(dom0, 0);
  }

  async #putBackLeft(dom0: Dom0, left: readonly FoundDomain[]): Promise<void> {
    if (left.length === 0) return;
    this.#options.emit({
      event: 'warning',
      message: `An earlier run was cut off and has left guests of ${dom0.name} as it used them (${left.map(({ name }) => name).join(', ')}). Putting them back as it found them.`,
    });
    await this.#putBackAll(dom0, left);
    await forgetFound(dom0, this.#token);
  }

  async #putBackAll(dom0: Dom0, found: readonly FoundDomain[]): Promise<void> {
    const there = new Set((await listDomains(dom0)).map(({ name }) => name));
    // First those that must go: their memory may be needed by those that come back.
    for (const { name } of found.filter(({ running }) => !running)) {
      if (!there.has(name)) continue;
      const graceSeconds = this.#graceOf(dom0, name);
      this.#tell(dom0, name, 'shutting down');
      await this.#stop(dom0, { name, graceSeconds }, null);
    }
    for (const { name, config } of found.filter(({ running }) => running)) {
      if (there.has(name)) continue;
      this.#tell(dom0, name, 'starting');
      const begin = Date.now();
      await createDomain(dom0, name, config);
      this.#record(dom0, name, 'start', { target: null, durationMs: Date.now() - begin });
    }
  }

  #graceOf(dom0: Dom0, name: string): number {
    const target = this.#of(dom0.name).find(({ domain }) => domain.name === name);
    return target?.domain.graceSeconds ?? LEFT_GRACE_SECONDS;
  }

  #of(dom0: string): readonly ManagedTarget[] {
    return this.#targets.filter(({ domain }) => domain.dom0 === dom0);
  }

  #status(target: ManagedTarget, message: string): void {
    this.#options.emit({
      event: 'target',
      target: target.name,
      status: 'starting',
      simulated: null,
      label: null,
      proof: null,
      message,
    });
  }

  #tell(dom0: Dom0, domain: string, what: string): void {
    this.#options.emit({ event: 'dom0', dom0: dom0.name, message: `${what} ${domain}, as it was found` });
  }

  #record(
    dom0: Dom0,
    domain: string,
    action: DomainRecord['action'],
    more: Partial<Pick<DomainRecord, 'target' | 'boot' | 'running' | 'durationMs'>>,
  ): void {
    const at = new Date().toISOString();
    this.#options.record({ record: 'domain', at, dom0: dom0.name, domain, action, target: null, ...more });
  }
}
