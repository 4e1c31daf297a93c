import type { Target } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { DomainRecord } from '../journal/records.ts';
import { ConnectionLostError } from '../remote/agent-channel.ts';
import { otherGuests } from '../xen/other-guests.ts';
import type { ListedDomain } from '../xen/xl-list.ts';
import { isAbsence } from './absence.ts';
import { company, configProblem } from './check-domain.ts';
import { Claims } from './claims.ts';
import type { Dom0 } from './dom0.ts';
import { Dom0s } from './dom0s.ts';
import { createDomain, isThere, listDomains, type Stopped, stopDomain } from './domain-power.ts';
import type { Emit } from './events.ts';
import type { Connect } from './host.ts';
import { type ManagedTarget, managed } from './managed.ts';
import { type ObservedDomain, observeDomain } from './observe-domain.ts';
import { oneAfterAnother } from './one-after-another.ts';
import type { PutBackPorts } from './put-back.ts';
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

/** Longest time in which a dom0 has to let go of its session, ms. */
const CLOSE_MS = 5_000;
/** A guest that an earlier run has left has this long to shut down, s. */
const LEFT_GRACE_SECONDS = 120;

/**
 * The guests of a run, started and stopped through their dom0, one at a time. Every dom0 is left as it was found: at the
 * end, after a cancel, and, by a note that is kept there, at the next start after a crash.
 */
export class Guests {
  readonly #options: GuestsOptions;
  readonly #targets: readonly ManagedTarget[];
  readonly #dom0s: Dom0s;
  readonly #claims: Claims;
  readonly #alone = oneAfterAnother();
  #up: ManagedTarget | null = null;

