import { connector } from '../engine/connector.ts';
import { loadReport } from '../engine/load-report.ts';
import { prepareRun, reportOfEnd } from '../engine/run-request.ts';
import { ORDERS } from '../experiment/model.ts';
import { EXIT, type ExitCode, HumanError } from '../human-error.ts';
import { renderText } from '../report/text.ts';
import type { EndEvent, RunEvent } from '../run/events.ts';
import { type ExperimentSource, exitCodeOf } from '../run/run-experiment.ts';
import { coloursFor } from '../terminal/colours.ts';
import { type RunDisplay, runDisplay } from '../terminal/run-display.ts';
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
  const run = await prepareRun(
    {
      experiment: file,
      selection,
      output: options.output ?? null,
      resume: options.resume ?? null,
      allowMismatch: options['allow-mismatch'] ?? false,
    },
    output.say,
  );
  const emit = emitter(options.json === true, run.source, output);
  const signal = interruptSignal(() => emit({ event: 'cancelling' }));
  const { connect, close } = connector({
    labSeed: run.labSeed,
    configFile: options['ssh-config'] ?? null,
    acceptedFingerprints: options['accept-host-key'] ?? [],
    prompts: terminalPrompts(),
    log: () => {},
  });
  let end: EndEvent;
  try {
    end = await run.start({ connect, emit, signal });
  } finally {
    emit.clear();
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

function emitter(json: boolean, { experiment }: ExperimentSource, output: Output): RunDisplay {
  if (json) {
    const print = (event: RunEvent): void => output.result(`${JSON.stringify(event)}\n`);
    return Object.assign(print, { clear: () => {} });
  }
  const cases = experiment.cases.map((case_) => case_.id);
  return runDisplay(process.stderr, cases);
}

async function showReport(
  end: EndEvent,
  json: boolean,
  emit: (event: RunEvent) => void,
  output: Output,
): Promise<void> {
  if (json) {
    // Whoever reads events gets the report of every run file, an empty one too.
    if (end.runFile !== null) emit({ event: 'report', report: await loadReport([end.runFile]) });
    return;
  }
  const report = await reportOfEnd(end);
  if (report === null) return;
  const colour = coloursFor(process.stdout).isColorSupported;
  output.result(`\n${renderText(report, { width: output.width, colour })}`);
}
