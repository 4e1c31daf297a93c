import type { TargetRecord, TrialRecord } from '../journal/records.ts';
import { grouped } from './grouped.ts';
import { latestAttempts } from './latest.ts';
import type { ReportRun, ReportTarget } from './model.ts';
import type { GivenRun, Pool } from './pools.ts';
import { baselineFirst } from './series.ts';
import { stolenShare } from './steal.ts';
import { targetLabel } from './target-label.ts';

/** A run with what of it counts. */
export interface AnalysedRun extends GivenRun {
  readonly pool: Pool;
  /** Of each planned trial that was tried, the attempt that counts. */
  readonly trials: readonly TrialRecord[];
  /** Trial records that the plan does not hold. */
  readonly unplanned: number;
  readonly report: ReportRun;
}

/** Picks what counts of a run of `pool`, and tells who took part and how it ended. */
export function analyseRun(run: GivenRun, pool: Pool): AnalysedRun {
  const { file, experiment } = run;
  const { trials, unplanned } = latestAttempts(file, experiment);
  const end = file.ends.at(-1);
  const resumed = file.resumes.at(-1);
  const ended = end !== undefined && (resumed === undefined || resumed.at <= end.at) ? end : null;
  const triedOf = grouped(trials, ({ target }) => target);
  const report: ReportRun = {
    id: file.run.id,
    title: experiment.title,
    experiment: file.run.experiment.name,
    startedAt: file.run.startedAt,
    endedAt: ended?.at ?? null,
    outcome: ended?.outcome ?? null,
    targets: baselineFirst(experiment).map(({ name, kind, host }): ReportTarget => {
      const records = file.targets.filter(({ target }) => target === name);
      const own = triedOf.get(name) ?? [];
      // Every target holds the same share of the plan: each round has each target x case once.
      const share = Math.round(file.run.plan.trials / Math.max(1, experiment.targets.length));
      return {
        name: pool.nameOf(name),
        kind,
        host,
        baseline: name === experiment.baseline,
        ...targetLabel(records),
        simulated: isSimulated(records),
        pending: Math.max(0, share - own.length),
        stolen: stolenShare(own),
      };
    }),
  };
  return { ...run, pool, trials, unplanned, report };
}

function isSimulated(records: readonly TargetRecord[]): boolean | null {
  return records.length === 0 ? null : records.some(({ simulated }) => simulated);
}
