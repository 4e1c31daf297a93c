import { workspace } from 'vscode';
import { SETTING_DEFAULTS, type Settings } from '../manifest.ts';

/** A setting's value now; its default where the person gave a value of another type. */
export function setting<Key extends keyof Settings>(key: Key): Settings[Key] {
  const fallback = SETTING_DEFAULTS[key];
  const value: unknown = workspace.getConfiguration('xenBench').get(key);
  return typeof value === typeof fallback ? (value as Settings[Key]) : fallback;
}
