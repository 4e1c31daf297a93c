import { l10n, Uri } from 'vscode';
import { chooseRunsToCompare } from './choose-runs.ts';
import { compareUri, MOST_COMPARED, runName } from './compare-uri.ts';
import { showResults } from './open-results.ts';
import { runsOf } from './results-editor.ts';
import { givenRuns, shownResults } from './run-arguments.ts';

/** Shows two or more runs in one editor. With fewer than two given, or too many, it asks, and has those ticked already. */
export async function compareRuns(argument: unknown, selection: unknown): Promise<void> {
  const given = givenRuns(argument, selection);
  const shown = given.length === 0 ? shownResults() : undefined;
  const first = [...given, ...(shown === undefined ? [] : [shown])];
  // From a comparison, its own runs are the beginning of another one.
  const known = first.flatMap(runsOf).filter(({ scheme }) => scheme === 'file');
  const isGiven = given.length >= 2 && known.length >= 2 && known.length <= MOST_COMPARED;
  const runs = isGiven ? known : inOrder(known, await chooseRunsToCompare(known));
  if (runs !== undefined) await showResults(comparisonOf(runs));
}

/** What the comparison began with comes first, then what was chosen, the oldest first: the list has the newest first. */
function inOrder(first: readonly Uri[], chosen: readonly Uri[] | undefined): readonly Uri[] | undefined {
  if (chosen === undefined) return undefined;
  const names = new Set(first.map(String));
  const isFirst = (uri: Uri) => names.has(uri.toString());
  const oldestFirst = chosen.toReversed();
  return [...oldestFirst.filter(isFirst), ...oldestFirst.filter((uri) => !isFirst(uri))];
}

function comparisonOf(runs: readonly Uri[]): Uri {
  const [a = '', b = ''] = runs.map(({ path }) => runName(path));
  const label =
    runs.length === 2
      ? l10n.t('Compare {0} and {1}', a, b)
      : l10n.t('Compare {0} and {1} more', a, runs.length - 1);
  return Uri.from(compareUri(label, runs.map(String)));
}
