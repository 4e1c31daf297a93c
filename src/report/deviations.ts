import { hostDeviations, measuredTargets } from './deviations-of-hosts.ts';
import { planDeviations } from './deviations-of-plan.ts';
import { toolDeviations } from './deviations-of-tools.ts';
import type { Pool } from './pools.ts';

/**
 * What differs from the 2008 method and must be said beside a reproduction of it, a sentence each: only what the runs
 * themselves let us say. None where nothing was planned that the method has. Where runs of several experiments come
 * together, a sentence that does not hold for all of them says of which it is.
 */
export function deviationsOf(pools: readonly Pool[]): readonly string[] {
  const told = pools.map((pool) => ({ pool, sentences: ofPool(pool) }));
  const all = [...new Set(told.flatMap(({ sentences }) => sentences))];
  return all.flatMap((sentence) => {
    const holds = told.filter(({ sentences }) => sentences.includes(sentence));
    if (holds.length === pools.length) return [sentence];
    return holds.map(({ pool }) => `Run ${pool.position}: ${sentence}`);
  });
}

function ofPool(pool: Pool): readonly string[] {
  const { cases } = pool.experiment;
  if (cases.every(({ benchmark }) => benchmark === 'command')) return [];
  const measured = measuredTargets(pool);
  // Of models there is nothing to say: every view tells that they are no measurement.
  if (measured.length === 0) return planDeviations(pool);
  const paperDisk = cases.some((each) => each.benchmark === 'disk' && each.mode === 'paper');
  return [...planDeviations(pool), ...toolDeviations(cases), ...hostDeviations(measured, paperDisk)];
}
