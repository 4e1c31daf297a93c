import { posix } from 'node:path';
import { l10n, Range, type Uri, window, workspace } from 'vscode';
import type { Diagnostic } from '../../experiment/diagnostic.ts';
import type { Experiment } from '../../experiment/model.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { noticeText } from '../prompts/notice-text.ts';

/** An experiment that cannot be run: its file has mistakes. */
export class BrokenExperiment extends Error {
  override readonly name = 'BrokenExperiment';
  readonly uri: Uri;
  readonly first: Diagnostic;

  constructor(uri: Uri, first: Diagnostic) {
    super(first.message);
    this.uri = uri;
    this.first = first;
  }
}

/**
 * Reads an experiment as it stands in the editor, or on the disk where none has it open. Throws BrokenExperiment, or
 * HumanError (usage) where it cannot be read.
 */
export async function experimentIn(uri: Uri): Promise<Experiment> {
  const { readExperiment } = await import('../../experiment/read.ts');
  const text = await textOf(uri);
  const { experiment, diagnostics } = readExperiment(new TextEncoder().encode(text), uri.path);
  if (experiment !== null) return experiment;
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first === undefined) throw new Error('An experiment that cannot be read must say why.');
  throw new BrokenExperiment(uri, first);
}

/** Saves what a person has typed into an experiment: what is run is the file. Throws HumanError where that fails. */
export async function saveExperiment(uri: Uri): Promise<void> {
  const document = openDocument(uri);
  if (document === undefined || !document.isDirty || (await document.save())) return;
  throw new HumanError(
    l10n.t('{0} could not be saved, and what is run is the file: save it, then run it.', nameOf(uri)),
    EXIT.usage,
  );
}

/** Tells of a mistake, with the way to it. */
export async function showBroken({ uri, first }: BrokenExperiment): Promise<void> {
  const open = l10n.t('Open');
  const message = l10n.t('{0}, line {1}: {2}', nameOf(uri), first.line, noticeText(first.message));
  if ((await window.showErrorMessage(message, open)) !== open) return;
  const document = await workspace.openTextDocument(uri);
  const selection = new Range(
    document.positionAt(first.offset),
    document.positionAt(first.offset + first.length),
  );
  await window.showTextDocument(document, { selection });
}

/** The file's name, safe for a notification. */
export function nameOf(uri: Uri): string {
  return noticeText(posix.basename(uri.path), 100);
}

async function textOf(uri: Uri): Promise<string> {
  if (uri.scheme !== 'file') {
    throw new HumanError(
      l10n.t('{0} is not on the disk of this computer: save it into a folder first.', nameOf(uri)),
      EXIT.usage,
    );
  }
  const open = openDocument(uri);
  if (open !== undefined) return open.getText();
  try {
    // As a document it is read as the editor would: with its encoding, and at most as large as an editor takes.
    return (await workspace.openTextDocument(uri)).getText();
  } catch (error) {
    throw new HumanError(
      l10n.t('{0} cannot be read: {1}', nameOf(uri), noticeText((error as Error).message)),
      EXIT.usage,
      { cause: error },
    );
  }
}

function openDocument(uri: Uri) {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}
