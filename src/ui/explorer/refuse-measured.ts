import { l10n, type Uri } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import type { LiveRun, LiveRuns } from '../live-runs.ts';
import { machineOf } from '../task/shared-hosts.ts';

/** A run of this window that measures on a dom0, or on its guests; undefined: none does. */
export function runOnDom0(
  dom0: string,
  experiments: readonly Uri[],
  { all }: Pick<LiveRuns, 'all'>,
): LiveRun | undefined {
  const names = new Set(experiments.map(String));
  const machine = machineOf(dom0);
  return all.find(({ experiment, hosts }) => names.has(experiment.toString()) || hosts.includes(machine));
}

/** Throws HumanError where a run measures on a dom0 just now. */
export function refuseWhileDom0Measured(
  dom0: string,
  experiments: readonly Uri[],
  live: Pick<LiveRuns, 'all'>,
): void {
  const run = runOnDom0(dom0, experiments, live);
  if (run === undefined) return;
  throw new HumanError(
    l10n.t(
      'The run "{0}" uses the dom0 {1} just now: anything else there would spoil its numbers. Wait until it ends, or cancel it.',
      run.title,
      dom0,
    ),
    EXIT.usage,
  );
}
