import { type Uri, workspace } from 'vscode';
import { guestConfigOf } from '../../engine/guest-config-file.ts';
import { compareGuestConfigs } from '../../xen/guest-config-compare.ts';
import { comparisonText } from '../../xen/guest-config-compare-text.ts';
import type { GuestConfig } from '../../xen/guest-config-read.ts';

/** Compares two configurations as they stand in their editors. Throws HumanError with the lines that xl would refuse. */
export async function readComparison(
  a: Uri,
  b: Uri,
): Promise<{ readonly text: string; readonly comparable: boolean; readonly spoiling: number }> {
  const comparison = compareGuestConfigs(await readConfig(a), await readConfig(b));
  return {
    text: comparisonText(comparison, [workspace.asRelativePath(a), workspace.asRelativePath(b)]),
    comparable: comparison.comparable,
    spoiling: comparison.differences.filter(({ kind }) => kind === 'spoils').length,
  };
}

async function readConfig(uri: Uri): Promise<GuestConfig> {
  const document = await workspace.openTextDocument(uri);
  return guestConfigOf(document.getText(), workspace.asRelativePath(uri));
}
