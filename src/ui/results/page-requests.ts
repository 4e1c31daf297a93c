import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import { COMMANDS } from '../../manifest.ts';
import type { PageAction, ToHost } from '../../protocol.ts';
import { type Log, showError } from '../log.ts';
import { BACK, pickOne } from '../multi-step.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { refuseUntrusted } from '../trust.ts';
import { runName } from './compare-uri.ts';
import { openExperimentOf } from './open-experiment.ts';
import type { OpenedRun } from './opened-runs.ts';
import type { ResultsDocument } from './results-document.ts';
import { savePicture } from './save-picture.ts';

export interface PageRequestPorts {
  readonly log: Log;
}

/** What a page asks for beside data. */
type PageRequest = Extract<ToHost, { type: 'copy' | 'save' | 'do' }>;

const COPIED_MS = 5_000;

/** Does what a page asks for; tells the person of what does not work. */
export async function doForPage(
  request: PageRequest,
  document: ResultsDocument,
  { log }: PageRequestPorts,
): Promise<void> {
  try {
    switch (request.type) {
      case 'copy':
        await env.clipboard.writeText(request.text);
        window.setStatusBarMessage(l10n.t('Copied: {0}', noticeText(request.what, 100)), COPIED_MS);
        return;
      case 'save':
        return await savePicture(request, document);
      case 'do':
        return await act(request.action, document);
    }
  } catch (error) {
    await showError(log, l10n.t('What the results page asked for was not done.'), error);
  }
}

async function act(action: PageAction, document: ResultsDocument): Promise<void> {
  switch (action) {
    case 'compare':
      await commands.executeCommand(COMMANDS.compareRuns, document.uri);
      return;
    case 'export':
      await commands.executeCommand(COMMANDS.exportReport, document.uri);
      return;
    case 'open-experiment': {
      const run = await oneRun(document, l10n.t('The experiment of which run?'));
      if (run !== undefined) await openExperimentOf(run);
      return;
    }
    case 'open-as-text': {
      const damaged = document.runs.find(({ follower }) => follower.problem !== null);
      const run = damaged ?? (await oneRun(document, l10n.t('Which run file?')));
      if (run !== undefined) await commands.executeCommand('vscode.openWith', run.uri, 'default');
      return;
    }
    case 'resume': {
      refuseUntrusted();
      const run = await oneRun(document, l10n.t('Which run is to go on?'));
      if (run !== undefined) await commands.executeCommand(COMMANDS.resume, run.uri);
      return;
    }
    case 'cancel': {
      const live = document.liveRun();
      if (live !== undefined) await commands.executeCommand(COMMANDS.cancel, Uri.file(live.runFile));
      return;
    }
  }
}

/** The run of an editor; of a comparison the one that the person chooses. */
async function oneRun({ runs }: ResultsDocument, title: string): Promise<OpenedRun | undefined> {
  if (runs.length < 2) return runs[0];
  const chosen = await pickOne({
    title,
    choices: runs.map((run) => ({
      value: run,
      label: runName(run.uri.path),
      description: workspace.asRelativePath(run.uri),
    })),
  });
  return chosen === BACK ? undefined : chosen;
}
