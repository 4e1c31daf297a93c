import { useMemo, useState } from 'preact/hooks';
import type { ChartResult, ResultFigure } from '../../src/notebook/result.ts';
import { isThinned, shownAgain } from '../../src/notebook/result-figure.ts';
import { layOut } from '../../src/report/figures-layout.ts';
import { plain } from '../../src/report/plain.ts';
import { about } from '../results/caption.ts';
import { DataTable } from '../results/data-table.tsx';
import { FigureChart } from '../results/figure-chart.tsx';
import { Legend } from '../results/legend.tsx';
import type { Paint } from '../results/paint.ts';
import type { Theme } from '../results/theme.ts';

export interface ChartViewProps {
  readonly result: ChartResult;
  readonly theme: Theme;
  readonly paints: ReadonlyMap<string, Paint>;
}

const NONE: ReadonlySet<string> = new Set();

/** The figures of a result, each with its numbers behind it. */
export function ChartView({ result: { figures, targets }, theme, paints }: ChartViewProps) {
  const several = figures.length > 1;
  return (
    <>
      <Legend
        targets={targets.map((target) => ({ ...target, stolen: null, runs: [] }))}
        hidden={NONE}
        paints={paints}
        live={false}
      />
      <div class={several ? 'figures several' : 'figures'}>
        {figures.map((figure) => (
          <FigureView
            key={`${figure.title} ${figure.unit}`}
            kept={figure}
            theme={theme}
            paints={paints}
            large={!several}
          />
        ))}
      </div>
    </>
  );
}

interface FigureViewProps {
  readonly kept: ResultFigure;
  readonly theme: Theme;
  readonly paints: ReadonlyMap<string, Paint>;
  readonly large: boolean;
}

function FigureView({ kept, theme, paints, large }: FigureViewProps) {
  const [open, setOpen] = useState(false);
  const figure = useMemo(() => shownAgain(kept), [kept]);
  const layout = useMemo(() => layOut(figure), [figure]);
  const drawing = useMemo(
    () => ({ figure, layout, theme, paints, focus: null, ring: null, large }),
    [figure, layout, theme, paints, large],
  );
  const title = plain(figure.title, 80);
  const names = figure.lines.map(({ target }) => plain(target, 60)).join(', ');
  return (
    <section class={large ? 'figure large' : 'figure'} data-figure={figure.title} aria-label={title}>
      <p class="figure-head">
        <strong>{title}</strong> <span class="aside">{about(figure)}</span>
      </p>
      <FigureChart
        drawing={drawing}
        label={`Chart of ${title}: ${about(figure)}, by ${figure.axis.title}, of ${names}. The table behind "Data" has the same numbers.`}
        onPick={null}
      />
      <details class="data" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          Data<span class="unseen"> of {title}</span>
        </summary>
        {open && (
          <DataTable figure={figure} paints={paints} focus={null} unseen={false} onTrials={() => {}} />
        )}
      </details>
      {isThinned(kept) && (
        <p class="aside">
          The notebook keeps some of the single trials, or none; medians, intervals and CVs are of all. Show
          one figure a cell to keep more.
        </p>
      )}
    </section>
  );
}
