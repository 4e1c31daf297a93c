import type { Results } from '../../src/protocol.ts';
import type { Figure, NetworkMetric } from '../../src/report/figures.ts';
import { figuresOf } from '../../src/report/figures-of-report.ts';
import { relativeFigure } from '../../src/report/figures-relative.ts';
import { shownFigure } from '../../src/report/figures-shown.ts';
import type { Problem } from '../../src/report/model.ts';
import { targetHead } from '../../src/report/target-label.ts';
import { type ShownTarget, shownTargets } from '../../src/report/views.ts';

/** What follows from the results alone. */
export interface Subjects {
  readonly targets: readonly ShownTarget[];
  /** Rows of the CV table. */
  readonly groups: readonly string[];
  /** The first baseline: of several runs that of the first. */
  readonly baseline: string | null;
  /** Each target with its label and proof, by name. */
  readonly heads: ReadonlyMap<string, string>;
}

export function subjectsOf({ report }: Results): Subjects {
  const targets = shownTargets(report);
  return {
    targets,
    groups: [...new Set(report.cvTable.map(({ group }) => group))],
    baseline: targets.find((target) => target.baseline)?.name ?? null,
    heads: new Map(targets.map((target) => [target.name, targetHead(target)])),
  };
}

/** All figures, whatever is hidden. */
export function allFigures(
  { report, points }: Results,
  network: NetworkMetric,
  relativeTo: string | null,
): readonly Figure[] {
  const figures = figuresOf(report, points, network);
  return relativeTo === null ? figures : figures.map((figure) => relativeFigure(figure, relativeTo));
}

export interface HiddenNames {
  readonly targets: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

export function figuresLeft(figures: readonly Figure[], hidden: HiddenNames): readonly Figure[] {
  return figures.flatMap((figure) => shownFigure(figure, hidden) ?? []);
}

/** Problems of shown targets in shown groups. */
export function problemsLeft({ report }: Results, hidden: HiddenNames): readonly Problem[] {
  const groups = new Map<string, string[]>();
  for (const { case: case_, group } of report.series) {
    const known = groups.get(case_);
    if (known === undefined) groups.set(case_, [group]);
    else if (!known.includes(group)) known.push(group);
  }
  return report.problems.filter(
    ({ target, case: case_ }) =>
      !hidden.targets.has(target) && (groups.get(case_)?.some((group) => !hidden.groups.has(group)) ?? true),
  );
}
