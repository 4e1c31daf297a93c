import type { Selection } from '../experiment/select.ts';
import { readRunFile } from '../journal/read.ts';
import type { Report } from '../report/model.ts';
import type { EndEvent } from '../run/events.ts';
import type { PlannedTrial } from '../run/plan.ts';
import {
  type ExperimentSource,
  experimentHash,
  type RunPorts,
  resumeExperiment,
  runExperiment,
} from '../run/run-experiment.ts';
import { defaultRunFile, loadExperiment } from './experiment-file.ts';
import { loadReport } from './load-report.ts';

/** What a person asks to be run, by a command line, a task or a menu. */
export interface RunRequest {
  /** Path of the experiment file. */
  readonly experiment: string;
  readonly selection: Selection;
  /** Where a new run goes; null: to its default place. */
  readonly output: string | null;
  /** The run file to go on with; null: a new run. */
  readonly resume: string | null;
  /** Targets that are not what they are called are measured all the same, and marked. */
  readonly allowMismatch?: boolean;
}

/** A run that is about to begin. */
export interface PreparedRun {
  readonly source: ExperimentSource;
  readonly runFile: string;
  /** Seed of the demo lab for this part of the run. */
  readonly labSeed: number;
  /** See `runExperiment` and `resumeExperiment`. */
  start(ports: RunPorts): Promise<EndEvent>;
}

/**
 * Reads what a run needs before any host is touched. Throws HumanError (usage) with every mistake of the experiment
 * file; `warn` gets what is only doubtful.
 */
export async function prepareRun(request: RunRequest, warn: (line: string) => void): Promise<PreparedRun> {
  const source = await loadExperiment(request.experiment, request.selection, warn);
  const { resume, allowMismatch = false } = request;
  if (resume === null) {
    return newRun(source, request.output ?? defaultRunFile(request.experiment, new Date()), allowMismatch);
  }
  const earlier = await readRunFile(resume, 'without');
  return {
    source,
    runFile: resume,
    // A resumed run's simulated guests must not repeat the numbers of its first part.
    labSeed: source.experiment.seed + earlier.trials.length,
    start: (ports) =>
      resumeExperiment(resume, experimentHash(source.text), selected(source), { ...ports, allowMismatch }),
  };
}

/** A run of an experiment that was read already, into a run file that is not there yet. */
export function newRun(source: ExperimentSource, runFile: string, allowMismatch = false): PreparedRun {
  return {
    source,
    runFile,
    labSeed: source.experiment.seed,
    start: (ports) => runExperiment(source, runFile, { ...ports, allowMismatch }),
  };
}

/** The report of a run that has just ended; null where it has nothing to tell. Throws HumanError (usage). */
export async function reportOfEnd({ runFile, outcome, valid }: EndEvent): Promise<Report | null> {
  return runFile === null || (outcome === 'cancelled' && valid === 0) ? null : loadReport([runFile]);
}

function selected({ experiment }: ExperimentSource): (trial: PlannedTrial) => boolean {
  const targets = new Set(experiment.targets.map((target) => target.name));
  const cases = new Set(experiment.cases.map((case_) => case_.id));
  return ({ target, case_ }) => targets.has(target.name) && cases.has(case_.id);
}
