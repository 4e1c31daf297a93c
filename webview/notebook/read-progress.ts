import type { CellProgress } from '../../src/notebook/progress.ts';

/** null: the text is none. It comes from the extension itself, and lives no longer than the run. */
export function readProgress(text: string): CellProgress | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'trials' in value && 'warnings' in value
      ? (value as CellProgress)
      : null;
  } catch {
    return null;
  }
}
