import {
  commands,
  type Disposable,
  l10n,
  Range,
  type TerminalLink,
  type TerminalLinkProvider,
  Uri,
  window,
} from 'vscode';
import { COMMANDS } from '../../manifest.ts';
import { type Log, showError } from '../log.ts';
import { findLinks, type LinkTarget, type Printed } from './terminal-links.ts';

interface RunLink extends TerminalLink {
  readonly target: LinkTarget;
}

/** Makes the lines of our task terminals lead to the run file, the trial, or the mistake that they name. */
export function linksOfRuns(
  terminals: () => readonly { readonly name: string; readonly printed: Printed }[],
  log: Log,
): Disposable {
  const provider: TerminalLinkProvider<RunLink> = {
    provideTerminalLinks({ line, terminal }) {
      const ours = terminals().find(({ name }) => isTerminalOf(terminal.name, name));
      if (ours === undefined) return [];
      return findLinks(line, ours.printed).map(({ start, length, target }) => ({
        startIndex: start,
        length,
        tooltip: tooltipOf(target),
        target,
      }));
    },
    async handleTerminalLink({ target }) {
      try {
        await follow(target);
      } catch (error) {
        await showError(log, l10n.t('The link could not be followed.'), error);
      }
    },
  };
  return window.registerTerminalLinkProvider(provider);
}

/** VS Code names a task's terminal after the task; where there are several folders, with the folder behind it. */
export function isTerminalOf(terminal: string, task: string): boolean {
  return terminal === task || terminal.startsWith(`${task} (`) || terminal.endsWith(`: ${task}`);
}

function tooltipOf(target: LinkTarget): string {
  switch (target.to) {
    case 'run':
      return l10n.t('Open the results');
    case 'trial':
      return l10n.t('Open the results at trial {0}', target.trial);
    case 'experiment':
      return l10n.t('Open the experiment at this line');
  }
}

async function follow(target: LinkTarget): Promise<void> {
  if (target.to === 'experiment') {
    const { path, line, column } = target;
    const at = new Range(line - 1, column - 1, line - 1, column - 1);
    await window.showTextDocument(Uri.file(path), { selection: at });
    return;
  }
  const options = target.to === 'trial' ? { trial: target.trial } : {};
  await commands.executeCommand(COMMANDS.openResults, Uri.file(target.runFile), options);
}
