import { plain } from '../../src/report/plain.ts';
import { proofWord } from '../../src/report/sentences.ts';
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

/** Who is who in the table and the figures: mark, name, kind, and how sure that is. */
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
          <span class="legend-kind">{words(target, live)}</span>
          <span class="unseen">
            , host {plain(target.host)}
            {hidden.has(target.name) ? ', hidden by the filter' : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

function words({ kind, proof, baseline, simulated, pending }: ShownTarget, live: boolean): string {
  return [
    plain(kind),
    ...(baseline ? ['baseline'] : []),
    ...(simulated === true ? ['simulated'] : [plain(proofWord(proof))]),
    ...(simulated === null && !live ? ['not reached'] : []),
    ...(pending > 0 && !live ? [`${pending} pending`] : []),
  ].join(', ');
}

function tip(target: ShownTarget, live: boolean): string {
  return `${plain(target.name)}: ${words(target, live)}, ${proofWord(plain(target.proof))} kind, host ${plain(target.host)}`;
}
