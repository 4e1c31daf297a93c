import { l10n } from 'vscode';
import { GROUP_NAMES, GROUPS } from '../../experiment/groups.ts';
import { type Answer, type At, askText, type Choice, pickOne, typeOrPick } from '../multi-step.ts';
import { isNetwork, type Parameter, usualSizes } from './parameters.ts';
import type { Problem } from './target-questions.ts';

/** The questions about a benchmark that adding and editing share. */

/** @param present groups that the file lists already */
export function askBenchmark(
  title: string,
  at: At,
  present: readonly string[],
  active: string,
): Promise<Answer<string>> {
  const fresh = GROUP_NAMES.filter((name) => !present.includes(name));
  const again = GROUP_NAMES.filter((name) => present.includes(name));
  const choice = (name: (typeof GROUP_NAMES)[number], heading: string): Choice<string> => ({
    value: name,
    label: name,
    description: GROUPS[name].about,
    heading,
  });
  return pickOne({
    ...at,
    title,
    placeholder: l10n.t('What is to be measured?'),
    choices: [
      ...fresh.map((name) => choice(name, l10n.t('Groups of the 2008 method'))),
      {
        value: 'command',
        label: 'command',
        description: l10n.t('A command of your own, with metrics read from what it prints'),
        heading: l10n.t('Your own'),
      },
      ...again.map((name) => choice(name, l10n.t('Once more, under another name'))),
    ],
    active,
  });
}

/** A parameter of an entry, as text. */
export function askParameter(
  title: string,
  at: At,
  benchmark: string,
  parameter: Parameter,
  current: string,
  problem: Problem,
): Promise<Answer<string>> {
  if (parameter === 'mode') {
    return pickOne({
      ...at,
      title,
      placeholder: parameterLabel(parameter),
      choices: [
        {
          value: 'paper',
          label: 'paper',
          description: l10n.t('as in 2008: until the page cache has the file'),
        },
        { value: 'durable', label: 'durable', description: l10n.t('until the disk has the file') },
      ],
      active: current === '' ? 'paper' : current,
    });
  }
  return askText({ ...at, title, prompt: promptOf(benchmark, parameter), value: current, problem });
}

/** @param group the name that it has without one of its own; null: it needs one */
export function askBenchmarkName(
  title: string,
  at: At,
  current: string,
  group: string | null,
  problem: Problem,
): Promise<Answer<string>> {
  return askText({
    ...at,
    title,
    prompt:
      group === null
        ? l10n.t('Name of the benchmark in tables and charts')
        : l10n.t('Name of the benchmark in tables and charts; empty: {0}', group),
    value: current,
    problem,
  });
}

/** Empty: none, because netserver already runs. */
export function askPeer(
  title: string,
  at: At,
  suggestion: string,
  problem: Problem,
): Promise<Answer<string>> {
  return typeOrPick({
    ...at,
    title,
    placeholder: l10n.t('SSH host of the machine that netperf talks to'),
    prompt: l10n.t('Network benchmarks need a second machine, the peer: netserver is started on it.'),
    choices: [
      ...(suggestion === '' ? [] : [{ value: suggestion, label: suggestion }]),
      {
        value: '',
        label: l10n.t('Netserver already runs there'),
        description: l10n.t('only its address is needed'),
        icon: 'circle-slash',
      },
    ],
    problem: (text) => (text === '' ? null : problem(text)),
  });
}

export function askPeerAddress(
  title: string,
  at: At,
  current: string,
  problem: Problem,
): Promise<Answer<string>> {
  return askText({
    ...at,
    title,
    prompt: l10n.t('Address of the peer as the targets reach it: an IP address or a host name'),
    placeholder: '10.0.0.2',
    value: current,
    problem,
  });
}

export function parameterLabel(parameter: Parameter): string {
  switch (parameter) {
    case 'sizes':
      return l10n.t('Sizes');
    case 'seconds':
      return l10n.t('Shortest time of a measurement');
    case 'mode':
      return l10n.t('What counts as written');
    case 'directory':
      return l10n.t('Folder on the target');
    case 'threads':
      return l10n.t('Threads');
    case 'passes':
      return l10n.t('Passes');
    case 'elements':
      return l10n.t('Elements of each array');
    case 'binary':
      return l10n.t('Binary of your own');
    case 'run':
      return l10n.t('Command');
    case 'timeout':
      return l10n.t('Longest time of a run');
  }
}

function promptOf(benchmark: string, parameter: Parameter): string {
  switch (parameter) {
    case 'sizes':
      return isNetwork(benchmark)
        ? l10n.t('Sizes of the messages, with blanks between; empty: {0}', usualSizes(benchmark))
        : l10n.t('Sizes of the file, with blanks between; empty: {0}', usualSizes(benchmark));
    case 'seconds':
      return l10n.t('Shortest time of one measurement in seconds; empty: {0}', benchmark === 'cpu' ? 2 : 3);
    case 'directory':
      return l10n.t('Folder on the target that the file is written under; empty: {0}', '/var/tmp');
    case 'threads':
      return l10n.t('Threads that work at the same time; empty: {0}', 1);
    case 'passes':
      return l10n.t('Times each operation runs; empty: {0}', 10);
    case 'elements':
      return l10n.t('Elements (8 bytes) of each of the three arrays; empty: what the caches ask for');
    case 'binary':
      return l10n.t('A program of your own on the targets, in place of the kernel; empty: none');
    case 'timeout':
      return l10n.t('Longest time one run may take in seconds; empty: {0}', 600);
    default:
      return l10n.t("The command, run by the target's /bin/sh");
  }
}
