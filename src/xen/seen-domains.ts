import type { DomainState, ListedDomain } from './xl-list.ts';
import type { Domain } from './xl-list-long.ts';

/** What a domain does, in one word. */
export type Condition = 'running' | 'idle' | 'paused' | 'shut down' | 'crashed' | 'dying';

/** A domain of a dom0, as `xl list` and `xl list -l` show it together. */
export interface SeenDomain {
  readonly name: string;
  readonly id: number;
  readonly condition: Condition;
  /** vCPUs that are online. */
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** null: xl could not read its configuration, or the type is not known to it. */
  readonly type: Domain['type'];
  /** A PV guest in a shim, itself a PVH guest. */
  readonly shim: boolean;
  /** Null where xl could not read it: `xl list -l` then leaves the domain out without a word. */
  readonly detail: Domain | null;
}

/** Puts both lists together, in the order of `xl list`. A domain that went between the two is left as the first has it. */
export function seenDomains(
  listed: readonly ListedDomain[],
  detailed: readonly Domain[],
): readonly SeenDomain[] {
  const details = new Map(detailed.map((domain) => [domain.domid, domain]));
  return listed.map(({ name, id, state, vcpus, memoryMiB }) => {
    const detail = details.get(id) ?? null;
    return {
      name,
      id,
      condition: conditionOf(state),
      vcpus,
      memoryMiB,
      type: detail?.type ?? null,
      shim: detail?.shim ?? false,
      detail,
    };
  });
}

/** One that can run but waits for a CPU is running, as far as a person is concerned. */
export function conditionOf(state: DomainState): Condition {
  if (state.dying) return 'dying';
  if (state.crashed) return 'crashed';
  if (state.shutdown) return 'shut down';
  if (state.paused) return 'paused';
  return state.blocked ? 'idle' : 'running';
}

/**
 * Whether xl takes a domain's name for that domain and no other: one of digits alone is a domain id to it, and one with
 * other characters may have been changed on its way here.
 */
export function isSafeName(name: string): boolean {
  return name.length <= 255 && /^[A-Za-z0-9_][A-Za-z0-9_.:+-]*$/.test(name) && !/^\d+$/.test(name);
}
