import { posix } from 'node:path';
import { l10n, Range, type TextDocument, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { ExperimentEdit } from '../../experiment/edit.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { type Log, showError } from '../log.ts';
import { noticeText } from '../prompts/notice-text.ts';

/** An experiment file that a person is about to edit by questions. */
export interface OpenExperiment {
  readonly document: TextDocument;
  readonly fileName: string;
  /** Of the document when it was opened for this. */
  readonly version: number;
  /** What it says, as plain data. */
  readonly value: unknown;
  /** A sentence why the file cannot be edited like this, or null. */
  problem(edits: readonly ExperimentEdit[]): string | null;
}

/** Opens an experiment as it stands in its editor. Throws HumanError where its JSON is broken. */
export async function openExperiment(uri: Uri): Promise<OpenExperiment> {
  const { editExperiment } = await import('../../experiment/edit.ts');
  const { parseText } = await import('../../experiment/syntax.ts');
  const { plainValue } = await import('../../experiment/tree.ts');
  const document = await workspace.openTextDocument(uri);
  const fileName = posix.basename(uri.path);
  const text = document.getText();
  editExperiment(text, fileName, []);
  const { root } = parseText(text, null);
  return {
    document,
    fileName,
    version: document.version,
    value: root === undefined ? {} : plainValue(root),
    problem(edits) {
      try {
        editExperiment(text, fileName, edits);
        return null;
      } catch (error) {
        if (error instanceof HumanError) return error.message;
        throw error;
      }
    },
  };
}

/**
 * Makes the edits in the document, so that undo takes them back, and saves it unless it had other changes that were not
 * saved. Throws HumanError where they cannot be made.
 */
export async function applyEdits(opened: OpenExperiment, edits: readonly ExperimentEdit[]): Promise<void> {
  const { editExperiment } = await import('../../experiment/edit.ts');
  const { document, fileName, version } = opened;
  if (document.version !== version && edits.some((edit) => 'index' in edit)) {
    throw new HumanError(
      l10n.t('{0} was changed in the meantime, so nothing was done: try again.', fileName),
      EXIT.usage,
    );
  }
  const wasDirty = document.isDirty;
  const change = new WorkspaceEdit();
  for (const { offset, length, content } of editExperiment(document.getText(), fileName, edits)) {
    const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
    change.replace(document.uri, range, content);
  }
  const applied = await workspace.applyEdit(change);
  // Where VS Code saves by itself it may have done so already, and `save` says no to a document without changes.
  const saved = applied && (wasDirty || (await document.save()) || !document.isDirty);
  if (!saved) {
    throw new HumanError(
      l10n.t('{0} could not be changed or saved: see whether it is read-only.', fileName),
      EXIT.usage,
    );
  }
}

/** As `applyEdits`, for what takes something away: tells so, with a way back. */
export async function applyWithUndo(
  opened: OpenExperiment,
  edits: readonly ExperimentEdit[],
  message: string,
  log: Log,
): Promise<void> {
  const { document } = opened;
  const before = document.getText();
  await applyEdits(opened, edits);
  const after = document.getText();
  const undo = l10n.t('Undo');
  void window.showInformationMessage(noticeText(message), undo).then(async (chosen) => {
    if (chosen !== undo) return;
    try {
      await putBack(document.uri, after, before);
    } catch (error) {
      await showError(log, l10n.t('The change could not be undone.'), error);
    }
  });
}

async function putBack(uri: Uri, after: string, before: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const name = posix.basename(uri.path);
  if (document.getText() !== after) {
    throw new HumanError(
      l10n.t('{0} was changed since then: use undo in its editor, or put it back by hand.', name),
      EXIT.usage,
    );
  }
  const wasDirty = document.isDirty;
  const change = new WorkspaceEdit();
  change.replace(uri, new Range(document.positionAt(0), document.positionAt(after.length)), before);
  await workspace.applyEdit(change);
  if (!wasDirty) await document.save();
}
