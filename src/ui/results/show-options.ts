/** How results are to be shown, beside which run. */
export interface ShowOptions {
  /** Beside what the person looks at, in the group of the results that are open already. */
  readonly beside: boolean;
  /** The person goes on with what they do. */
  readonly preserveFocus: boolean;
  /** Place of a trial in the plan, from 1, whose panel opens; null: none. */
  readonly trial: number | null;
}

/** Understands what a command was given beside its run; what makes no sense counts as not given. */
export function readShowOptions(value: unknown): ShowOptions {
  const { beside, preserveFocus, trial } =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return {
    beside: beside === true,
    preserveFocus: preserveFocus === true,
    trial: Number.isInteger(trial) && Number(trial) > 0 ? Number(trial) : null,
  };
}
