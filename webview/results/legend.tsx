import { plain } from '../../src/report/plain.ts';
import { proofWord } from '../../src/report/sentences.ts';
import type { ShownTarget } from '../../src/report/views.ts';
import { MarkerIcon } from './marker.tsx';
import type { Paint } from './paint.ts';

export interface LegendProps {
  readonly targets: readonly ShownTarget[];
  readonly hidden: ReadonlySet<string>;
  readonly paints: ReadonlyMap<string, Paint>;
}

/** Who is who in the table and the figures: mark, name, kind, and how sure that is. */
export function Legend({ targets, hidden, paints }: LegendProps) {
  return (
    <ul class="legend" aria-label="Targets">
      {targets.map((target) => (
        <li key={target.name} class={hidden.has(target.name) ? 'hidden-target' : ''} title={tip(target)}>
          <MarkerIcon paint={paints.get(target.name)} />
          <span class="legend-name">{plain(target.name)}</span>
          <span class="legend-kind">{words(target)}</span>
          <span class="unseen">
            , host {plain(target.host)}
            {hidden.has(target.name) ? ', hidden by the filter' : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

function words({ kind, proof, baseline, simulated, pending }: ShownTarget): string {
  return [
    plain(kind),
    ...(baseline ? ['baseline'] : []),
    ...(simulated === true ? ['simulated'] : [plain(proofWord(proof))]),
    ...(simulated === null ? ['not reached'] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
  ].join(', ');
}

function tip(target: ShownTarget): string {
  return `${plain(target.name)}: ${words(target)}, ${proofWord(plain(target.proof))} kind, host ${plain(target.host)}`;
}
