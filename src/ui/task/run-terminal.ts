import { EventEmitter, l10n, type Pseudoterminal, type TerminalDimensions } from 'vscode';
import { EXIT } from '../../human-error.ts';
import { coalesced } from './coalesced.ts';
import type { SessionPorts } from './drive-run.ts';
import { type RunScreen, runSession } from './run-session.ts';
import type { TaskReading } from './task-request.ts';
import type { Printed } from './terminal-links.ts';

/** Columns assumed until the terminal tells its size. */
const COLUMNS = 80;

/** VS Code calls a terminal that ends within its first half second one that failed to launch, ms. */
const LAUNCH_MS = 700;

const CTRL_C = '\u0003';

/** A terminal for one run of a task; another run needs another. `printed` learns what its lines will lead to; `runAnyway` runs it
 * once more with targets that are not what they are called. */
export function runTerminal(
  reading: TaskReading,
  ports: SessionPorts,
  printed: (printed: Printed) => void,
  runAnyway: () => PromiseLike<unknown>,
): Pseudoterminal {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<number>();
  const output = coalesced((text) => written.fire(text));
  const controller = new AbortController();
  let columns = COLUMNS;
  let over = false;
  let openedAt = 0;
  const screen: RunScreen = {
    isTTY: true,
    colour: true,
    get columns() {
      return columns;
    },
    write: output.write,
  };
  const end = (code: number): void => {
    if (over) return;
    over = true;
    output.end();
    setTimeout(() => closed.fire(code), Math.max(0, openedAt + LAUNCH_MS - Date.now()));
  };
  const resize = (dimensions: TerminalDimensions | undefined): void => {
    if (dimensions !== undefined && dimensions.columns > 0) columns = dimensions.columns;
  };

  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open(dimensions) {
      openedAt = Date.now();
      resize(dimensions);
      if (typeof reading === 'string') {
        screen.write(`${l10n.t('This task cannot be run: {0}', reading)}\n`);
        end(EXIT.usage);
        return;
      }
      void runSession({ request: reading, screen, controller, printed, runAnyway }, ports).then(end);
    },
    setDimensions: resize,
    handleInput(data) {
      if (over || !data.includes(CTRL_C)) return;
      if (!controller.signal.aborted) {
        controller.abort();
        return;
      }
      screen.write(`\n${l10n.t('Not waiting any longer. What is left is cleaned up in the background.')}\n`);
      end(EXIT.cancelled);
    },
    close() {
      // The person closed the terminal, or the task was terminated: the hosts are cleaned up all the same.
      over = true;
      output.end();
      controller.abort();
    },
  };
}
