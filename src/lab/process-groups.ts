import { setTimeout as delay } from 'node:timers/promises';

/** How long an agent may clean up after SIGTERM: it stops its own jobs, 1 s each at most. */
const GRACE_MS = 2_000;
/** SIGKILL needs no longer; where nobody reaps orphans (a container), what is left are zombies. */
const FORCED_MS = 500;
const LOOK_MS = 20;

/** The process groups that a lab has started on this machine, and their end. */
export class ProcessGroups {
  readonly #leaders = new Set<number>();

  /** @param leader its pid, which is the group's number for as long as any process of the group is left */
  add(leader: number): void {
    // A number may serve again once its group is gone; then it is no longer ours to end.
    this.#forgetGone();
    this.#leaders.add(leader);
  }

  /** Asks every process to end, forces those that do not, and settles when none is left. */
  async end(): Promise<void> {
    const limit = Date.now() + GRACE_MS;
    this.#signal('SIGTERM');
    while (this.#anyLeft() && Date.now() < limit) await delay(LOOK_MS);
    this.#signal('SIGKILL');
    const forced = Date.now() + FORCED_MS;
    while (this.#anyLeft() && Date.now() < forced) await delay(LOOK_MS);
  }

  #anyLeft(): boolean {
    this.#forgetGone();
    return this.#leaders.size > 0;
  }

  #forgetGone(): void {
    for (const leader of this.#leaders) if (!signalGroup(leader, 0)) this.#leaders.delete(leader);
  }

  #signal(signal: NodeJS.Signals): void {
    for (const leader of this.#leaders) signalGroup(leader, signal);
  }
}

/** False when the group has no process any more. */
function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    return false;
  }
}
