import { benchmarkOf, readTrial } from '../benchmarks/index.ts';
import type { Experiment } from '../experiment/model.ts';
import { hostFacts } from '../remote/facts.ts';
import type { RunFile, TrialRecord } from './records.ts';

/**
 * A run file whose trials are read again from their raw output by today's readers: the ones that ran (valid or
 * invalid); what failed, was lost or cancelled stays so.
 */
export function reparseRun(file: RunFile, experiment: Experiment): RunFile {
  const cases = new Map(experiment.cases.map((case_) => [case_.id, case_]));
  const facts = new Map(
    file.targets.map(({ target, environment, observed }) => [target, hostFacts(environment, observed)]),
  );
  const reread = (trial: TrialRecord): TrialRecord => {
    const case_ = cases.get(trial.case);
    if (case_ === undefined || (trial.outcome !== 'valid' && trial.outcome !== 'invalid')) return trial;
    const reading = readTrial(trial, case_, facts.get(trial.target) ?? hostFacts({}, {}));
    const { reason: _, ...rest } = trial;
    const parser = benchmarkOf(case_).parser;
    return reading.outcome === 'valid'
      ? { ...rest, parser, outcome: 'valid', measurements: [...reading.measurements] }
      : { ...rest, parser, outcome: 'invalid', reason: reading.reason, measurements: [] };
  };
  return { ...file, trials: file.trials.map(reread) };
}
