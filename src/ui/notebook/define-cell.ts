import type { NotebookCellOutput } from 'vscode';
import type { Experiment } from '../../experiment/model.ts';
import { planResult } from '../../notebook/plan-result.ts';
import { estimatePlan } from '../../run/estimate.ts';
import { planTrials } from '../../run/plan.ts';
import { resultOutput } from './outputs.ts';

/** What a cell shows that defines an experiment: what running it would mean. */
export async function defineCell(experiment: Experiment): Promise<NotebookCellOutput> {
  const seconds = estimatePlan(experiment, planTrials(experiment));
  return resultOutput(planResult(experiment, seconds, new Date().toISOString()));
}
