import type { Target } from '../../experiment/model.ts';

/** The dom0s that an experiment names, in its order. */
export function dom0sOf(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.flatMap(({ domain }) => domain?.dom0 ?? []))];
}
