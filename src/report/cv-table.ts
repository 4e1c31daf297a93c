import { cvInterval } from '../statistics/cv-interval.ts';
import { grouped } from './grouped.ts';
import { groupRank } from './groups.ts';
import type { CvRow, Series } from './model.ts';
import type { PlannedSeries } from './series.ts';

/**
 * The paper's Table 1: of each group on each target the largest coefficient of variation, with the case that has
 * it. Groups in the paper's order, then named entries and commands as planned; targets as in `planned`.
 */
export function cvTable(planned: readonly PlannedSeries[]): readonly CvRow[] {
  const main = planned.filter((each) => each.main).sort((a, b) => groupRank(a.case) - groupRank(b.case));
  const groups = grouped(main, (each) => each.series.group);
  return [...groups.values()].flatMap((ofGroup) => {
    const targets = grouped(ofGroup, (each) => each.series.target);
    return Array.from(targets.values(), (cases) => largest(cases.map((each) => each.series)));
  });
}

function largest(cases: readonly Series[]): CvRow {
  const [first] = cases;
  const most = cases.reduce<Series | null>(
    (best, each) => (each.cv !== null && (best?.cv ?? -1) < each.cv ? each : best),
    null,
  );
  return {
    group: first?.group ?? '',
    target: first?.target ?? '',
    maxCv: most?.cv ?? null,
    case: most?.case ?? null,
    n: most?.n ?? 0,
    interval: most === null ? null : cvInterval(most.cv, most.n),
  };
}
