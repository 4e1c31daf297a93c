import { EXIT, HumanError } from '../human-error.ts';
import { inReadingOrder } from '../report/fact-words.ts';
import type { Figure } from '../report/figures.ts';
import { figuresOf } from '../report/figures-of-report.ts';
import { relativeFigure } from '../report/figures-relative.ts';
import type { Report } from '../report/model.ts';
import { plain } from '../report/plain.ts';
import type { SeriesPoints } from '../report/points.ts';
import { shownProblems, titlesOf } from '../report/sentences.ts';
import { type ShownTarget, shownTargets } from '../report/views.ts';
import { chosen } from './chosen.ts';
import type { ShowFields } from './fragment.ts';
import type { ChartResult, EnvironmentResult, Result, ResultSource, SummaryResult } from './result.ts';
import { type Keeping, keptFigure } from './result-figure.ts';
import { tooLarge } from './result-size.ts';

/** A run file as a cell sees it. */
export interface RunView {
  readonly report: Report;
  /** Of `report.series`, in its order. */
  readonly points: readonly SeriesPoints[];
  readonly source: ResultSource;
  /** Now; instant, ISO 8601, UTC. */
  readonly at: string;
  /** What each target told about itself when the run began, by name. */
  readonly environments: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** What figures keep, from the most; the most that fits is taken. */
const KEEPING: readonly Keeping[] = [
  ...[12, 8, 5, 3, 2, 0].map((points) => ({ points, digits: 10 })),
  { points: 0, digits: 8 },
];

/**
 * What a cell shows of a run. Throws HumanError (usage) that names what there is, where the cell asks for a group, figure
 * or target that the run has not, and where the result would be larger than a notebook should hold.
 */
export function resultOf(fields: ShowFields, view: RunView): Result {
  switch (fields.show) {
    case 'cv-table': {
      const targets = targetsOf(view.report, fields.targets);
      const rows = [...new Set(view.report.cvTable.map(({ group }) => group))];
      const groups = chosen(rows, fields.group, 'row of the table');
      const names = new Set(targets.map(({ name }) => name));
      return fitting({
        ...fromRun('cv-table', view, targets),
        rows: view.report.cvTable.filter(({ group, target }) => groups.includes(group) && names.has(target)),
      });
    }
    case 'chart':
      return chart(fields, view);
    case 'summary':
      return summary('summary', view);
    case 'environment':
      return environment(targetsOf(view.report, fields.targets), view);
  }
}

/** What a cell shows that has run something. */
export function resultOfRunning(view: RunView): Result {
  return summary('run', view);
}

function targetsOf(report: Report, wanted: readonly string[] | undefined): readonly ShownTarget[] {
  const targets = shownTargets(report);
  const names = chosen(
    targets.map(({ name }) => name),
    wanted,
    'target',
  );
  return targets.filter(({ name }) => names.includes(name));
}

function fromRun<What extends Result['show']>(
  show: What,
  { report, source, at }: RunView,
  targets: readonly ShownTarget[],
) {
  const told = targets.map(({ runs: _, sentence, ...target }) => ({
    ...target,
    // A notebook is small: the evidence in full is in the run file.
    sentence: sentence === null ? null : plain(sentence, 160),
  }));
  return {
    format: 1 as const,
    show,
    title: titlesOf(report).join('; '),
    startedAt: report.runs[0]?.startedAt ?? '',
    simulated: targets.some(({ simulated }) => simulated === true),
    from: source,
    at,
    targets: told,
  };
}

function chart(fields: Extract<ShowFields, { show: 'chart' }>, view: RunView): ChartResult {
  const { report, points } = view;
  const targets = targetsOf(report, fields.targets);
  const all = figuresOf(report, points, fields.metric);
  const titles = chosen(
    all.map(({ title }) => title),
    fields.figure,
    'figure',
  );
  const hidden = new Set(targets.map(({ name }) => name));
  const figures = all
    .filter(({ title }) => titles.includes(title))
    .map((figure) => (fields.relative ? relative(figure, report) : figure))
    .map((figure) => ({ ...figure, lines: figure.lines.filter(({ target }) => hidden.has(target)) }))
    .filter(({ lines }) => lines.length > 0);
  // Figures need the room: the evidence stands in the summary.
  const { targets: told, ...rest } = fromRun('chart', view, targets);
  const base = { ...rest, targets: told.map((target) => ({ ...target, sentence: null })) };
  for (const keeping of KEEPING) {
    const result = { ...base, figures: figures.map((figure) => keptFigure(figure, keeping)) };
    if (!tooLarge(result)) return result;
  }
  throw new HumanError(
    'These figures are more than a notebook should hold: choose some with "figure" or "targets".',
    EXIT.usage,
  );
}

function relative(figure: Figure, report: Report): Figure {
  const baseline = shownTargets(report).find((target) => target.baseline);
  return baseline === undefined ? figure : relativeFigure(figure, baseline.name);
}

function summary(show: SummaryResult['show'], view: RunView): SummaryResult {
  const { report } = view;
  const [run] = report.runs;
  return fitting({
    ...fromRun(show, view, shownTargets(report)),
    outcome: run?.outcome ?? null,
    endedAt: run?.endedAt ?? null,
    trials: report.trials,
    problems: shownProblems(report),
    notes: report.notes.slice(0, MOST_SENTENCES),
    deviations: report.deviations.slice(0, MOST_SENTENCES),
    rows: show === 'run' ? report.cvTable : [],
  });
}

const MOST_SENTENCES = 30;

/** Too long for a table, and told by their hash. */
const NOT_IN_NOTEBOOKS = new Set(['cpu_flags']);
/** Longest values, the first that lets most facts in is taken. */
const VALUE_LENGTHS = [300, 120, 60];

function environment(targets: readonly ShownTarget[], view: RunView): EnvironmentResult {
  const base = fromRun('environment', view, targets);
  const all = targets.map(({ name }) => view.environments.get(name) ?? {});
  const facts = inReadingOrder(new Set(all.flatMap((each) => Object.keys(each)))).filter(
    (fact) => !NOT_IN_NOTEBOOKS.has(fact),
  );
  const only = (most: number, longest: number): EnvironmentResult => {
    const kept = facts.slice(0, most);
    const environments = all.map((each) =>
      Object.fromEntries(
        kept.flatMap((fact) => (Object.hasOwn(each, fact) ? [[fact, plain(each[fact] ?? '', longest)]] : [])),
      ),
    );
    const more = facts.length - kept.length;
    return { ...base, environments, ...(more > 0 ? { more } : {}) };
  };
  for (const longest of VALUE_LENGTHS) {
    const whole = only(facts.length, longest);
    if (!tooLarge(whole)) return whole;
  }
  // The most of the first facts that fit, found by halves.
  const shortest = VALUE_LENGTHS.at(-1) ?? 0;
  let [fits, most] = [0, facts.length];
  while (fits + 1 < most) {
    const middle = Math.floor((fits + most) / 2);
    if (tooLarge(only(middle, shortest))) most = middle;
    else fits = middle;
  }
  return fitting(only(fits, shortest));
}

function fitting<Kept extends Result>(result: Kept): Kept {
  if (!tooLarge(result)) return result;
  throw new HumanError(
    'This is more than a notebook should hold: choose a part of it with "targets" or "group".',
    EXIT.usage,
  );
}
