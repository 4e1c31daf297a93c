import { commands, l10n, Uri, window, workspace } from 'vscode';
import { EXIT, HumanError } from '../../human-error.ts';
import { BACK, pickMany } from '../multi-step.ts';
import { type ComparisonDocuments, comparisonUri, nameOf } from './comparison-document.ts';
import { readComparison } from './read-comparison.ts';

/** Most configurations that are offered. */
const MOST_OFFERED = 500;

/**
 * Says of two configurations whether they can be compared, and shows all that differs in a document. Takes two files of
 * VS Code's explorer, or asks, with those that were given or are open ticked already.
 */
export async function compareGuestConfigFiles(
  documents: ComparisonDocuments,
  argument: unknown,
  selection: unknown,
): Promise<void> {
  const pair = await chosenPair(argument, selection);
  if (pair === undefined) return;
  const [a, b] = pair;
  const { comparable, spoiling } = await readComparison(a, b);
  const uri = comparisonUri(a, b);
  documents.refresh(uri);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
  const message = comparable
    ? l10n.t('{0} and {1} can be compared.', nameOf(a), nameOf(b))
    : spoiling === 1
      ? l10n.t('{0} and {1} cannot be compared: 1 difference spoils it.', nameOf(a), nameOf(b))
      : l10n.t('{0} and {1} cannot be compared: {2} differences spoil it.', nameOf(a), nameOf(b), spoiling);
  const sideBySide = l10n.t('Show Side by Side');
  const tell = comparable ? window.showInformationMessage : window.showWarningMessage;
  // The command is over when the comparison is shown; the message may stand for long.
  void tell(message, sideBySide).then((taken) => {
    if (taken === sideBySide) return commands.executeCommand('vscode.diff', a, b);
    return undefined;
  });
}

async function chosenPair(argument: unknown, selection: unknown): Promise<readonly [Uri, Uri] | undefined> {
  const all = [...(Array.isArray(selection) ? selection : []), argument];
  const given = unique(all.filter((each) => each instanceof Uri));
  const [a, b, ...more] = given;
  if (a !== undefined && b !== undefined && more.length === 0) return [a, b];
  const found = await workspace.findFiles('**/*.cfg', '**/node_modules/**', MOST_OFFERED);
  const open = window.activeTextEditor?.document.uri;
  const first = given.length > 0 ? given : open?.path.endsWith('.cfg') ? [open] : [];
  const offered = unique([...first, ...found.toSorted((one, other) => (one.path < other.path ? -1 : 1))]);
  if (offered.length < 2) {
    throw new HumanError(
      l10n.t(
        'Two configurations (*.cfg) are needed, and there are not as many in the folders that are open.',
      ),
      EXIT.usage,
    );
  }
  const answer = await pickMany({
    title: l10n.t('Compare Guest Configurations'),
    placeholder: l10n.t('Which two?'),
    choices: offered.map((uri) => ({ value: uri, label: workspace.asRelativePath(uri), icon: 'file' })),
    picked: first,
    problem: (uris) => (uris.length === 2 ? null : l10n.t('Choose two.')),
  });
  if (answer === undefined || answer === BACK) return undefined;
  const [one, other] = answer;
  return one === undefined || other === undefined ? undefined : [one, other];
}

/** Each once, at its first place. */
function unique(uris: readonly Uri[]): readonly Uri[] {
  const seen = new Set<string>();
  return uris.filter((uri) => {
    const text = uri.toString();
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}
