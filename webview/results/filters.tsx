import { plain } from '../../src/report/plain.ts';
import type { ShownTarget } from '../../src/report/views.ts';
import { MarkerIcon } from './marker.tsx';
import { Menu } from './menu.tsx';
import type { Paint } from './paint.ts';
import type { Action, View } from './state.ts';

export interface FiltersProps {
  readonly targets: readonly ShownTarget[];
  /** Rows of the CV table. */
  readonly groups: readonly string[];
  readonly view: View;
  readonly paints: ReadonlyMap<string, Paint>;
  readonly act: (action: Action) => void;
}

/** Which targets and groups are shown, in the table and the figures alike. */
export function Filters({ targets, groups, view, paints, act }: FiltersProps) {
  const { hiddenTargets, hiddenGroups } = view;
  const shownTargets = targets.filter(({ name }) => !hiddenTargets.includes(name)).length;
  const shownGroups = groups.filter((group) => !hiddenGroups.includes(group)).length;
  const all = { key: 'all', label: 'Show all', onPick: () => act({ type: 'show-all' }) };
  return (
    <div class="filters">
      <Menu
        align="right"
        label={<Chooser noun="Targets" shown={shownTargets} of={targets.length} />}
        items={[
          ...targets.map(({ name }) => ({
            key: `target ${name}`,
            label: (
              <span class="target-name">
                <MarkerIcon paint={paints.get(name)} />
                {plain(name)}
              </span>
            ),
            checked: !hiddenTargets.includes(name),
            onPick: () => act({ type: 'toggle-target', target: name }),
          })),
          all,
        ]}
      />
      <Menu
        align="right"
        label={<Chooser noun="Groups" shown={shownGroups} of={groups.length} />}
        items={[
          ...groups.map((group) => ({
            key: `group ${group}`,
            label: plain(group),
            checked: !hiddenGroups.includes(group),
            onPick: () => act({ type: 'toggle-group', group }),
          })),
          all,
        ]}
      />
    </div>
  );
}

function Chooser({
  noun,
  shown,
  of,
}: {
  readonly noun: string;
  readonly shown: number;
  readonly of: number;
}) {
  return (
    <span class="chooser">
      {noun}
      <span class="number">{shown === of ? 'all' : `${shown} of ${of}`}</span>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path d="M3 5.5l5 5l5 -5" fill="none" stroke="currentColor" stroke-width="1.4" />
      </svg>
    </span>
  );
}
