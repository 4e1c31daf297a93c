import type { Results } from '../../protocol.ts';

/** The attempt at a trial of the first run that counts, or that tells why there is no value; null: none is there. */
export function attemptAt(trial: number, { points, report }: Results): number | null {
  for (const { runs, trials, attempts } of points) {
    const at = trials.findIndex((each, index) => each === trial && runs[index] === 0);
    if (at >= 0) return attempts[at] ?? null;
  }
  const run = report.runs[0]?.id;
  return report.problems.find((problem) => problem.trial === trial && problem.run === run)?.attempt ?? null;
}
