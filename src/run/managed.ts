import type { Domain, Target } from '../experiment/model.ts';

/** A target whose guest the run starts and stops. */
export interface ManagedTarget extends Target {
  readonly domain: Domain & { readonly config: string };
}

/** Whether a run starts and stops the guest of a target: its dom0 is known, and what it is started from. */
export function managed(target: Target): target is ManagedTarget {
  return target.domain !== null && target.domain.config !== null;
}
