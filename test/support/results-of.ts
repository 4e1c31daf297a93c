import { runResults } from '../../src/engine/run-results.ts';
import { parseRunFile } from '../../src/journal/read.ts';
import type { Results, TrialDetail, TrialKey } from '../../src/protocol.ts';

export interface ReadResults {
  readonly results: Results;
  /** All that a file keeps of a trial. */
  trial(key: TrialKey): Promise<TrialDetail>;
}

/** What a results page is told of run files; each by its text. */
export function resultsOf(...texts: readonly string[]): ReadResults {
  const shown = texts.map((text, index) => {
    const path = `runs/sample-${index + 1}.xenrun`;
    const file = parseRunFile(new TextEncoder().encode(text), path, 'with');
    const readTrial = async (trial: number, attempt: number): Promise<TrialDetail> => {
      const attempts = file.trials.filter((each) => each.trial === trial);
      const record = attempts.find((each) => each.attempt === attempt);
      if (record === undefined) throw new Error(`no attempt ${attempt} at trial ${trial}`);
      const target = file.targets.find((each) => each.target === record.target) ?? null;
      return { record, target, attempts: attempts.length };
    };
    return { shown: path, run: { path, file, problem: null, deleted: false, readTrial } };
  });
  const read = runResults(shown);
  if (!read.ok) throw new Error(read.problem);
  return read;
}
