import { EventEmitter, type ExtensionContext } from 'vscode';
import { editorHelp } from './ui/editor-help/editor-help.ts';
import type { ExperimentFiles } from './ui/experiment-files.ts';
import { createLog } from './ui/log.ts';

/** Until the explorer finds them. */
const NO_FILES: ExperimentFiles = {
  all: [],
  ready: Promise.resolve(),
  onDidChange: new EventEmitter<void>().event,
  refresh: async () => {},
};

/** Composition root of the extension. Nothing here loads ssh2, zod or the engine: what needs them imports them when it is used. */
export function activate({ subscriptions }: ExtensionContext): void {
  const log = createLog();
  subscriptions.push(log, editorHelp({ files: NO_FILES, log }));
}
