import type { Target } from '../experiment/model.ts';
import { HumanError } from '../human-error.ts';
import { isAbsence } from './absence.ts';
import type { TargetStatus } from './events.ts';

export interface TurnSteps {
  /** Starts the target's guest for a boot of the plan and makes it ready; throws where it refuses or does not come. */
  readonly begin: (target: Target, boot: number) => Promise<void>;
  /** Ends the sessions with a target, in peace. */
  readonly letGo: (target: Target) => Promise<void>;
  /** Shuts down the guest whose turn it was. */
  readonly stop: () => Promise<void>;
  readonly status: (target: Target, status: TargetStatus, message: string) => void;
  readonly signal: AbortSignal;
}

/** Guests that a run starts take turns: one of them at a time, each afresh for each boot of the plan. */
export class Turns {
  readonly #steps: TurnSteps;
  #turn: { readonly target: Target; readonly boot: number } | null = null;
  readonly #refused = new Map<string, HumanError>();
  readonly #absent = new Map<string, string>();

  constructor(steps: TurnSteps) {
    this.#steps = steps;
  }

  /** Why targets refused in their turn, by their names: they have no other. */
  get refused(): ReadonlyMap<string, HumanError> {
    return this.#refused;
  }

  /** Why targets did not come in a turn of theirs, by their names. */
  get absent(): ReadonlyMap<string, string> {
    return this.#absent;
  }

  /**
   * It is this target's turn, in this boot of the plan, and no more any other's. A guest is tried once for each boot;
   * where it refuses or does not come, that is kept and said.
   */
  async enter(target: Target, boot: number): Promise<void> {
    if (this.#turn?.target.name === target.name && this.#turn.boot === boot) return;
    await this.leave();
    this.#turn = { target, boot };
    if (this.#refused.has(target.name)) return;
    const { begin, letGo, status, signal } = this.#steps;
    try {
      await begin(target, boot);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof HumanError) {
        this.#refused.set(target.name, error);
        status(target, 'refused', error.message);
        await letGo(target);
      } else if (isAbsence(error)) {
        this.#absent.set(target.name, error.message);
        status(target, 'pending', error.message);
      } else throw error;
    }
  }

  /** It is nobody's turn any more: the session with the guest is ended before the guest is. */
  async leave(): Promise<void> {
    const turn = this.#turn;
    this.#turn = null;
    if (turn === null) return;
    await this.#steps.letGo(turn.target);
    await this.#steps.stop();
  }
}
