import { Uri, workspace } from 'vscode';

/** A file of the workspace that is open: a fresh copy of the sample workspace. */
export function inWorkspace(...path: readonly string[]): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open.');
  return Uri.joinPath(folder.uri, ...path);
}

/** Text of a file. */
export async function readText(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

/** Writes a file, with the folders above it. */
export async function writeText(uri: Uri, text: string): Promise<void> {
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