  constructor(options: GuestsOptions) {
    this.#options = options;
    this.#targets = options.targets.filter(managed);
    this.#dom0s = new Dom0s(options.connect, options.signal);
    this.#claims = new Claims({
      dom0s: this.#dom0s,
      ports: (dom0) => this.#putBackPorts(dom0),
      emit: options.emit,
    });
  }

  /** Whether the run starts and stops this target. */
  manages(target: Target): boolean {
    return this.#targets.some(({ name }) => name === target.name);
  }

  /** The dom0s that are there. */
  get dom0s(): readonly Dom0[] {
    return this.#dom0s.present;
  }

  /**
   * Connects to the dom0s, claims them, puts back what an earlier run has left, and looks whether the guests can be
   * started alone. Starts nothing of its own.
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
      for (const name of this.#onlyAsked()) await this.#openToLook(name);
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
      const dom0 = await this.#claims.get(guest.domain.dom0);
      await this.#dom0s.use(dom0, () => this.#startAlone(dom0, guest, boot));
    });
  }

  /** Whether a target's domain is there, in whatever state. */
  isThere({ domain }: Target): Promise<boolean> {
    return this.#alone(async () => {
      const dom0 = domain === null ? null : this.#dom0s.peek(domain.dom0);
      if (domain === null || dom0 === null) return false;
      return this.#dom0s.use(dom0, () => isThere(dom0, domain.name));
    });
  }

  /** What its dom0 tells about a target's guest; null where it has none, or is not there. */
  observe({ domain }: Target): Promise<ObservedDomain | null> {
    return this.#alone(async () => {
      const dom0 = domain === null ? null : this.#dom0s.peek(domain.dom0);
      if (domain === null || dom0 === null) return null;
      return this.#dom0s
        .use(dom0, () => observeDomain(dom0.host.session, domain.name))
        .catch((error: unknown) => {
          if (error instanceof ConnectionLostError) return null;
          throw error;
        });
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
      const undone = await this.#claims.close();
      await this.#dom0s.close(CLOSE_MS);
      return undone;
    });
  }

  async #open(name: string): Promise<void> {
    const dom0 = await this.#claims.claim(name);
    const listed = await listDomains(dom0);
    const problems: HumanError[] = [];
    for (const target of this.#of(name)) {
      const problem = await configProblem(dom0, target, this.#options.allowMismatch);
      if (problem !== null) problems.push(problem);
      this.#refuseCompany(target, listed);
    }
    throwRefusals(problems);
    for (const target of this.#of(name)) {
      const running = listed.some((domain) => domain.name === target.domain.name);
      const found = { name: target.domain.name, running, config: target.domain.config };
      await this.#claims.owe(dom0, found);
      this.#record(dom0, found.name, 'found', { target: target.name, running });
    }
  }

  /** Dom0s on which the run starts nothing, but has a guest of. */
  #onlyAsked(): readonly string[] {
    const named = this.#options.targets.flatMap(({ domain }) => domain?.dom0 ?? []);
    return [...new Set(named)].filter((name) => this.#of(name).length === 0);
  }

  /** Such a dom0 can be done without: what it would tell is then missing. */
  async #openToLook(name: string): Promise<void> {
    const { signal, emit } = this.#options;
    try {
      await this.#dom0s.get(name);
    } catch (error) {
      if (signal.aborted || !(isAbsence(error) || error instanceof HumanError)) throw error;
      emit({
        event: 'warning',
        message: `${error.message} What this dom0 knows about its guests is left out.`,
      });
    }
  }

  async #startAlone(dom0: Dom0, guest: ManagedTarget, boot: number): Promise<void> {
    const { name, config } = guest.domain;
    const listed = new Set((await listDomains(dom0)).map((domain) => domain.name));
    for (const target of this.#of(dom0.name)) {
      if (listed.has(target.domain.name)) await this.#stop(dom0, target);
    }
    this.#refuseCompany(guest, await listDomains(dom0));
    this.#status(guest, `starting the domain ${name} on ${dom0.name}`);
    const begin = Date.now();
    this.#up = guest;
    await createDomain(dom0, name, config);
    this.#record(dom0, name, 'start', { target: guest.name, boot, durationMs: Date.now() - begin });
  }

  /** Throws HumanError where guests run that are not of this run and would share the machine. */
  #refuseCompany(target: ManagedTarget, listed: readonly ListedDomain[]): void {
    const { dom0, alongside } = target.domain;
    const own = this.#of(dom0).map(({ domain }) => domain.name);
    const others = alongside ? [] : otherGuests(listed, own);
    if (others.length > 0) throw new HumanError(company(target, others), EXIT.refused);
  }

  async #stopUp(): Promise<void> {
    const guest = this.#up;
    this.#up = null;
    const dom0 = guest === null ? null : this.#dom0s.peek(guest.domain.dom0);
    if (guest === null || dom0 === null) return;
    this.#status(guest, `shutting down the domain ${guest.domain.name} on ${dom0.name}`);
    try {
      await this.#dom0s.use(dom0, () => this.#stop(dom0, guest));
    } catch (error) {
      // `close` tries once more, and tells when it fails too.
      this.#options.emit({ event: 'warning', message: (error as Error).message });
    }
  }

  async #stop(dom0: Dom0, { name, domain }: ManagedTarget): Promise<void> {
    const begin = Date.now();
    const how = await stopDomain(dom0, domain.name, domain.graceSeconds);
    this.#recordEnd(dom0, domain.name, how, { target: name, durationMs: Date.now() - begin });
  }

  #putBackPorts(dom0: Dom0): PutBackPorts {
    return {
      graceOf: (name) =>
        this.#of(dom0.name).find(({ domain }) => domain.name === name)?.domain.graceSeconds ??
        LEFT_GRACE_SECONDS,
      begins: (name, what) =>
        this.#options.emit({ event: 'dom0', dom0: dom0.name, message: `${what} ${name}, as it was found` }),
      did: (name, what, durationMs) => {
        if (what === 'started') this.#record(dom0, name, 'start', { durationMs });
        else this.#recordEnd(dom0, name, what, { durationMs });
      },
    };
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

  #recordEnd(dom0: Dom0, domain: string, how: Stopped, more: Told): void {
    if (how !== 'absent') this.#record(dom0, domain, how === 'shut down' ? 'shutdown' : 'destroy', more);
  }

  #record(dom0: Dom0, domain: string, action: DomainRecord['action'], more: Told): void {
    const at = new Date().toISOString();
    this.#options.record({ record: 'domain', at, dom0: dom0.name, domain, action, target: null, ...more });
  }
}

type Told = Partial<Pick<DomainRecord, 'target' | 'boot' | 'running' | 'durationMs'>>;
