import { differenceLines } from './differences.ts';
import { formatDuration } from './duration.ts';
import { listed } from './listed.ts';
import type { Report, ReportRun, TrialCounts } from './model.ts';
import { plain } from './plain.ts';

/** At the top of every rendering of a report with simulated numbers. */
export const SIMULATED =
  'Simulated guests of the demo lab: these numbers are a model, not a measurement of Xen.';

/** `330 of 330 trials valid`, with what became of the others. */
export function trialsSentence(trials: TrialCounts): string {
  const others = (['invalid', 'failed', 'lost', 'cancelled'] as const)
    .filter((outcome) => trials[outcome] > 0)
    .map((outcome) => `, ${trials[outcome]} ${outcome}`);
  return `${trials.valid} of ${trials.planned} trials valid${others.join('')}`;
}

/** `paper-2008: run 7f3a, started 2026-08-02 12:00:00 UTC, completed 1 h 12 min later`; not yet safe to show. */
export function runSentence({ id, experiment, startedAt, endedAt, outcome }: ReportRun): string {
  const span = endedAt === null ? Number.NaN : Date.parse(endedAt) - Date.parse(startedAt);
  const later = span >= 0 ? ` ${formatDuration(span)} later` : '';
  return `${experiment}: run ${id}, started ${formatInstant(startedAt)}, ${outcome ?? 'not ended'}${later}`;
}

/** An instant of the run file (ISO 8601, UTC) to the second; anything else as it is. */
export function formatInstant(instant: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z$/.exec(instant);
  return parts === null ? instant : `${parts[1]} ${parts[2]} UTC`;
}

/** Names of what the report is about, one for each different title. */
export function titlesOf({ runs }: Report): readonly string[] {
  return [...new Set(runs.map(({ title }) => title))];
}

const MOST_PROBLEMS = 10;

/** The first problems a sentence each, and how many more there are. */
export function shownProblems({ problems }: Report): readonly string[] {
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map(
      ({ trial, target, case: case_, round, outcome, reason }) =>
        `Trial ${trial}, ${plain(target, 80)} ${plain(case_, 80)} round ${round}, ${outcome}: ${plain(reason)}`,
    );
  const more = problems.length - told.length;
  return more > 0 ? [...told, `and ${more} more`] : told;
}

const MOST_DIFFERENCES = 20;

/** Above what differs between targets, in every rendering. */
export const DIFFERENCES = 'What differs beside the kind';

/**
 * What spoils a comparison, a sentence each, and one of what the kinds explain; not yet safe to show. Empty where nothing
 * is known to differ.
 */
export function differenceSentences({ differences }: Report): readonly string[] {
  const lines = differenceLines(differences);
  const spoiling = lines.filter(({ expected }) => !expected);
  const told = spoiling.slice(0, MOST_DIFFERENCES).map(({ label, text }) => `${label}: ${text}`);
  const more = spoiling.length - told.length;
  const explained = [...new Set(lines.filter(({ expected }) => expected).map(({ label }) => label))];
  return [
    ...told,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(explained.length > 0 ? [`Explained by the kinds: ${listed(explained)}`] : []),
  ];
}
