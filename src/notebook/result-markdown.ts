import { formatDuration } from '../report/duration.ts';
import { valueTitle } from '../report/figures-layout.ts';
import { grouped } from '../report/grouped.ts';
import { counted } from '../report/listed.ts';
import { markdownItem, markdownTable, markdownText } from '../report/markdown-escape.ts';
import type { CvRow } from '../report/model.ts';
import { formatInterval, formatNumber, formatPercent, formatScientific } from '../report/numbers.ts';
import { formatInstant, SIMULATED, trialsSentence } from '../report/sentences.ts';
import { doubtSentence, labelLegend, proofMark, shownLabel, targetHead } from '../report/target-label.ts';
import { environmentRest, environmentRows } from './environment-rows.ts';
import type {
  ChartResult,
  CvTableResult,
  PlanResult,
  Result,
  ResultCell,
  ResultFigure,
  ResultTarget,
  SummaryResult,
} from './result.ts';
import { shownAgain } from './result-figure.ts';

/** A result as Markdown, for whoever reads the notebook without this extension; without a line end at its end. */
export function resultMarkdown(result: Result): string {
  return resultBlocks(result)
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function resultBlocks(result: Result): readonly (readonly string[])[] {
  if (result.show === 'plan') return planBlocks(result);
  const doubt = doubtSentence(result.targets);
  return [
    result.simulated ? [`**${SIMULATED}**`] : [],
    doubt === null ? [] : [`**${markdownText(doubt)}**`],
    ...blocksOfRun(result),
    [`*${markdownText(sourceSentence(result))}*`],
  ];
}

function blocksOfRun(result: Exclude<Result, PlanResult>): readonly (readonly string[])[] {
  switch (result.show) {
    case 'cv-table':
      return [cvLines(result)];
    case 'chart':
      return [...chartBlocks(result), [markdownText(labelLegend(result.targets))]];
    case 'summary':
    case 'run':
      return summaryBlocks(result);
    case 'environment':
      return [
        markdownTable(
          ['', ...result.targets.map((target) => markdownText(targetHead(target)))],
          environmentRows(result).map(({ label, cells }) => [label, ...cells].map(markdownText)),
        ),
        [environmentRest(result) ?? ''].filter((line) => line !== ''),
      ];
  }
}

/** `Run demo-2026-08-02T12-00-00Z.xenrun of 2026-08-02 12:00:00 UTC`; not yet safe to show. */
export function sourceSentence({ from, startedAt }: Exclude<Result, PlanResult>): string {
  return `Run ${from.file} of ${formatInstant(startedAt)}`;
}

/** The CV table's cells: groups down, targets across; undefined where a group was not planned for a target. */
export function rowsByGroup(
  rows: readonly CvRow[],
  targets: readonly { readonly name: string }[],
): readonly { readonly group: string; readonly cells: readonly (CvRow | undefined)[] }[] {
  return Array.from(
    grouped(rows, ({ group }) => group),
    ([group, ofGroup]) => ({
      group,
      cells: targets.map(({ name }) => ofGroup.find(({ target }) => target === name)),
    }),
  );
}

function cvLines({ rows, targets }: Pick<CvTableResult, 'rows' | 'targets'>): readonly string[] {
  const told = (row: CvRow | undefined) =>
    row?.maxCv === undefined || row.maxCv === null
      ? '-'
      : `${formatScientific(row.maxCv)} (${formatPercent(row.maxCv)})`;
  return markdownTable(
    ['CV, largest of each group', ...targets.map((target) => markdownText(targetHead(target)))],
    rowsByGroup(rows, targets).map(({ group, cells }) => [markdownText(group), ...cells.map(told)]),
  );
}

/** Beyond so many figures their tables have medians alone. */
const WITH_INTERVALS = 3;

function chartBlocks({ figures }: ChartResult): readonly (readonly string[])[] {
  const whole = figures.length <= WITH_INTERVALS;
  return figures.flatMap((figure) => [
    [
      `**${markdownText(figure.title)}**: ${markdownText(valueTitle(shownAgain(figure)))}, median${whole ? ' [95 % interval]' : ''}`,
    ],
    figureLines(figure, whole),
  ]);
}

function figureLines({ axis, steps, lines }: ResultFigure, whole: boolean): readonly string[] {
  return markdownTable(
    [axis.title, ...lines.map(({ target }) => target)].map(markdownText),
    steps.map(([label], step) => [
      markdownText(label),
      ...lines.map(({ cells }) => {
        const cell = cells[step] ?? null;
        return whole ? formatCell(cell) : formatNumber(cell?.[1] ?? null);
      }),
    ]),
  );
}

/** `21346 [21211, 21450]`, `21346 n=4`, `-`. */
export function formatCell(cell: ResultCell | null): string {
  if (cell === null || cell[0] === 0) return '-';
  const [n, median, low, high] = cell;
  return `${formatNumber(median)} ${low === null || high === null ? `n=${n}` : formatInterval([low, high])}`;
}

function summaryBlocks(result: SummaryResult): readonly (readonly string[])[] {
  const { title, trials, targets, problems, notes, deviations } = result;
  return [
    [`**${markdownText(title)}**: ${outcomeSentence(result)}, ${trialsSentence(trials)}`],
    targetLines(targets),
    cvLines(result),
    headed('Problems', problems),
    headed('Differences from the 2008 method', deviations),
    headed('Notes', notes),
  ];
}

/** `completed in 1 h 12 min`, `not ended`. */
export function outcomeSentence({ outcome, startedAt, endedAt }: SummaryResult): string {
  if (outcome === null) return 'not ended';
  const span = endedAt === null ? Number.NaN : Date.parse(endedAt) - Date.parse(startedAt);
  return span >= 0 ? `${outcome} in ${formatDuration(span)}` : outcome;
}

function targetLines(targets: readonly ResultTarget[]): readonly string[] {
  return markdownTable(
    ['target', 'kind', 'host', 'label', 'proof', ''],
    targets.map((target) => [
      ...[target.name, target.kind, target.host, shownLabel(target), proofMark(target)].map(markdownText),
      targetRemarks(target),
    ]),
  );
}

/** `baseline, 3 pending`. */
export function targetRemarks({ baseline, pending }: ResultTarget): string {
  return [...(baseline ? ['baseline'] : []), ...(pending > 0 ? [`${pending} pending`] : [])].join(', ');
}

function headed(heading: string, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : [`**${heading}**`, '', ...sentences.map(markdownItem)];
}

function planBlocks(plan: PlanResult): readonly (readonly string[])[] {
  return [
    [`**${markdownText(plan.title)}**: ${planSentence(plan)}`],
    markdownTable(
      ['target', 'kind', 'host', ''],
      plan.targets.map(({ name, kind, host, baseline }) => [
        ...[name, kind, host].map(markdownText),
        baseline ? 'baseline' : '',
      ]),
    ),
  ];
}

/** `1110 trials: 3 targets x 37 cases, interleaved, seed 2008, about 2 h`. */
export function planSentence({ targets, cases, trials, order, seed, estimateSeconds }: PlanResult): string {
  const size = `${counted(targets.length, 'target')} x ${counted(cases, 'case')}`;
  return `${counted(trials, 'trial')}: ${size}, ${order}, seed ${seed}, about ${formatDuration(estimateSeconds * 1000)}`;
}
