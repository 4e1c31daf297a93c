import { ITEMS } from '../../manifest.ts';
import type { Lens, Look } from './look.ts';
import type { GroupType } from './nodes.ts';

const SIGNS = {
  targets: { icon: 'server', context: ITEMS.targets },
  benchmarks: { icon: 'checklist', context: ITEMS.benchmarks },
  runs: { icon: 'history', context: ITEMS.runs },
} as const;

export function groupLook(type: GroupType, count: number, { l10n }: Lens): Look {
  const label =
    type === 'targets' ? l10n.t('Targets') : type === 'benchmarks' ? l10n.t('Benchmarks') : l10n.t('Runs');
  return { ...ofMany(label, count), ...SIGNS[type] };
}

/** The runs beyond those that are shown at once. */
export function olderLook(count: number, { l10n }: Lens): Look {
  const label = count === 1 ? l10n.t('1 older run') : l10n.t('{0} older runs', count);
  return { ...ofMany(label, null), icon: 'ellipsis', context: ITEMS.olderRuns };
}

/** The runs of no experiment of the workspace. */
export function othersLook(count: number, { l10n }: Lens): Look {
  const look = ofMany(l10n.t('Other runs'), count);
  const tooltip = [l10n.t('Run files whose experiment is not in this workspace')];
  return { ...look, tooltip, icon: 'history', context: ITEMS.otherRuns };
}

function ofMany(label: string, count: number | null): Omit<Look, 'icon' | 'context'> {
  const description = count === null ? '' : String(count);
  return { label, description, tooltip: [label], colour: null, spoken: `${label} ${description}`.trim() };
}
