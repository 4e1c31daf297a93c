import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/** Paths in a notebook are relative to its folder, with `/` on every system. Absolute ones stay as they are. */

export function absolutePath(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

export function notebookPath(folder: string, path: string): string {
  const way = relative(folder, path);
  // Another drive has no way to it.
  return isAbsolute(way) ? path : way.split(sep).join('/');
}

/** The folder that a notebook's paths start from; null: it has no place yet, and no folder is open. */
export function folderOfNotebook(
  uri: { readonly scheme: string; readonly fsPath: string },
  workspaceFolder: string | null,
): string | null {
  return uri.scheme === 'file' ? dirname(uri.fsPath) : workspaceFolder;
}
