import { posix } from 'node:path';
import { l10n, type Uri, window } from 'vscode';
import type { Experiment } from '../../experiment/model.ts';
import { formatDuration } from '../../report/duration.ts';
import type { ExperimentFile } from '../files/experiment-files.ts';
import type { Memory } from '../memory.ts';
import { type Answer, type At, answered, askInSteps, type Choice, pickMany, pickOne } from '../multi-step.ts';
import { experimentIn } from './experiment-document.ts';
import { lastExperiment, preselected, rememberedChoice } from './remembered.ts';
import type { RunArgument } from './run-argument.ts';

/** What a person wants to be run. */
export interface ChosenRun {
  readonly uri: Uri;
  readonly experiment: Experiment;
  readonly targets: readonly string[];
  readonly benchmarks: readonly string[];
}

interface Draft {
  readonly uri: Uri | null;
  readonly experiment: Experiment | null;
  readonly targets: readonly string[] | null;
  readonly benchmarks: readonly string[] | null;
}

/**
 * Asks for what the argument leaves open: experiment, targets, benchmarks. Undefined: given up. Throws
 * BrokenExperiment or HumanError where the chosen experiment cannot be run.
 */
export async function chooseRun(
  argument: RunArgument,
  files: readonly ExperimentFile[],
  memory: Memory,
): Promise<ChosenRun | undefined> {
  const only = files.length === 1 ? files[0]?.uri : undefined;
  const uri = argument.experiment ?? only ?? null;
  const first: Draft = {
    uri,
    experiment: uri === null ? null : await experimentIn(uri),
    targets: argument.targets,
    benchmarks: argument.benchmarks,
  };
  const answers = await askInSteps(first, [
    {
      when: () => first.uri === null,
      ask: async (draft, at) => {
        const answer = await askExperiment(draft.uri, files, memory, at);
        return typeof answer === 'object'
          ? { ...draft, uri: answer, experiment: await experimentIn(answer) }
          : answer;
      },
    },
    {
      when: () => argument.targets === null,
      ask: (draft, at) => askTargets(draft, memory, at),
    },
    {
      when: () => argument.benchmarks === null,
      ask: (draft, at) => askBenchmarks(draft, memory, at),
    },
  ]);
  if (answers === undefined || answers.uri === null || answers.experiment === null) return undefined;
  const { uri: chosen, experiment, targets, benchmarks } = answers;
  return { uri: chosen, experiment, targets: targets ?? [], benchmarks: benchmarks ?? [] };
}

function askExperiment(
  before: Uri | null,
  files: readonly ExperimentFile[],
  memory: Memory,
  at: At,
): Promise<Answer<Uri>> {
  const active = window.activeTextEditor?.document.uri.toString();
  const last = lastExperiment(memory);
  const rank = ({ uri }: ExperimentFile): number =>
    uri.toString() === active ? 0 : uri.toString() === last ? 1 : 2;
  const choices = [...files]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ uri, name, reading }): Choice<Uri> => {
      const { experiment } = reading;
      return {
        value: uri,
        label: experiment?.title ?? name,
        description: posix.basename(uri.path),
        ...(experiment === null
          ? { detail: l10n.t('Its file has mistakes.'), icon: 'warning' }
          : { icon: 'beaker' }),
      };
    });
  return pickOne({
    ...at,
    title: l10n.t('Run Xen Benchmark'),
    placeholder: l10n.t('The experiment to run'),
    choices,
    ...(before === null ? {} : { active: before }),
  });
}

async function askTargets(draft: Draft, memory: Memory, at: At): Promise<Answer<Draft>> {
  const { experiment, uri } = draft;
  if (experiment === null || uri === null) return undefined;
  const all = experiment.targets.map(({ name }) => name);
  const picked = draft.targets ?? preselected(all, rememberedChoice(memory, uri.toString()).targets);
  const answer = pickMany({
    ...at,
    title: titleOf(experiment),
    placeholder: l10n.t('The targets to run on'),
    picked,
    choices: experiment.targets.map(({ name, kind, host }) => ({
      value: name,
      label: name,
      description:
        name === experiment.baseline ? l10n.t('{0}, {1}, baseline', kind, host) : `${kind}, ${host}`,
    })),
  });
  return answered(answer, (targets) => ({ ...draft, targets }));
}

async function askBenchmarks(draft: Draft, memory: Memory, at: At): Promise<Answer<Draft>> {
  const { experiment, uri } = draft;
  if (experiment === null || uri === null) return undefined;
  const { entriesOf } = await import('./entries.ts');
  const targets = experiment.targets.filter(({ name }) => draft.targets?.includes(name) ?? true);
  const entries = entriesOf(experiment, targets);
  const all = entries.map(({ name }) => name);
  const picked = draft.benchmarks ?? preselected(all, rememberedChoice(memory, uri.toString()).benchmarks);
  const answer = pickMany({
    ...at,
    title: titleOf(experiment),
    placeholder: l10n.t('The benchmarks to run'),
    picked,
    choices: entries.map(({ name, group, sizes, seconds }) => ({
      value: name,
      label: group,
      description: [group === name ? '' : name, sizes, l10n.t('about {0}', formatDuration(seconds * 1000))]
        .filter((text) => text !== '')
        .join(', '),
    })),
  });
  return answered(answer, (benchmarks) => ({ ...draft, benchmarks }));
}

function titleOf({ title, repetitions }: Experiment): string {
  return repetitions === 1
    ? l10n.t('Run {0}: 1 repetition', title)
    : l10n.t('Run {0}: {1} repetitions', title, repetitions);
}
