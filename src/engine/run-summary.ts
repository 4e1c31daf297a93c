/** What an explorer shows of a run file. */
export interface RunFacts {
  /** Instant, ISO 8601. */
  readonly startedAt: string;
  /** Of the experiment; as it stands in the file. */
  readonly title: string;
  /** Planned trials that have a valid value. */
  readonly valid: number;
  readonly planned: number;
  /** The largest CV of its table, and where; null where no group has one. */
  readonly worstCv: { readonly cv: number; readonly group: string; readonly target: string } | null;
  /** Any of its targets is a model of the demo lab. */
  readonly simulated: boolean;
  /** null: it goes on, or was cut off. */
  readonly outcome: 'completed' | 'cancelled' | 'failed' | null;
  /** A process writes it just now. */
  readonly writing: boolean;
}

/** `problem`: a sentence for the person; the file is damaged, none of ours, or cannot be read. */
export type RunSummary =
  | ({ readonly ok: true } & RunFacts)
  | { readonly ok: false; readonly problem: string };

/** Reads what an explorer shows of a run file; never rejects. */
export async function readRunSummary(_path: string): Promise<RunSummary> {
  return { ok: false, problem: 'not read yet' };
}
