import { commands, Disposable, l10n, StatusBarAlignment, Uri, window } from 'vscode';
import { COMMANDS } from '../manifest.ts';
import { formatDuration } from '../report/duration.ts';
import type { LiveRun } from './live-runs.ts';
import { type Log, logError } from './log.ts';
import { type Choice, pickOne } from './multi-step.ts';
import { noticeText } from './prompts/notice-text.ts';
import type { RunSessions } from './task/run-sessions.ts';

/** Behind the item only; not in the palette. */
const ACTIONS = '_xenBench.runActions';

/** One item while something runs: how far it is, and behind a click what can be done. */
export function statusBar(sessions: RunSessions, log: Log): Disposable {
  const { registry } = sessions;
  const item = window.createStatusBarItem('xenBench.runs', StatusBarAlignment.Left, 50);
  item.name = l10n.t('Xen Bench Runs');
  item.command = ACTIONS;
  const show = (): void => {
    const runs = registry.all;
    const [only] = runs;
    if (only === undefined) {
      item.hide();
      return;
    }
    const text = runs.length === 1 ? textOf(only) : l10n.t('Xen Bench: {0} runs', runs.length);
    item.text = `$(sync~spin) ${text}`;
    item.tooltip = runs
      .map((run) => `${noticeText(run.title, 100)}: ${noticeText(run.progress.now, 100)}`)
      .join('\n');
    item.accessibilityInformation = { label: text };
    item.show();
  };
  show();
  return Disposable.from(
    item,
    registry.onDidChange(show),
    commands.registerCommand(ACTIONS, () =>
      offerActions(sessions).catch((error: unknown) =>
        logError(log, 'An action of the status bar failed.', error),
      ),
    ),
  );
}

function textOf({ progress, cancelling }: LiveRun): string {
  const { done, trials, secondsLeft } = progress;
  if (cancelling) return l10n.t('Xen Bench {0}/{1}, cancelling', done, trials);
  const left = formatDuration(Math.ceil(secondsLeft) * 1000);
  return l10n.t('Xen Bench {0}/{1}, {2} left', done, trials, left);
}

async function offerActions(sessions: RunSessions): Promise<void> {
  const runs = sessions.registry.all;
  const choices = runs.flatMap((run): Choice<() => unknown>[] => {
    const heading = runs.length === 1 ? {} : { heading: run.title };
    const terminal = sessions.terminalOf(run);
    return [
      ...(terminal === undefined
        ? []
        : [{ ...heading, label: l10n.t('Show Terminal'), icon: 'terminal', value: () => terminal.show() }]),
      {
        ...heading,
        label: l10n.t('Open Results'),
        icon: 'graph',
        value: () => commands.executeCommand(COMMANDS.openResults, Uri.file(run.runFile)),
      },
      { ...heading, label: l10n.t('Cancel Run'), icon: 'debug-stop', value: () => run.cancel() },
    ];
  });
  const title = runs.length === 1 ? (runs[0]?.title ?? '') : l10n.t('Xen Bench: {0} runs', runs.length);
  const action = await pickOne({ title, choices });
  if (typeof action === 'function') await action();
}
