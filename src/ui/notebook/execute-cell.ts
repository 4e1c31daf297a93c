import { l10n, type NotebookCell, type NotebookCellExecution } from 'vscode';
import type { Diagnostic } from '../../experiment/diagnostic.ts';
import { HumanError } from '../../human-error.ts';
import { neededBy } from '../../notebook/dependencies.ts';
import { plain } from '../../report/plain.ts';
import { logError } from '../log.ts';
import type { SessionPorts } from '../task/drive-run.ts';
import { type CodeCells, codeCells } from './code-cells.ts';
import { errorOutput } from './outputs.ts';

export interface ExecuteOptions {
  readonly execution: NotebookCellExecution;
  /** Cells that did not succeed just before. */
  readonly failed: ReadonlySet<NotebookCell>;
  readonly folder: string;
}

/** Does what a cell asks for and shows it below. True: it did. */
export async function executeCell(options: ExecuteOptions, ports: SessionPorts): Promise<boolean> {
  const { execution, failed } = options;
  try {
    const all = await codeCells(execution.cell.notebook);
    const index = all.cells.indexOf(execution.cell);
    const needed = neededBy(all.readings, index);
    const above = needed === null ? undefined : all.cells[needed];
    if (above !== undefined && failed.has(above)) {
      await execution.replaceOutput([
        errorOutput(l10n.t('Not run: cell {0}, which it needs, did not succeed.', above.index + 1)),
      ]);
      return false;
    }
    return await fragmentDone(options, all, index, ports);
  } catch (error) {
    logError(ports.log, 'A cell did not succeed.', error);
    const { errorOf } = await import('./run-cell.ts');
    await execution.replaceOutput([errorOf(error)]);
    return false;
  }
}

async function fragmentDone(
  { execution, folder }: ExecuteOptions,
  all: CodeCells,
  index: number,
  ports: SessionPorts,
): Promise<boolean> {
  const reading = all.readings[index];
  const fragment = reading?.fragment ?? null;
  if (reading === undefined || fragment === null) {
    throw new HumanError(mistakes(reading?.diagnostics ?? []), 2);
  }
  switch (fragment.does) {
    case 'nothing':
      await execution.clearOutput();
      return true;
    case 'define': {
      const { defineCell } = await import('./define-cell.ts');
      await execution.replaceOutput([await defineCell(fragment.experiment)]);
      return true;
    }
    case 'show': {
      const { showCell } = await import('./show-cell.ts');
      await execution.replaceOutput([await showCell(fragment.fields, index, all, folder)]);
      return true;
    }
    case 'run': {
      const needed = neededBy(all.readings, index);
      const above = needed === null ? null : (all.readings[needed] ?? null);
      if (above !== null && above.fragment === null) {
        throw new HumanError(
          l10n.t('The cell above that defines the experiment has mistakes: see there.'),
          2,
        );
      }
      const definition = above?.fragment?.does === 'define' ? above.fragment.text : null;
      const { runCell } = await import('./run-cell.ts');
      return runCell({ fragment, definition, execution, folder }, ports);
    }
  }
}

function mistakes(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, message }) =>
      l10n.t('Line {0}, column {1}: {2}', line, column, plain(message, 1_000)),
    )
    .join('\n');
}
