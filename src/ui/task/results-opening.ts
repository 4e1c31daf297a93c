import { commands, Disposable, Uri } from 'vscode';
import { COMMANDS } from '../../manifest.ts';
import type { LiveRun, LiveRuns } from '../live-runs.ts';
import { type Log, logError } from '../log.ts';
import { setting } from '../settings.ts';

/** Opens the results of a run by itself, beside what the person looks at, when the setting says so. */
export function resultsOpening(live: LiveRuns, log: Log): Disposable {
  /** Runs whose run file is there. */
  const begun = new Set<LiveRun>();
  const open = (run: LiveRun): void => {
    const options = { beside: true, preserveFocus: true };
    Promise.resolve(commands.executeCommand(COMMANDS.openResults, Uri.file(run.runFile), options)).catch(
      (error: unknown) => logError(log, 'The results could not be opened.', error),
    );
  };
  return Disposable.from(
    live.onDidHappen(({ run, event }) => {
      // A notebook shows the results itself.
      if (run.place === 'notebook') return;
      // The run file is made between the targets being ready and the first thing that runs on one.
      if (begun.has(run) || (event.event !== 'warmup' && event.event !== 'trial-start')) return;
      begun.add(run);
      if (setting('results.open') === 'start') open(run);
    }),
    live.onDidEnd(({ run }) => {
      if (begun.delete(run) && setting('results.open') === 'end') open(run);
    }),
  );
}
