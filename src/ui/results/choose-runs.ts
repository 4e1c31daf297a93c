import { l10n, type Uri, workspace } from 'vscode';
import { plain } from '../../report/plain.ts';
import { readRunHead } from '../files/run-head.ts';
import { type Answer, BACK, type Choice, pickMany, pickOne } from '../multi-step.ts';
import { MOST_COMPARED, runName } from './compare-uri.ts';

const MOST_RUNS = 1_000;

/** Lets the person choose one of the workspace's runs; undefined: given up, or there is none and they were told. */
export async function chooseRun(title: string): Promise<Uri | undefined> {
  const choices = await workspaceRuns([]);
  return settled(await pickOne({ title, choices, ...emptyPrompt(choices) }));
}

/** Lets the person tick two or more runs; `picked` are ticked already, also where they lie outside the workspace. */
export async function chooseRunsToCompare(picked: readonly Uri[]): Promise<readonly Uri[] | undefined> {
  const choices = await workspaceRuns(picked);
  const names = new Set(picked.map(String));
  return settled(
    await pickMany({
      title: l10n.t('Compare Runs'),
      choices,
      picked: choices.map(({ value }) => value).filter((uri) => names.has(uri.toString())),
      problem: ({ length }) => {
        if (length < 2) return l10n.t('Choose at least two runs.');
        return length > MOST_COMPARED ? l10n.t('Choose at most {0} runs.', MOST_COMPARED) : null;
      },
      // Always a line, so that the list does not move as runs are ticked.
      prompt: l10n.t('Runs of the same experiment and plan are pooled; all others stand side by side.'),
      ...emptyPrompt(choices),
    }),
  );
}

function settled<Value>(answer: Answer<Value>): Value | undefined {
  return answer === BACK ? undefined : (answer as Value | undefined);
}

function emptyPrompt(choices: readonly unknown[]): { prompt?: string } {
  return choices.length > 0
    ? {}
    : { prompt: l10n.t('This workspace has no runs yet: run an experiment first.') };
}

/** Runs of the workspace and `more`, those of one experiment together, the newest first. */
async function workspaceRuns(more: readonly Uri[]): Promise<readonly Choice<Uri>[]> {
  const found = await workspace.findFiles('**/*.xenrun', '**/node_modules/**', MOST_RUNS);
  const uris = [...new Map([...more, ...found].map((uri) => [uri.toString(), uri])).values()];
  const runs = await Promise.all(
    uris.map(async (uri) => ({ uri, head: uri.scheme === 'file' ? await readRunHead(uri.fsPath) : null })),
  );
  runs.sort((a, b) => compare(b.head?.startedAt ?? '', a.head?.startedAt ?? ''));
  const experiments = [...new Set(runs.map(({ head }) => head?.experiment ?? ''))];
  return experiments.flatMap((experiment) =>
    runs
      .filter(({ head }) => (head?.experiment ?? '') === experiment)
      .map(({ uri, head }) => ({
        value: uri,
        label: runName(uri.path),
        description: head === null ? l10n.t('cannot be read') : startedText(head.startedAt),
        heading: experiment === '' ? l10n.t('Other files') : plain(experiment, 100),
      })),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An instant of a run file in the person's own way. */
function startedText(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? plain(instant, 40) : new Date(time).toLocaleString();
}
