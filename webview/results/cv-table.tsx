import { heatOf } from '../../src/report/heat.ts';
import type { CvRow, Report } from '../../src/report/model.ts';
import { plain } from '../../src/report/plain.ts';
import { cvLines, type ShownTarget } from '../../src/report/views.ts';
import { Grid, GridCell, GridRow } from '../controls.tsx';
import { CvContent, spokenCv } from './cv-content.tsx';
import { TargetLabel } from './label.tsx';
import { MarkerIcon } from './marker.tsx';
import type { Paint } from './paint.ts';
import type { SeriesName } from './state.ts';

export interface CvTableProps {
  readonly report: Report;
  /** The columns. */
  readonly targets: readonly ShownTarget[];
  readonly hiddenGroups: ReadonlySet<string>;
  readonly paints: ReadonlyMap<string, Paint>;
  readonly focus: SeriesName | null;
  readonly onPick: (series: SeriesName) => void;
}

/** The paper's table: of each group on each target the largest coefficient of variation. */
export function CvTable({ report, targets, hiddenGroups, paints, focus, onPick }: CvTableProps) {
  const lines = cvLines(report, targets).filter(({ group }) => !hiddenGroups.has(group));
  return (
    <Grid
      label="Coefficient of variation, the largest of each group"
      class="cv-table"
      columns={`minmax(8.6em, 0.32fr) repeat(${targets.length}, minmax(12.4em, 1fr))`}
    >
      <GridRow key="header" header>
        <GridCell column={1} type="columnheader" class="group-name">
          Group
        </GridCell>
        {targets.map((target, index) => (
          <GridCell key={target.name} column={index + 2} type="columnheader">
            <span class="target-name">
              <MarkerIcon paint={paints.get(target.name)} />
              {plain(target.name)}
            </span>
            <TargetLabel target={target} />
          </GridCell>
        ))}
      </GridRow>
      {lines.map(({ group, cells }) => (
        <GridRow key={group}>
          <GridCell column={1} type="rowheader" class="group-name">
            {plain(group)}
          </GridCell>
          {cells.map((row, index) => (
            <CvCell
              key={targets[index]?.name ?? index}
              column={index + 2}
              row={row}
              chosen={row !== undefined && focus?.group === row.group && focus.target === row.target}
              onPick={onPick}
            />
          ))}
        </GridRow>
      ))}
    </Grid>
  );
}

interface CvCellProps {
  readonly column: number;
  readonly row: CvRow | undefined;
  readonly chosen: boolean;
  readonly onPick: (series: SeriesName) => void;
}

/** Empty where the pair was not planned, `-` where its CV is unknown. */
function CvCell({ column, row, chosen, onPick }: CvCellProps) {
  if (row === undefined) return <GridCell column={column} class="unplanned" aria-label="not planned" />;
  const { group, target, maxCv, case: case_, n, interval } = row;
  if (maxCv === null || case_ === null) {
    return (
      <GridCell column={column} class="unknown" data-group={group} data-target={target} data-value="">
        <span class="cv-value" title="Fewer than two valid trials">
          <span />
          <span class="number">-</span>
        </span>
        {/* As much room as a value takes, so that nothing moves when it comes. */}
        <span class="cv-more">
          <span class="cv-interval">{'\u00a0'}</span>
        </span>
      </GridCell>
    );
  }
  const heat = heatOf(maxCv);
  const pick = () => onPick({ group, target, case: case_ });
  return (
    <GridCell
      column={column}
      class={`cv ${heat}${chosen ? ' chosen' : ''}`}
      data-group={group}
      data-target={target}
      data-value={maxCv}
      data-low={interval?.[0] ?? ''}
      data-high={interval?.[1] ?? ''}
      data-n={n}
      data-case={case_}
      aria-label={spokenCv(row, heat)}
      title={`${spokenCv(row, heat)}. Enter or click: show its series.`}
      onPick={pick}
    >
      <CvContent row={row} heat={heat} />
    </GridCell>
  );
}
