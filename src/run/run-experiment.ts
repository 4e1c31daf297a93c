import { createHash, randomUUID } from 'node:crypto';
import type { Experiment } from '../experiment/model.ts';
import { EXIT, type ExitCode, HumanError } from '../human-error.ts';
import { RunFileWriter } from '../journal/append.ts';
import { experimentOfRun } from '../journal/experiment-of-run.ts';
import { readRunFile } from '../journal/read.ts';
import type { RunRecord } from '../journal/records.ts';
import { SOFTWARE } from '../software.ts';
import { estimatePlan } from './estimate.ts';
import type { Emit, EndEvent } from './events.ts';
import { execute } from './execute.ts';
import type { Connect } from './host.ts';
import { type PlannedTrial, planTrials } from './plan.ts';

/** An experiment file as read. */
export interface ExperimentSource {
  /** The file's base name, kept in the run file. */
  readonly name: string;
  readonly text: string;
  /** What of it is to be run (see `selectExperiment`). */
  readonly experiment: Experiment;
}

export interface RunPorts {
  readonly connect: Connect;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Targets that are not what they are called are measured all the same, and marked. */
  readonly allowMismatch?: boolean;
}

/** Runs an experiment into a new run file. Throws HumanError before the first trial when something is in the way. */
export async function runExperiment(
  source: ExperimentSource,
  runFile: string,
  ports: RunPorts,
): Promise<EndEvent> {
  const { experiment } = source;
  await RunFileWriter.refuseExisting(runFile);
  const trials = planTrials(experiment);
  announce(experiment, trials, trials, runFile, ports.emit);
  return execute({
    experiment,
    trials,
    only: () => true,
    earlier: { trials: [], targets: [] },
    runFile,
    openRunFile: async () => {
      const writer = await RunFileWriter.create(runFile);
      await writer.append(runRecord(source, trials));
      return writer;
    },
    ...ports,
  });
}

/**
 * Goes on with a run: does what its plan still lacks, as the run file's own copy of the experiment says. `sha256` is
 * that of the experiment file given with it, which must be the same one; `only` narrows what is done now.
 */
export async function resumeExperiment(
  runFile: string,
  sha256: string,
  only: (trial: PlannedTrial) => boolean,
  ports: RunPorts,
): Promise<EndEvent> {
  const earlier = await readRunFile(runFile, 'without');
  if (earlier.run.experiment.sha256 !== sha256) {
    throw new HumanError(
      `The experiment is not the one that ${runFile} was begun with (${earlier.run.experiment.name} as of ${earlier.run.startedAt}). ` +
        'One run file holds one experiment: undo the change, or start a new run.',
      EXIT.usage,
    );
  }
  const experiment = experimentOfRun(earlier.run, runFile);
  const trials = planTrials(experiment);
  const valid = earlier.trials.filter((trial) => trial.outcome === 'valid').length;
  announce(experiment, trials, trials.filter(only), runFile, ports.emit, valid);
  return execute({
    experiment,
    trials,
    only,
    earlier,
    runFile,
    openRunFile: async () => {
      const writer = await RunFileWriter.reopen(runFile, earlier);
      await writer.append({ record: 'resume', at: new Date().toISOString(), valid, software: SOFTWARE });
      return writer;
    },
    ...ports,
  });
}

/** SHA-256 of an experiment's text, hexadecimal: which experiment a run is of. */
export function experimentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The exit code that an ended run deserves. */
export function exitCodeOf(end: EndEvent): ExitCode {
  if (end.outcome === 'cancelled') return EXIT.cancelled;
  if (end.refused.length > 0) return EXIT.refused;
  return end.left === 0 ? EXIT.ok : EXIT.incomplete;
}

function announce(
  experiment: Experiment,
  trials: readonly PlannedTrial[],
  now: readonly PlannedTrial[],
  runFile: string,
  emit: Emit,
  done = 0,
): void {
  emit({
    event: 'plan',
    title: experiment.title,
    runFile,
    targets: experiment.targets.map((target) => target.name),
    cases: experiment.cases.length,
    trials: trials.length,
    done,
    order: experiment.order,
    seed: experiment.seed,
    estimateSeconds: estimatePlan(experiment, now) * (1 - done / trials.length),
  });
}

function runRecord({ name, text, experiment }: ExperimentSource, trials: readonly PlannedTrial[]): RunRecord {
  const { seed, order, repetitions, warmup, boots, baseline, margin } = experiment;
  return {
    record: 'run',
    format: 1,
    id: randomUUID(),
    startedAt: new Date().toISOString(),
    experiment: { name, sha256: experimentHash(text), text },
    plan: {
      seed,
      order,
      trials: trials.length,
      targets: experiment.targets.map((target) => target.name),
      cases: experiment.cases.map((case_) => case_.id),
      repetitions,
      warmup,
      boots,
      baseline,
      margin,
    },
    software: SOFTWARE,
  };
}
