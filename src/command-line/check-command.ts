import { connector } from '../engine/connector.ts';
import { loadExperiment } from '../engine/experiment-file.ts';
import { EXIT, type ExitCode } from '../human-error.ts';
import { formatDuration } from '../report/duration.ts';
import { counted } from '../report/listed.ts';
import { plain } from '../report/plain.ts';
import { checkExperiment, type TargetCheck } from '../run/check.ts';
import { estimatePlan } from '../run/estimate.ts';
import { planTrials } from '../run/plan.ts';
import { type Colours, coloursFor } from '../terminal/colours.ts';
import type { Command } from './arguments.ts';
import { terminalPrompts } from './ask-secret.ts';
import { interruptSignal } from './interrupt.ts';
import type { Output } from './output.ts';

/** `xen-bench check`: is everything there that the experiment needs? Runs nothing of it. */
export async function checkCommand(
  { files, options }: Extract<Command, { command: 'check' }>,
  output: Output,
): Promise<ExitCode> {
  const [file = ''] = files;
  const selection = { targets: options.target, benchmarks: options.benchmark };
  const { experiment } = await loadExperiment(file, selection, output.say);
  const colours = coloursFor(process.stdout);
  const signal = interruptSignal(() => output.say('Cancelling ...'));
  const { connect, close } = connector({
    labSeed: experiment.seed,
    configFile: options['ssh-config'] ?? null,
    acceptedFingerprints: options['accept-host-key'] ?? [],
    prompts: terminalPrompts(),
    log: () => {},
  });
  try {
    output.result(`${colours.bold(plain(experiment.title))}\n`);
    const checks = await checkExperiment(
      experiment,
      connect,
      signal,
      (check) =>
        output.result(
          checkLines(
            check,
            experiment.targets.find(({ name }) => name === check.target)?.kind ?? '',
            colours,
          ),
        ),
      options['allow-mismatch'] ?? false,
    );
    const trials = planTrials(experiment);
    const time = formatDuration(estimatePlan(experiment, trials) * 1000);
    output.result(
      `${counted(trials.length, 'trial')} (${counted(experiment.targets.length, 'target')} x ${counted(experiment.cases.length, 'case')} x ${counted(experiment.repetitions, 'repetition')}), about ${time}\n`,
    );
    return checks.some(({ problems }) => problems.length > 0) ? EXIT.refused : EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.cancelled;
    throw error;
  } finally {
    await close();
  }
}

function checkLines(
  { target, address, system, notStarted, proved, problems, warnings }: TargetCheck,
  kind: string,
  colours: Colours,
): string {
  const mark = problems.length === 0 ? colours.green('ok  ') : colours.red('FAIL');
  const about = [address, system].filter((text) => text !== null).map((text) => plain(text));
  if (notStarted) about.push('not running; a run starts it');
  const status = proved?.status ?? (notStarted ? 'not proved before it runs' : 'not reached');
  const paint = status === 'mismatch' || status === 'unproved' ? colours.red : colours.yellow;
  const head = `${mark} ${plain(target)}  ${kind} (${status === 'proved' ? status : paint(status)})${about.length === 0 ? '' : `  ${about.join(', ')}`}`;
  const told =
    proved === null
      ? []
      : [
          `     label: ${colours.bold(plain(proved.label))}; network ${proved.io.network}, disk ${proved.io.disk}`,
          `     ${plain(proved.sentence, 1_000)}`,
        ];
  const lines = [...problems, ...warnings.map((warning) => `warning: ${warning}`)]
    .flatMap((text) => text.split('\n'))
    .map((line) => `     ${plain(line, 1_000)}`);
  return `${[head, ...told, ...lines].join('\n')}\n`;
}
