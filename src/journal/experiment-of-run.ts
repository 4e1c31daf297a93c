import type { Experiment } from '../experiment/model.ts';
import { readExperiment } from '../experiment/read.ts';
import { selectExperiment } from '../experiment/select.ts';
import { EXIT, HumanError } from '../human-error.ts';
import type { RunRecord } from './records.ts';

/**
 * The experiment that a run was made of, from the run file's own copy of its text, narrowed to what was planned.
 * Throws HumanError (usage) where the text is none that this version reads, or the plan does not fit it.
 */
export function experimentOfRun(run: RunRecord, path: string): Experiment {
  const { name, text } = run.experiment;
  const { experiment, diagnostics } = readExperiment(Buffer.from(text, 'utf8'), name);
  if (experiment === null) {
    throw new HumanError(
      `${path}: the experiment in the run file cannot be read: ${diagnostics[0]?.message ?? 'no reason'}`,
      EXIT.usage,
    );
  }
  const { baseline, warmup, boots, margin } = run.plan;
  const narrowed = narrowedTo(run.plan, experiment, path);
  if (!narrowed.targets.some((target) => target.name === baseline)) {
    throw new HumanError(
      `${path}:1: the plan's baseline is none of its targets. The file is damaged.`,
      EXIT.usage,
    );
  }
  return { ...narrowed, baseline, warmup, boots, margin };
}

function narrowedTo(plan: RunRecord['plan'], experiment: Experiment, path: string): Experiment {
  const { targets, cases, repetitions, order, seed } = plan;
  try {
    return selectExperiment(experiment, { targets, benchmarks: cases, repetitions, order, seed });
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    const message = `${path}:1: the plan does not fit the experiment: ${error.message}`;
    throw new HumanError(message, EXIT.usage, { cause: error });
  }
}
