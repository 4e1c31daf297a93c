import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  type Disposable,
  EventEmitter,
  Disposable as Life,
  l10n,
  type NotebookCell,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  notebooks,
  Uri,
  workspace,
} from 'vscode';
import { COMMANDS, NOTEBOOK_TYPE } from '../../manifest.ts';
import type { ResultSource } from '../../notebook/result.ts';
import { plain } from '../../report/plain.ts';
import { followFolder } from '../files/follow-folder.ts';
import { throttled } from '../throttled.ts';
import { absolutePath, folderOfNotebook } from './notebook-paths.ts';

/** Shortest time between two tellings, ms: a run file grows with every trial. */
const TELL_MS = 500;

/** How the run file that an output came from is now. */
export type SourceState = 'same' | 'changed' | 'gone';

/** Below each cell with a result: the run file that it came from, and whether that still says the same. */
export function cellStatus(): Disposable {
  const changed = new EventEmitter<void>();
  const tell = throttled(TELL_MS, () => changed.fire());
  const followed = new Map<string, { readonly dispose: () => void }>();
  const follow = (folder: string): void => {
    if (!followed.has(folder)) followed.set(folder, followFolder(folder, tell));
  };
  return Life.from(
    changed,
    {
      dispose() {
        for (const { dispose } of followed.values()) dispose();
        tell.cancel();
      },
    },
    notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, {
      onDidChangeCellStatusBarItems: changed.event,
      provideCellStatusBarItems: (cell) => itemsOf(cell, follow),
    }),
  );
}

async function itemsOf(
  cell: NotebookCell,
  follow: (folder: string) => void,
): Promise<NotebookCellStatusBarItem[]> {
  if (cell.outputs.length === 0) return [];
  const { sourceOfCell } = await import('./find-run.ts');
  const source = sourceOfCell(cell);
  const folder = folderOfNotebook(cell.notebook.uri, workspace.workspaceFolders?.[0]?.uri.fsPath ?? null);
  if (source === null || folder === null) return [];
  const path = absolutePath(folder, source.file);
  follow(dirname(path));
  const state = await sourceState(path, source);
  const name = plain(basename(source.file), 80);
  if (state === 'gone') {
    const gone = item(
      l10n.t('$(warning) {0} is gone', name),
      l10n.t('The run file of this output is gone: {0}', plain(source.file)),
    );
    return [gone];
  }
  const open = item(`$(graph) ${name}`, l10n.t('Open the results that this output came from'));
  open.command = { command: COMMANDS.openResults, title: open.tooltip ?? '', arguments: [Uri.file(path)] };
  if (state === 'same') return [open];
  const recompute = item(
    l10n.t('$(refresh) The run has changed: recompute'),
    l10n.t('Make this output anew from its run file'),
  );
  recompute.command = {
    command: COMMANDS.recomputeOutputs,
    title: recompute.tooltip ?? '',
    arguments: [cell],
  };
  return [open, recompute];
}

function item(text: string, tooltip: string): NotebookCellStatusBarItem {
  const made = new NotebookCellStatusBarItem(text, NotebookCellStatusBarAlignment.Left);
  made.tooltip = tooltip;
  return made;
}

/** By size first: most changes of a file that only grows are told by it. */
export async function sourceState(path: string, source: ResultSource): Promise<SourceState> {
  const stats = await stat(path).catch(() => null);
  if (stats === null || !stats.isFile()) return 'gone';
  if (stats.size !== source.bytes) return 'changed';
  return (await hashOf(path, `${stats.mtimeMs} ${stats.size}`)) === source.sha256 ? 'same' : 'changed';
}

const hashes = new Map<string, { readonly as: string; readonly sha256: string }>();

async function hashOf(path: string, as: string): Promise<string> {
  const known = hashes.get(path);
  if (known?.as === as) return known.sha256;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  const sha256 = hash.digest('hex');
  hashes.set(path, { as, sha256 });
  return sha256;
}
