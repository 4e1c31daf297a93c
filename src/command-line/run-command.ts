import { connector } from '../engine/connector.ts';
import { defaultRunFile, loadExperiment } from '../engine/experiment-file.ts';
import { loadReport } from '../engine/load-report.ts';
import { ORDERS } from '../experiment/model.ts';
import { EXIT, type ExitCode, HumanError } from '../human-error.ts';
import { readRunFile } from '../journal/read.ts';
import { renderText } from '../report/text.ts';
import type { EndEvent, RunEvent } from '../run/events.ts';
import type { PlannedTrial } from '../run/plan.ts';
import {
  type ExperimentSource,
  exitCodeOf,
  experimentHash,
  resumeExperiment,
  runExperiment,
} from '../run/run-experiment.ts';
import { coloursFor } from '../terminal/colours.ts';
import { runDisplay } from '../terminal/run-display.ts';
import { type Command, oneOf, wholeNumber } from './arguments.ts';
import { terminalPrompts } from './ask-secret.ts';
import { interruptSignal } from './interrupt.ts';
import type { Output } from './output.ts';

type RunCommand = Extract<Command, { command: 'run' }>;

/** `xen-bench run`: the experiment, or what a run of it still lacks, then its report. */
export async function runCommand({ files, options }: RunCommand, output: Output): Promise<ExitCode> {
  const [file = ''] = files;
  refuseWithResume(options);
  const selection = {
    targets: options.target,
    benchmarks: options.benchmark,
    repetitions: wholeNumber('repetitions', options.repetitions),
    order: oneOf('order', options.order, ORDERS),
    seed: wholeNumber('seed', options.seed),
  };
  const source = await loadExperiment(file, selection, output.say);
  const runFile = options.resume ?? options.output ?? defaultRunFile(file, new Date());

  const emit = emitter(options.json === true, source, output);
  const signal = interruptSignal(() => emit({ event: 'cancelling' }));
  const { connect, close } = connector({
    // A resumed run's simulated guests must not repeat the numbers of its first part.
    labSeed: source.experiment.seed + (options.resume === undefined ? 0 : await trialsIn(options.resume)),
    configFile: options['ssh-config'] ?? null,
    acceptedFingerprints: options['accept-host-key'] ?? [],
    prompts: terminalPrompts(),
    log: () => {},
  });
  let end: EndEvent;
  try {
    end =
      options.resume === undefined
        ? await runExperiment(source, runFile, { connect, emit, signal })
        : await resumeExperiment(runFile, experimentHash(source.text), selected(source), {
            connect,
            emit,
            signal,
          });
  } finally {
    await close();
  }
  await showReport(end, options.json === true, emit, output);
  return exitCodeOf(end);
}

/** What a resumed run takes from its run file cannot be given once more. */
function refuseWithResume(options: RunCommand['options']): void {
  if (options.resume === undefined) return;
  for (const option of ['repetitions', 'order', 'seed', 'output'] as const) {
    if (options[option] === undefined) continue;
    throw new HumanError(`--${option} does not go with --resume: the plan of the run stands.`, EXIT.usage);
  }
}

function selected({ experiment }: ExperimentSource): (trial: PlannedTrial) => boolean {
  const targets = new Set(experiment.targets.map((target) => target.name));
  const cases = new Set(experiment.cases.map((case_) => case_.id));
  return ({ target, case_ }) => targets.has(target.name) && cases.has(case_.id);
}

async function trialsIn(runFile: string): Promise<number> {
  return (await readRunFile(runFile, 'without')).trials.length;
}

function emitter(json: boolean, { experiment }: ExperimentSource, output: Output): (event: RunEvent) => void {
  if (json) return (event) => output.result(`${JSON.stringify(event)}\n`);
  const cases = experiment.cases.map((case_) => case_.id);
  return runDisplay(process.stderr, cases);
}

async function showReport(
  end: EndEvent,
  json: boolean,
  emit: (event: RunEvent) => void,
  output: Output,
): Promise<void> {
  if (end.runFile === null) return;
  const report = await loadReport([end.runFile]);
  if (json) emit({ event: 'report', report });
  else if (end.outcome === 'cancelled' && end.valid === 0) return;
  else {
    const colour = coloursFor(process.stdout).isColorSupported;
    output.result(`\n${renderText(report, { width: output.width, colour })}`);
  }
}
