import { factRows } from '../report/environments.ts';
import type { EnvironmentResult } from './result.ts';

export interface EnvironmentRow {
  readonly label: string;
  /** One for each target; empty where it told nothing. */
  readonly cells: readonly string[];
}

/** Facts down, targets across, in the order that people read them. */
export function environmentRows({ environments }: EnvironmentResult): readonly EnvironmentRow[] {
  return factRows(environments).map(({ label, cells }) => ({ label, cells }));
}

/** How a result tells that not all is in it; not yet safe to show. */
export function environmentRest({ more = 0 }: EnvironmentResult): string | null {
  return more === 0 ? null : `${more} more facts are in the run file.`;
}
