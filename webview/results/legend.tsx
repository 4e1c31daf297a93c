import { plain } from '../../src/report/plain.ts';
import { isDoubtful, proofMark, shownLabel } from '../../src/report/target-label.ts';
import type { ShownTarget } from '../../src/report/views.ts';
import { MarkerIcon } from './marker.tsx';
import type { Paint } from './paint.ts';

export interface LegendProps {
  readonly targets: readonly ShownTarget[];
  readonly hidden: ReadonlySet<string>;
  readonly paints: ReadonlyMap<string, Paint>;
  /** While a run goes on, what is still to do is in its progress alone: it would change at every trial. */
  readonly live: boolean;
}

/** Who is who in the table and the figures: mark, name, label, and how it was proved. */
export function Legend({ targets, hidden, paints, live }: LegendProps) {
  return (
    <ul class="legend" aria-label="Targets">
      {targets.map((target) => (
        <li
          key={target.name}
          class={hidden.has(target.name) ? 'hidden-target' : ''}
          title={tip(target, live)}
        >
          <MarkerIcon paint={paints.get(target.name)} />
          <span class="legend-name">{plain(target.name)}</span>
          <span class={isDoubtful(target) ? 'legend-kind doubtful' : 'legend-kind'}>
            {words(target, live)}
          </span>
          <span class="unseen">
            , host {plain(target.host)}
            {hidden.has(target.name) ? ', hidden by the filter' : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

function words(target: ShownTarget, live: boolean): string {
  const { baseline, simulated, pending } = target;
  return [
    `${shownLabel(target)} (${proofMark(target)})`,
    ...(baseline ? ['baseline'] : []),
    ...(simulated === null && !live ? ['not reached'] : []),
    ...(pending > 0 && !live ? [`${pending} pending`] : []),
  ].join(', ');
}

function tip(target: ShownTarget, live: boolean): string {
  const how = target.sentence === null ? '' : `. ${plain(target.sentence, 600)}`;
  return `${plain(target.name)}: ${words(target, live)}, declared ${plain(target.kind)}, host ${plain(target.host)}${how}`;
}
