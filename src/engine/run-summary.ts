import { HumanError } from '../human-error.ts';
import { followRunFile } from '../journal/follow.ts';
import { isBeingWritten } from '../journal/lock.ts';
import type { ReadRunFile } from '../journal/read.ts';
import { isDoubtful, labelLegend } from '../report/target-label.ts';
import { shownTargets } from '../report/views.ts';
import { analyseRuns, givenRun } from './load-report.ts';

/** What an explorer shows of a run file. */
export interface RunFacts {
  /** Instant, ISO 8601. */
  readonly startedAt: string;
  /** Of the experiment; as it stands in the file. */
  readonly title: string;
  /** Planned trials that have a valid value. */
  readonly valid: number;
  readonly planned: number;
  /** The largest CV of its table, and where; null where no group has one. */
  readonly worstCv: { readonly cv: number; readonly group: string; readonly target: string } | null;
  /** Any of its targets is a model of the demo lab. */
  readonly simulated: boolean;
  /** Some target is not what it is called, or nothing shows what it is. */
  readonly doubtful: boolean;
  /** Each target with its label and proof: `hvm: HVM, emulated devices (proved)`. */
  readonly labels: readonly string[];
  /** null: it goes on, or was cut off. */
  readonly outcome: 'completed' | 'cancelled' | 'failed' | null;
  /** A process writes it just now. */
  readonly writing: boolean;
}

/** Targets that a tooltip has room for. */
const MOST_LABELS = 12;

/** `problem`: a sentence for the person; the file is damaged, none of ours, or cannot be read. */
export type RunSummary =
  | ({ readonly ok: true } & RunFacts)
  | { readonly ok: false; readonly problem: string };

/** Reads what an explorer shows of a run file; whatever the file holds, it does not fail. */
export async function readRunSummary(path: string): Promise<RunSummary> {
  // Its way of opening a file waits for no pipe.
  const follower = followRunFile(path);
  await follower.refresh();
  const { file, problem } = follower;
  if (file === null) return { ok: false, problem: problem ?? '' };
  try {
    return { ok: true, ...factsOf(file, path), writing: await isBeingWritten(path) };
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    return { ok: false, problem: error.message };
  }
}

function factsOf(file: ReadRunFile, path: string): Omit<RunFacts, 'writing'> {
  const { report } = analyseRuns([givenRun(file, path)]);
  const [run] = report.runs;
  const targets = shownTargets(report);
  const worst = report.cvTable.reduce<RunFacts['worstCv']>(
    (most, { maxCv, group, target }) =>
      maxCv !== null && maxCv > (most?.cv ?? -1) ? { cv: maxCv, group, target } : most,
    null,
  );
  return {
    startedAt: file.run.startedAt,
    title: run?.title ?? '',
    valid: report.trials.valid,
    planned: report.trials.planned,
    worstCv: worst,
    simulated: report.simulated,
    doubtful: targets.some(isDoubtful),
    labels: targets.slice(0, MOST_LABELS).map((target) => labelLegend([target])),
    outcome: run?.outcome ?? null,
  };
}
