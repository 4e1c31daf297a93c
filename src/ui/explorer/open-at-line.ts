import { l10n, Range, Selection, TextEditorRevealType, type Uri, window, workspace } from 'vscode';
import { valueAt } from '../../experiment/places.ts';
import { parseText } from '../../experiment/syntax.ts';
import { markOf, nestingOf, nodeAt, type Path } from '../../experiment/tree.ts';
import { chooseExperiment } from './choose.ts';
import type { CommandSources } from './target-commands.ts';

/**
 * Opens an experiment at what an item of the explorer stands for: a target, a benchmark, a list; the first mistake of a
 * broken file. Without an item it asks for the experiment.
 */
export async function openAtLine({ files }: CommandSources, argument: unknown): Promise<void> {
  const uri = await chooseExperiment(files, argument, l10n.t('Open at This Line'));
  if (uri === undefined) return;
  const [target, index, type] = ['target', 'index', 'type'].map((key) => valueAt(argument, [key]));
  if (typeof target === 'string') return open(uri, ['targets', target]);
  if (typeof index === 'number') return open(uri, ['benchmarks', index]);
  if (type === 'targets' || type === 'benchmarks') return open(uri, [type]);
  const file = files.all.find((each) => each.uri.toString() === uri.toString());
  const [mistake] = file?.reading.diagnostics ?? [];
  return mistake === undefined ? open(uri, []) : show(uri, mistake.offset, mistake.length);
}

/** Opens an experiment at an entry of its benchmarks, counted from 0. */
export function openEntry(uri: Uri, index: number): Promise<void> {
  return open(uri, ['benchmarks', index]);
}

async function open(uri: Uri, path: Path): Promise<void> {
  const text = (await workspace.openTextDocument(uri)).getText();
  const root = nestingOf(text).tooDeepAt === null ? parseText(text, null).root : undefined;
  // The top has nothing to select, and neither has what is gone by now.
  if (root === undefined || path.length === 0 || nodeAt(root, path) === undefined) return show(uri, 0, 0);
  const { offset, length } = markOf(root, path, path[0] === 'targets' ? 'key' : 'value');
  return show(uri, offset, length);
}

async function show(uri: Uri, offset: number, length: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
  const editor = await window.showTextDocument(document, { preview: true });
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}
