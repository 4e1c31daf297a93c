import { posix } from 'node:path';
import { commands, Disposable, l10n, type Memento, tasks, type Uri, window } from 'vscode';
import { COMMANDS, type CommandId } from '../../manifest.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { Log } from '../log.ts';
import { registerCommand } from '../register-command.ts';
import type { RunSessions } from '../task/run-sessions.ts';
import { experimentTask } from '../task/task-provider.ts';
import { refuseUntrusted } from '../trust.ts';
import { chooseCancel } from './choose-cancel.ts';
import { chooseResume } from './choose-resume.ts';
import { type ChosenRun, chooseRun } from './choose-run.ts';
import { saveExperiment } from './experiment-document.ts';
import { experimentOfRunFile } from './experiment-of-run-file.ts';
import { type Choice, rememberChoice, unlessAll } from './remembered.ts';
import { readRunArgument } from './run-argument.ts';

export interface RunCommandPorts {
  readonly files: ExperimentFiles;
  readonly sessions: RunSessions;
  /** State of the workspace. */
  readonly memory: Memento;
  readonly log: Log;
}

/** The commands that run, resume and cancel. */
export function runCommands(ports: RunCommandPorts): Disposable {
  const command = (id: CommandId, what: string, work: (argument: unknown) => Promise<void>): Disposable =>
    registerCommand(ports.log, id, what, work);
  return Disposable.from(
    command(COMMANDS.run, l10n.t('The experiment could not be run.'), (argument) => run(argument, ports)),
    command(COMMANDS.resume, l10n.t('The run could not be resumed.'), (argument) => resume(argument, ports)),
    command(COMMANDS.cancel, l10n.t('The run could not be cancelled.'), async (argument) => {
      (await chooseCancel(readRunArgument(argument), ports.sessions.registry.all))?.cancel();
    }),
  );
}

async function run(argument: unknown, { files, sessions, memory }: RunCommandPorts): Promise<void> {
  refuseUntrusted();
  await files.ready;
  const asked = readRunArgument(argument);
  if (asked.experiment === null && files.all.length === 0) return offerExperiment();
  const chosen = await chooseRun(asked, files.all, memory);
  if (chosen === undefined) return;
  const { uri, experiment } = chosen;
  const part = partOf(chosen);
  // A run of one target or benchmark, from its own item, is no change of mind about the whole.
  if (asked.targets === null && asked.benchmarks === null) await rememberChoice(memory, uri.toString(), part);
  await saveExperiment(uri);
  const task = experimentTask(
    {
      experiment: uri,
      name: nameOfPart(experiment.title, part),
      ...(part.targets === null ? {} : { targets: part.targets }),
      ...(part.benchmarks === null ? {} : { benchmarks: part.benchmarks }),
      allowMismatch: asked.allowMismatch,
    },
    sessions,
  );
  await tasks.executeTask(task);
}

/** Each part of an experiment has a terminal of its own, named after it. */
function nameOfPart(title: string, { targets, benchmarks }: Choice): string {
  const names = [...(targets ?? []), ...(benchmarks ?? [])];
  return names.length === 0 ? title : `${title} [${names.join(', ')}]`;
}

/** What was chosen; null where it is everything, which a task then need not name. */
function partOf({ experiment, targets, benchmarks }: ChosenRun): Choice {
  const entries = [...new Set(experiment.cases.map(({ entry }) => entry))];
  return {
    targets: unlessAll(
      experiment.targets.map(({ name }) => name),
      targets,
    ),
    benchmarks: unlessAll(entries, benchmarks),
  };
}

async function resume(argument: unknown, { files, sessions }: RunCommandPorts): Promise<void> {
  refuseUntrusted();
  await files.ready;
  const { run } = readRunArgument(argument);
  const runFile: Uri | undefined = run ?? (await chooseResume(files.all));
  if (runFile === undefined) return;
  const experiment = await experimentOfRunFile(runFile, files.all);
  await saveExperiment(experiment);
  const name = l10n.t('Resume {0}', posix.basename(runFile.path));
  await tasks.executeTask(experimentTask({ experiment, name, resume: runFile }, sessions));
}

async function offerExperiment(): Promise<void> {
  const create = l10n.t('Create Experiment');
  const tryLab = l10n.t('Try the Demo Lab');
  const message = l10n.t('There is no experiment in this workspace yet.');
  const answer = await window.showInformationMessage(message, create, tryLab);
  if (answer === create) await commands.executeCommand(COMMANDS.createExperiment);
  if (answer === tryLab) await commands.executeCommand(COMMANDS.tryDemoLab);
}
