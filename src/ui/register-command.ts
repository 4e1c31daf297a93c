import { commands, type Disposable } from 'vscode';
import type { CommandId } from '../manifest.ts';
import { type Log, logError, showError } from './log.ts';
import { BrokenExperiment, showBroken } from './run-command/experiment-document.ts';

/**
 * Registers a command that tells the person of what goes wrong; `what` did not work, see `showError`. Whoever called the
 * command does not wait until the person has read that.
 */
export function registerCommand(
  log: Log,
  id: CommandId,
  what: string,
  work: (argument: unknown, more: unknown) => Promise<void>,
): Disposable {
  return commands.registerCommand(id, async (argument?: unknown, more?: unknown) => {
    try {
      await work(argument, more);
    } catch (error) {
      const told = error instanceof BrokenExperiment ? showBroken(error) : showError(log, what, error);
      told.catch((failure: unknown) => logError(log, what, failure));
    }
  });
}
