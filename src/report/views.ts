import { grouped } from './grouped.ts';
import type { CvRow, Report, ReportTarget, Series } from './model.ts';
import { type TargetLabel, worstOf } from './target-label.ts';

/** The report's tables as rows and columns, the same for every rendering; one column for each target. */

export interface ShownTarget extends ReportTarget {
  /** Ids of the runs that it took part in. */
  readonly runs: readonly string[];
}

/** Targets in the order of the report. One of pooled runs is one target; its pending trials add up, the most stolen counts. */
export function shownTargets({ runs }: Report): readonly ShownTarget[] {
  const all = runs.flatMap((run) => run.targets.map((target) => ({ run: run.id, target })));
  return [...grouped(all, ({ target }) => target.name).values()].flatMap((same) => {
    const last = same.at(-1);
    if (last === undefined) return [];
    const label = worstOf(same, ({ target }) => target.proof)?.target ?? last.target;
    const told = same.map(({ target }) => target.simulated).filter((simulated) => simulated !== null);
    const stolen = same.map(({ target }) => target.stolen).filter((share) => share !== null);
    return [
      {
        ...last.target,
        // Of pooled runs the one whose label is least sure speaks for all.
        ...pickLabel(label),
        simulated: told.length === 0 ? null : told.includes(true),
        pending: same.reduce((total, { target }) => total + target.pending, 0),
        stolen: stolen.length === 0 ? null : Math.max(...stolen),
        runs: same.map(({ run }) => run),
      },
    ];
  });
}

function pickLabel({ label, machine, under, io, proof, sentence }: ReportTarget): TargetLabel {
  return { label, machine, under, io, proof, sentence };
}

export interface CvLine {
  readonly group: string;
  /** One for each target; undefined where the group was not planned for it. */
  readonly cells: readonly (CvRow | undefined)[];
}

export function cvLines({ cvTable }: Report, targets: readonly ShownTarget[]): readonly CvLine[] {
  return Array.from(
    grouped(cvTable, ({ group }) => group),
    ([group, rows]) => ({
      group,
      cells: targets.map(({ name }) => rows.find(({ target }) => target === name)),
    }),
  );
}

/** The series of a group's main metric. */
export interface SeriesGroup {
  readonly group: string;
  readonly metric: string;
  readonly unit: string;
  readonly better: string;
  readonly lines: readonly SeriesLine[];
}

export interface SeriesLine {
  readonly case: string;
  /** One for each target; undefined where the case was not planned for it. */
  readonly cells: readonly (Series | undefined)[];
}

/** One for each row of the CV table; the other metrics (latency, time) are in the CSV and JSON. */
export function seriesGroups(report: Report, targets: readonly ShownTarget[]): readonly SeriesGroup[] {
  const byGroup = grouped(report.series, ({ group }) => group);
  const groups = [...new Set(report.cvTable.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const all = byGroup.get(group) ?? [];
    // The main metric comes first. Runs of other experiments may give it in another unit: a table of its own.
    const main = all.filter(({ metric }) => metric === all[0]?.metric);
    return Array.from(
      grouped(main, ({ unit }) => unit),
      ([unit, series]) => ({
        group,
        metric: series[0]?.metric ?? '',
        unit,
        better: series[0]?.better ?? '',
        lines: Array.from(
          grouped(series, (each) => each.case),
          ([case_, ofCase]) => ({
            case: case_,
            cells: targets.map(({ name }) => ofCase.find(({ target }) => target === name)),
          }),
        ),
      }),
    );
  });
}
