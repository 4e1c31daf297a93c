import { ConnectionLostError } from '../remote/agent-channel.ts';
import { closeDom0, type Dom0, openDom0 } from './dom0.ts';
import type { Connect } from './host.ts';

/** The dom0s of a run or a check: each is connected to once, whoever asks, and anew after its connection was lost. */
export class Dom0s {
  readonly #connect: Connect;
  readonly #signal: AbortSignal;
  readonly #present = new Map<string, Dom0>();

  constructor(connect: Connect, signal: AbortSignal) {
    this.#connect = connect;
    this.#signal = signal;
  }

  /** Those that are connected now. */
  get present(): readonly Dom0[] {
    return [...this.#present.values()];
  }

  /** One that is connected now; null: it is not. */
  peek(name: string): Dom0 | null {
    return this.#present.get(name) ?? null;
  }

  /** Connects where there is no connection. Throws as `openDom0` does. */
  async get(name: string, signal = this.#signal): Promise<Dom0> {
    const present = this.peek(name);
    if (present !== null) return present;
    const dom0 = await openDom0(this.#connect, name, signal);
    this.#present.set(name, dom0);
    return dom0;
  }

  /** Does something on a dom0; one whose connection breaks meanwhile is let go of. */
  async use<T>(dom0: Dom0, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ConnectionLostError) await this.lose(dom0);
      throw error;
    }
  }

  /** Drops a connection, without waiting for a dom0 that does not answer. */
  async lose(dom0: Dom0): Promise<void> {
    if (this.peek(dom0.name) === dom0) this.#present.delete(dom0.name);
    await closeDom0(dom0, 0);
  }

  /** Ends all sessions; waits for each dom0 up to `limitMs`. */
  async close(limitMs?: number): Promise<void> {
    const present = this.present;
    this.#present.clear();
    await Promise.all(present.map((dom0) => closeDom0(dom0, limitMs)));
  }
}
