import { randomUUID } from 'node:crypto';
import { ConnectionLostError } from '../remote/agent-channel.ts';
import { UnreachableError } from '../remote/transport.ts';
import type { Dom0 } from './dom0.ts';
import { claimDom0, type FoundDomain, forgetFound, noteFound, releaseDom0 } from './dom0-claim.ts';
import type { Dom0s } from './dom0s.ts';
import type { Emit } from './events.ts';
import { type PutBackPorts, putBack } from './put-back.ts';

export interface ClaimsOptions {
  readonly dom0s: Dom0s;
  readonly ports: (dom0: Dom0) => PutBackPorts;
  readonly emit: Emit;
}

/**
 * The dom0s that a run has claimed, and what it owes them: each guest as it was found. It is kept on the dom0 too, so that a
 * later run can pay what this one cannot.
 */
export class Claims {
  readonly #options: ClaimsOptions;
  /** Known to the dom0s as the holder of their claim. */
  readonly #token = randomUUID();
  readonly #owed = new Map<string, readonly FoundDomain[]>();

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  /** Whether the run holds a dom0. */
  has(name: string): boolean {
    return this.#owed.has(name);
  }

  /** Claims a dom0, and puts back what an earlier run that was cut off has left there. Throws HumanError while another holds it. */
  async claim(name: string): Promise<Dom0> {
    const dom0 = await this.#options.dom0s.get(name);
    const left = await claimDom0(dom0, this.#token);
    // Owed until it is put back, whatever becomes of this run meanwhile.
    this.#owed.set(name, left);
    if (left.length > 0) {
      this.#options.emit({
        event: 'warning',
        message: `An earlier run was cut off and has left guests of ${name} as it used them (${namesOf(left)}). Putting them back as it found them.`,
      });
      await putBack(dom0, left, this.#options.ports(dom0));
      await forgetFound(dom0, this.#token);
    }
    this.#owed.set(name, []);
    return dom0;
  }

  /** Notes how a guest was found, before it is touched. */
  async owe(dom0: Dom0, found: FoundDomain): Promise<void> {
    await noteFound(dom0, this.#token, found);
    this.#owed.set(dom0.name, [...(this.#owed.get(dom0.name) ?? []), found]);
  }

  /** A claimed dom0; connected and claimed anew where its connection was lost. Throws UnreachableError for one that is not claimed. */
  async get(name: string, signal?: AbortSignal): Promise<Dom0> {
    if (!this.has(name)) throw new UnreachableError(`the dom0 ${name} is not there`);
    const { dom0s } = this.#options;
    const present = dom0s.peek(name);
    if (present !== null) return present;
    const dom0 = await dom0s.get(name, signal);
    try {
      await claimDom0(dom0, this.#token);
      return dom0;
    } catch (error) {
      await dom0s.lose(dom0);
      throw error;
    }
  }

  /** Puts everything back as it was found and gives the dom0s back; what could not be done, in words. */
  async close(): Promise<readonly string[]> {
    const undone: string[] = [];
    for (const [name, owed] of this.#owed) {
      const problem = await this.#giveBack(name, owed);
      if (problem !== null) undone.push(problem);
    }
    this.#owed.clear();
    return undone;
  }

  /** A lost connection is made anew once. */
  async #giveBack(name: string, owed: readonly FoundDomain[]): Promise<string | null> {
    const { dom0s, ports } = this.#options;
    for (let tries = 1; ; tries += 1) {
      try {
        // Also in a cancelled run: it has all the time that this takes.
        const dom0 = await this.get(name, new AbortController().signal);
        await dom0s.use(dom0, () => putBack(dom0, owed, ports(dom0)));
        await releaseDom0(dom0, this.#token);
        return null;
      } catch (error) {
        if (error instanceof ConnectionLostError && tries === 1) continue;
        return (
          `The dom0 ${name} could not be put back as it was found (${namesOf(owed)}): ${(error as Error).message} ` +
          'The next run that uses it does that first.'
        );
      }
    }
  }
}

function namesOf(found: readonly FoundDomain[]): string {
  return found.map(({ name }) => name).join(', ');
}
