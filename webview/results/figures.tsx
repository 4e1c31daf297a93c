import type { Figure, NetworkMetric } from '../../src/report/figures.ts';
import { plain } from '../../src/report/plain.ts';
import { Dropdown } from '../controls.tsx';
import { FigureCard, type FigureCardProps } from './figure-card.tsx';
import { Segments } from './segments.tsx';
import type { View } from './state.ts';

export interface FiguresProps extends Omit<FigureCardProps, 'figure' | 'enlarged' | 'tables'> {
  readonly figures: readonly Figure[];
  readonly baseline: string | null;
  readonly view: View;
}

const NETWORK: readonly { readonly value: NetworkMetric; readonly label: string }[] = [
  { value: 'throughput', label: 'throughput' },
  { value: 'transactions', label: 'transactions' },
  { value: 'latency', label: 'latency' },
];

/** All figures as small multiples, and how they are shown. */
export function Figures({ figures, baseline, view, ...card }: FiguresProps) {
  const { act } = card;
  const hasNetwork = figures.some(({ kind }) => kind === 'network');
  return (
    <section class="section" aria-labelledby="figures-heading">
      <div class="section-head">
        <h2 id="figures-heading">
          Throughput
          <span class="aside">
            {view.tables
              ? 'medians with their 95 % intervals'
              : 'each trial a point; medians with their 95 % intervals'}
          </span>
        </h2>
        <div class="section-tools">
          {hasNetwork && (
            <>
              <span class="aside">Network</span>
              <Dropdown
                label="What the network figures show"
                value={view.network}
                options={NETWORK}
                onChoose={(network) => act({ type: 'look', view: { network } })}
              />
            </>
          )}
          {baseline !== null && (
            <Segments
              label="Values"
              value={view.relative ? 'relative' : 'absolute'}
              options={[
                { value: 'absolute', label: 'absolute' },
                { value: 'relative', label: `relative to ${plain(baseline, 40)}` },
              ]}
              onChoose={(value) => act({ type: 'look', view: { relative: value === 'relative' } })}
            />
          )}
          <Segments
            label="Shown as"
            value={view.tables ? 'tables' : 'charts'}
            options={[
              { value: 'charts', label: 'charts' },
              { value: 'tables', label: 'tables' },
            ]}
            onChoose={(value) => act({ type: 'look', view: { tables: value === 'tables' } })}
          />
        </div>
      </div>
      {view.relative && baseline !== null && (
        <p class="aside relative-note">
          Every value divided by the median of {plain(baseline, 80)} in the same case. The intervals are those
          of each target alone.
        </p>
      )}
      <div class={view.tables ? 'cards tables' : 'cards'}>
        {figures.map((figure) => (
          <FigureCard
            key={figure.id}
            figure={figure}
            enlarged={view.enlarged === figure.id}
            tables={view.tables}
            {...card}
          />
        ))}
      </div>
    </section>
  );
}
