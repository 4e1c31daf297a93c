import { TabInputCustom, type Uri, window } from 'vscode';
import { RESULTS_EDITOR } from '../../manifest.ts';
import { readRunArgument } from '../run-command/run-argument.ts';

/**
 * The run files that a command was called with: a uri, an item of the explorer, or either with the whole selection as
 * a second argument. Empty where none was given.
 */
export function givenRuns(argument: unknown, selection: unknown): readonly Uri[] {
  const all = [argument, ...(Array.isArray(selection) ? selection : [])];
  const runs = all.flatMap((each) => readRunArgument(each).run ?? []);
  return [...new Map(runs.map((uri) => [uri.toString(), uri])).values()];
}

/** What the results editor in front shows, a run or a comparison. */
export function shownResults(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputCustom && input.viewType === RESULTS_EDITOR ? input.uri : undefined;
}
