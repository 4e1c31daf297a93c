/** Limits that hold for an experiment as a whole, in the file and after a selection. */

/** Trials of one run file; beyond it a run takes months, and a plan does not fit in memory. */
const MOST_TRIALS = 1_000_000;

/** The sentence about a plan with more trials than a run can hold, or null. */
export function trialsProblem(targets: number, cases: number, repetitions: number): string | null {
  const trials = targets * cases * repetitions;
  if (trials <= MOST_TRIALS) return null;
  return (
    `${targets} targets, ${cases} cases and ${repetitions} repetitions make ${trials} trials, ` +
    `more than the ${MOST_TRIALS} of one run: split the experiment.`
  );
}

/** The sentence about boots that would have no repetition, or null. */
export function bootsProblem(boots: number, repetitions: number): string | null {
  if (boots <= repetitions) return null;
  return `${boots} boots need as many repetitions, but there are ${repetitions}: lower "boots" or raise "repetitions".`;
}
