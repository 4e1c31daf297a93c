import type { TrialRecord } from '../journal/records.ts';
import { listed } from './listed.ts';
import { formatPercent } from './numbers.ts';

/** Stolen CPU time from which the report speaks of it, as a share of what the trials asked for. */
export const STEAL_THRESHOLD = 0.01;

/**
 * Of the CPU time that trials asked for (worked, and was stolen), the share that the hypervisor gave to others. Time in
 * which CPUs were idle is left out: a guest with many idle CPUs would hide that its one busy CPU had to wait. Null where
 * no valid trial tells, or none asked for any.
 */
export function stolenShare(trials: readonly TrialRecord[]): number | null {
  let stolen = 0;
  let asked = 0;
  for (const { cpu, outcome } of trials) {
    if (cpu === null || cpu === undefined || outcome !== 'valid') continue;
    stolen += cpu.steal * cpu.seconds;
    asked += (cpu.steal + cpu.busy) * cpu.seconds;
  }
  return asked > 0 ? stolen / asked : null;
}

/** A sentence about the targets that were kept waiting by others on their machine. */
export function stealNotes(trials: ReadonlyMap<string, readonly TrialRecord[]>): readonly string[] {
  const kept = [...trials].flatMap(([name, ofTarget]) => {
    const share = stolenShare(ofTarget);
    return share === null || share < STEAL_THRESHOLD ? [] : [`${name} ${formatPercent(share)}`];
  });
  if (kept.length === 0) return [];
  return [
    `Stolen by the hypervisor, of the CPU time that trials asked for: ${listed(kept)}. ` +
      'Other guests or dom0 ran on the same CPUs meanwhile; below 1 % nothing is said.',
  ];
}
