import type { ExtensionContext } from 'vscode';
import { editorHelp } from './ui/editor-help/editor-help.ts';
import { explorer } from './ui/explorer/explorer.ts';
import { experimentFiles } from './ui/files/experiment-files.ts';
import { guestConfigurations } from './ui/guests/guests.ts';
import { createLog, logCommand } from './ui/log.ts';
import { resultNotebooks } from './ui/notebook/result-notebooks.ts';
import { forgetPassphrasesCommand } from './ui/prompts/forget-passphrases.ts';
import { resultsEditor } from './ui/results/results.ts';
import { runCommands } from './ui/run-command/run-commands.ts';
import { statusBar } from './ui/status-bar.ts';
import { type RunSessions, runSessions } from './ui/task/run-sessions.ts';
import { taskProvider } from './ui/task/task-provider.ts';

/** Time that cancelled runs have to clean up their hosts when the window closes, ms; VS Code waits for five seconds. */
const END_MS = 4_000;

let sessions: RunSessions | null = null;

/** Composition root of the extension. Nothing here loads ssh2, zod or the engine: what needs them imports them when it is used. */
export function activate(context: ExtensionContext): void {
  const log = createLog();
  const files = experimentFiles(log);
  sessions = runSessions(context, log);
  context.subscriptions.push(
    log,
    files,
    logCommand(log),
    explorer({ context, files, live: sessions.registry, log }),
    sessions,
    taskProvider(files, sessions),
    runCommands({ files, sessions, memory: context.workspaceState, log }),
    statusBar(sessions, log),
    forgetPassphrasesCommand(context, log),
    guestConfigurations(log),
    editorHelp({ files, log }),
    resultNotebooks({ extensionUri: context.extensionUri, files, log, sessions: sessions.ports }),
    resultsEditor({
      extensionUri: context.extensionUri,
      log,
      liveRuns: sessions.registry,
      experimentFiles: files,
    }),
  );
}

/** A run that goes on is cancelled in an orderly way; its run file can be resumed. */
export async function deactivate(): Promise<void> {
  await sessions?.end(END_MS);
}
