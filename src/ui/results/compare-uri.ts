import { posix } from 'node:path';
import { plain } from '../../report/plain.ts';

/** Several run files in one results editor: a uri that names no file of its own, with the files' uris in its query. */

export const COMPARE_SCHEME = 'xenbench-compare';
export const MOST_COMPARED = 50;
const LONGEST_NAME = 60;

/** Parts of a uri; VS Code encodes them. */
export interface CompareUri {
  readonly scheme: typeof COMPARE_SCHEME;
  readonly path: string;
  readonly query: string;
}

/** `label` is what the editor's tab says; `runs` are two or more uris of run files. */
export function compareUri(label: string, runs: readonly string[]): CompareUri {
  const name = plain(label, 200).replace(/[/\\]/g, ' ') || 'Compare';
  return { scheme: COMPARE_SCHEME, path: `/${name}.xenrun`, query: JSON.stringify([...new Set(runs)]) };
}

/**
 * The uris of the runs that a query names; null where it is none of ours: VS Code restores editors, and a uri may come
 * from anywhere.
 */
export function comparedRuns(query: string): readonly string[] | null {
  let value: unknown;
  try {
    value = JSON.parse(query);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length < 2 || value.length > MOST_COMPARED) return null;
  const uris = value.filter((uri): uri is string => typeof uri === 'string' && /^file:\/\/[^?#]*$/.test(uri));
  return uris.length === value.length && new Set(uris).size === uris.length ? uris : null;
}

/** `pv-vs-hvm-2026-08-02T12-00-00Z` of the path of a run file. */
export function runName(path: string): string {
  const name = plain(posix.basename(path, '.xenrun'), 500);
  return name.length > LONGEST_NAME ? `${name.slice(0, 20)}...${name.slice(23 - LONGEST_NAME)}` : name;
}
