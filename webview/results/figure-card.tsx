import { useMemo } from 'preact/hooks';
import type { Figure } from '../../src/report/figures.ts';
import { type FigureLayout, layOut, MOST_POINTS } from '../../src/report/figures-layout.ts';
import { plain } from '../../src/report/plain.ts';
import type { TableFormat } from '../../src/report/table-text.ts';
import { about } from './caption.ts';
import type { Drawing } from './chart.ts';
import type { Mark } from './chart-data.ts';
import { DataTable } from './data-table.tsx';
import { FigureChart } from './figure-chart.tsx';
import { Menu } from './menu.tsx';
import type { Paint } from './paint.ts';
import { indexOf, type Place, placeIn, seriesAt, trialAt } from './place.ts';
import type { Action, OpenTrial, SeriesName } from './state.ts';
import type { Theme } from './theme.ts';

export interface FigureCardProps {
  readonly figure: Figure;
  readonly theme: Theme;
  readonly paints: ReadonlyMap<string, Paint>;
  /** The series that stands out, in whatever figure. */
  readonly focus: SeriesName | null;
  /** The trial that is looked at. */
  readonly trial: OpenTrial | null;
  readonly enlarged: boolean;
  readonly tables: boolean;
  readonly act: (action: Action) => void;
  readonly onCopy: (figure: Figure, format: TableFormat) => void;
  readonly onSave: (figure: Figure, format: 'svg' | 'png') => void;
}

/** A figure with its name, its chart or its table, and what can be done with it. */
export function FigureCard(props: FigureCardProps) {
  const { figure, theme, paints, focus, trial, enlarged, tables, act, onCopy, onSave } = props;
  const place = useMemo(() => (focus === null ? null : placeIn(figure, focus)), [figure, focus]);
  const layout = useMemo(() => layOut(figure), [figure]);
  const ring = useMemo(() => ringOf(figure, layout, trial), [figure, layout, trial?.key, trial?.of]);
  const drawing = useMemo(
    () => ({ figure, layout, theme, paints, focus: place, large: enlarged, ring }),
    [figure, layout, theme, paints, place, enlarged, ring],
  );
  const toggle = () => act({ type: 'look', view: { enlarged: enlarged ? null : figure.id } });
  const open = (at: Place, index: number) => {
    const cell = figure.lines.find(({ target }) => target === at.target)?.cells[at.step];
    const key = cell === undefined ? null : trialAt(cell.points, index);
    if (key !== null) act({ type: 'open-trial', key, of: seriesAt(figure, at) });
  };
  const pick = (mark: Mark | null) => {
    if (mark?.trial == null) toggle();
    else open({ target: mark.target, step: mark.trial.step }, mark.trial.index);
  };
  const title = plain(figure.title, 80);
  return (
    <section
      class={`card${enlarged ? ' enlarged' : ''}${tables ? ' as-table' : ''}`}
      data-figure={figure.title}
      aria-label={title}
    >
      <div class="card-head">
        <h3>
          <button
            type="button"
            class="card-title"
            aria-expanded={enlarged}
            title={tip(enlarged)}
            onClick={toggle}
          >
            {title}
          </button>
        </h3>
        <span class="card-about">{tables ? about(figure) : `${figure.better} is better`}</span>
        <Menu
          look="icon"
          align="right"
          title={`Copy or save ${title}`}
          label={<MoreIcon />}
          items={[
            { key: 'markdown', label: 'Copy data as Markdown', onPick: () => onCopy(figure, 'markdown') },
            { key: 'csv', label: 'Copy data as CSV', onPick: () => onCopy(figure, 'csv') },
            { key: 'latex', label: 'Copy data as LaTeX', onPick: () => onCopy(figure, 'latex') },
            { key: 'png', label: 'Save chart as PNG ...', onPick: () => onSave(figure, 'png') },
            { key: 'svg', label: 'Save chart as SVG ...', onPick: () => onSave(figure, 'svg') },
          ]}
        />
      </div>
      <div class="card-body">
        {!tables && <FigureChart drawing={drawing} label={spoken(figure)} onPick={pick} />}
        <DataTable
          figure={figure}
          paints={paints}
          focus={place}
          unseen={!tables && !enlarged}
          onTrials={({ step, target }) => open({ target, step: figure.steps.indexOf(step) }, 0)}
        />
      </div>
      {!tables && layout.thinnedFrom !== null && (
        <p class="aside">
          At most {MOST_POINTS} of up to {layout.thinnedFrom} trials of a case are drawn, spread over their
          values; the centres are of all.
        </p>
      )}
    </section>
  );
}

/** Where the trial stands in the figure; null where it is not drawn there. */
function ringOf(figure: Figure, { lines }: FigureLayout, trial: OpenTrial | null): Drawing['ring'] {
  const place = trial === null || trial.of === null ? null : placeIn(figure, trial.of);
  if (trial === null || place === null) return null;
  const index = figure.lines.findIndex(({ target }) => target === place.target);
  const points = figure.lines[index]?.cells[place.step]?.points;
  const at = points === undefined ? -1 : indexOf(points, trial.key);
  return lines[index]?.points.find((point) => point.step === place.step && point.index === at) ?? null;
}

function tip(enlarged: boolean): string {
  return enlarged ? 'Make it small again (Esc)' : 'Enlarge';
}

function spoken(figure: Figure): string {
  const names = figure.lines.map(({ target }) => plain(target, 60)).join(', ');
  return `Chart of ${plain(figure.title, 80)}: ${about(figure)}, by ${figure.axis.title}, of ${names}. The table that follows has the same numbers.`;
}

function MoreIcon() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="3" cy="8" r="1.3" fill="currentColor" />
      <circle cx="8" cy="8" r="1.3" fill="currentColor" />
      <circle cx="13" cy="8" r="1.3" fill="currentColor" />
    </svg>
  );
}
