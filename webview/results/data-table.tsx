import type { Figure } from '../../src/report/figures.ts';
import { valueTitle } from '../../src/report/figures-layout.ts';
import { type FigureRow, figureRows, stepHead } from '../../src/report/figures-table.ts';
import { formatInterval, formatNumber, formatPercent } from '../../src/report/numbers.ts';
import { plain } from '../../src/report/plain.ts';
import { MarkerIcon } from './marker.tsx';
import type { Paint } from './paint.ts';

export interface DataTableProps {
  readonly figure: Figure;
  readonly paints: ReadonlyMap<string, Paint>;
  /** Row that stands out. */
  readonly focus: { readonly target: string; readonly step: number } | null;
  /** Only for those who listen: the chart is in sight. */
  readonly unseen: boolean;
  /** The first trial of a row's series is asked for. */
  readonly onTrials: (row: FigureRow) => void;
}

/** The same numbers as the chart's. */
export function DataTable({ figure, paints, focus, unseen, onTrials }: DataTableProps) {
  const rows = figureRows(figure);
  const value = valueTitle(figure);
  return (
    <div class={unseen ? 'unseen' : 'data-table'}>
      <table class="plain-table">
        <caption class="unseen">
          {plain(figure.title)}: {plain(value)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{plain(stepHead(figure))}</th>
            <th scope="col">target</th>
            <th scope="col" class="right" title={plain(value)}>
              median
            </th>
            <th scope="col" class="right">
              95 % interval
            </th>
            <th scope="col" class="right">
              mean
            </th>
            <th scope="col" class="right">
              CV
            </th>
            <th scope="col" class="right">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const { step, target, cell } = row;
            const first = rows[index - 1]?.step !== step;
            const chosen = focus !== null && focus.target === target && figure.steps[focus.step] === step;
            return (
              <tr
                key={JSON.stringify([step.case, step.metric, target])}
                class={`${first ? 'first' : ''}${chosen ? ' chosen' : ''}`}
                data-case={step.case}
                data-metric={step.metric}
                data-target={target}
              >
                <th scope="row">
                  {/* The name of the place is said in each row, and seen in its first. */}
                  <span class={first ? '' : 'unseen'}>{plain(step.label)}</span>
                </th>
                <td>
                  <span class="target-name">
                    <MarkerIcon paint={paints.get(target)} />
                    <span title={plain(target)}>{plain(target)}</span>
                  </span>
                </td>
                <td class="right" data-value={cell.median ?? ''}>
                  {formatNumber(cell.median)}
                </td>
                <td class="right muted">{formatInterval(cell.medianInterval)}</td>
                <td class="right" data-value={cell.mean ?? ''}>
                  {formatNumber(cell.mean)}
                </td>
                <td class="right" data-value={cell.cv ?? ''}>
                  {formatPercent(cell.cv)}
                </td>
                <td class="right" data-value={cell.n}>
                  <Trials row={row} linked={!unseen} onTrials={onTrials} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface TrialsProps {
  readonly row: FigureRow;
  readonly linked: boolean;
  readonly onTrials: (row: FigureRow) => void;
}

/** How many trials, and the way to them. */
function Trials({ row, linked, onTrials }: TrialsProps) {
  const { n, points } = row.cell;
  if (!linked || points.trials.length === 0) return <>{n}</>;
  return (
    <button
      type="button"
      class="link"
      title="Open its trials"
      aria-label={`${n} valid trials: open them`}
      onClick={() => onTrials(row)}
    >
      {n}
    </button>
  );
}
