import type { TrialRecord } from '../journal/records.ts';
import { summarise } from '../statistics/summary.ts';
import type { PlannedTrial } from './plan.ts';

/** The CV of each series' main metric so far, over what earlier parts of the run measured too. */
export class RunningCv {
  readonly #values = new Map<string, number[]>();

  constructor(earlier: readonly TrialRecord[]) {
    for (const record of earlier) this.add(record);
  }

  add({ target, case: case_, measurements: [main] }: TrialRecord): void {
    if (main === undefined) return;
    const key = seriesKey(target, case_);
    const values = this.#values.get(key);
    if (values === undefined) this.#values.set(key, [main.value]);
    else values.push(main.value);
  }

  /** null below two values. */
  of({ target, case_ }: PlannedTrial): number | null {
    return summarise(this.#values.get(seriesKey(target.name, case_.id)) ?? []).cv;
  }
}

function seriesKey(target: string, case_: string): string {
  return JSON.stringify([target, case_]);
}
