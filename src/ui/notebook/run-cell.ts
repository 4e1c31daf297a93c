import { join } from 'node:path';
import { l10n, type NotebookCellExecution, NotebookCellOutput, Uri } from 'vscode';
import { defaultRunFile, sourceOfText } from '../../engine/experiment-file.ts';
import { newRun, type PreparedRun, prepareRun } from '../../engine/run-request.ts';
import { EXIT, type ExitCode, HumanError } from '../../human-error.ts';
import type { RunFragment } from '../../notebook/fragment.ts';
import { ABOVE } from '../../notebook/fragment-words.ts';
import { resultOfRunning } from '../../notebook/result-of-run.ts';
import { safeLines } from '../../terminal/safe-lines.ts';
import { logError } from '../log.ts';
import { driveRun, type SessionPorts } from '../task/drive-run.ts';
import { throttled } from '../throttled.ts';
import { notebookName } from './code-cells.ts';
import { isThere } from './find-run.ts';
import { absolutePath, notebookPath } from './notebook-paths.ts';
import { errorOutput, progressItem, resultOutput } from './outputs.ts';
import { firstProgress, followedRun } from './progress-of-run.ts';
import { loadRun } from './run-view.ts';

/** Shortest time between two drawings of a cell's progress, ms. */
const REDRAW_MS = 400;

export interface RunCellOptions {
  readonly fragment: RunFragment;
  /** Text of the cell that defines the experiment, where it is `ABOVE`. */
  readonly definition: string | null;
  readonly execution: NotebookCellExecution;
  readonly folder: string;
}

/**
 * Runs what a cell asks for with the engine of the command line, shows how it goes in the cell, and then what came out.
 * True: it was run to its end, and has a valid value.
 */
export async function runCell(options: RunCellOptions, ports: SessionPorts): Promise<boolean> {
  const { execution, folder } = options;
  const controller = new AbortController();
  const stop = execution.token.onCancellationRequested(() => controller.abort());
  const output = new NotebookCellOutput([]);
  let success = false;
  let redraw: { cancel(): void } | null = null;
  const show = async (outputs: readonly NotebookCellOutput[]): Promise<void> => {
    redraw?.cancel();
    // The cell may be gone by now; its run file is not.
    await execution
      .replaceOutput([...outputs])
      .then(undefined, (error: unknown) => logError(ports.log, 'A cell could not show its result.', error));
  };
  const path = experimentPath(options);
  try {
    await driveRun(
      {
        experiment: Uri.file(path),
        place: 'notebook',
        controller,
        prepare: () => prepared(options, path),
        async begins({ source, runFile }) {
          const followed = followedRun(firstProgress(source.experiment.title, notebookPath(folder, runFile)));
          const item = () => progressItem(followed.progress());
          output.items = [item()];
          await execution.replaceOutput([output]);
          const draw = throttled(REDRAW_MS, () => {
            execution
              .replaceOutputItems([item()], output)
              .then(undefined, (error: unknown) =>
                logError(ports.log, 'The progress of a run could not be shown.', error),
              );
          });
          redraw = draw;
          return (event) => {
            followed.add(event);
            draw();
          };
        },
        async ended({ runFile, outcome, valid }) {
          if (runFile === null || valid === 0) {
            await show([
              errorOutput(
                outcome === 'cancelled'
                  ? l10n.t('Cancelled before a trial had a valid value.')
                  : l10n.t('No trial has a valid value. The run file {0} says why.', runFile ?? ''),
              ),
            ]);
            return;
          }
          const { view } = await loadRun(runFile, notebookPath(folder, runFile));
          await show([await resultOutput(resultOfRunning(view))]);
          success = outcome === 'completed';
        },
        async failed(error): Promise<ExitCode> {
          if (controller.signal.aborted) {
            if (!(error instanceof HumanError)) logError(ports.log, 'After a cancel:', error);
            await show([errorOutput(l10n.t('Cancelled.'))]);
            return EXIT.cancelled;
          }
          logError(ports.log, 'A cell could not be run.', error);
          await show([errorOf(error)]);
          return error instanceof HumanError ? error.exitCode : EXIT.incomplete;
        },
      },
      ports,
    );
  } finally {
    stop.dispose();
  }
  return success;
}

/** An error as a cell shows it. */
export function errorOf(error: unknown): NotebookCellOutput {
  if (!(error instanceof HumanError)) {
    return errorOutput(
      l10n.t(
        'This failed in a way it should not. The log ("Xen Bench: Show Log") tells more; please report it.',
      ),
    );
  }
  return errorOutput(safeLines(error.message));
}

/** An experiment of the notebook's own is kept as if its file lay beside the notebook. */
function experimentPath({ fragment, execution, folder }: RunCellOptions): string {
  return fragment.experiment === ABOVE
    ? join(folder, `${notebookName(execution.cell.notebook)}.xenbench.jsonc`)
    : absolutePath(folder, fragment.experiment);
}

async function prepared(
  { fragment: { experiment, selection }, definition }: RunCellOptions,
  path: string,
): Promise<PreparedRun> {
  const output = await freeName(path);
  if (experiment !== ABOVE) {
    return prepareRun({ experiment: path, selection, output, resume: null }, () => {});
  }
  if (definition === null) {
    throw new HumanError(
      l10n.t('No cell above defines an experiment: write one, or name its file.'),
      EXIT.usage,
    );
  }
  return newRun(sourceOfText(definition, path, selection), output);
}

/** Two cells may begin in one second, which is all that the usual name tells: then the next second's. */
async function freeName(experiment: string): Promise<string> {
  for (let time = Date.now(); ; time += 1_000) {
    const name = defaultRunFile(experiment, new Date(time));
    if (!(await isThere(name))) return name;
  }
}
