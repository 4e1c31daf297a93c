import { l10n } from 'vscode';
import type { EntryFields, ExperimentEdit } from '../../experiment/edit.ts';
import { entryBenchmark, entryName } from '../../experiment/entry-name.ts';
import { isGroupName } from '../../experiment/groups.ts';
import { valueAt } from '../../experiment/places.ts';
import { answered, askInSteps, type Step } from '../multi-step.ts';
import {
  askBenchmark,
  askBenchmarkName,
  askParameter,
  askPeer,
  askPeerAddress,
} from './benchmark-questions.ts';
import { chooseExperiment, entriesOf, objectAt } from './choose.ts';
import { applyEdits, type OpenExperiment, openExperiment } from './experiment-edits.ts';
import { freeTargetName } from './free-name.ts';
import { isNetwork, parameterValue, usualSizes } from './parameters.ts';
import type { CommandSources } from './target-commands.ts';

interface Draft {
  readonly benchmark: string;
  readonly sizes: string;
  readonly run: string;
  readonly name: string;
  readonly peerHost: string;
  readonly peerAddress: string;
}

export async function addBenchmark({ files }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Add Benchmark');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const draft = await askInSteps<Draft>(firstDraft(opened), steps(opened, title));
  if (draft !== undefined) await applyEdits(opened, editsOf(opened, draft));
}

function firstDraft({ value }: OpenExperiment): Draft {
  const hosts = Object.values(objectAt(value, 'targets')).map((target) => valueAt(target, ['host']));
  const isLab =
    hosts.length > 0 && hosts.every((host) => typeof host === 'string' && host.startsWith('lab:'));
  return {
    benchmark: '',
    sizes: '',
    run: '',
    name: '',
    peerHost: isLab ? 'lab:peer' : '',
    peerAddress: isLab ? '10.0.0.2' : '',
  };
}

function steps(opened: OpenExperiment, title: string): Step<Draft>[] {
  const entries = entriesOf(opened.value);
  const groups = entries.flatMap((entry) => entryBenchmark(entry) ?? []);
  const names = entries.flatMap((entry) => entryName(entry) ?? []);
  const needsPeer = ({ benchmark }: Draft) =>
    isNetwork(benchmark) && valueAt(opened.value, ['peer']) === undefined;
  // What is asked for later must not be found missing now.
  const unused = freeTargetName('new', names);
  const probe = { name: unused, peerAddress: 'peer', peerHost: '' };
  const problem = (draft: Draft) => opened.problem(editsOf(opened, draft));
  return [
    {
      ask: (known, at) =>
        answered(askBenchmark(title, at, groups, known.benchmark), (benchmark) =>
          benchmark === known.benchmark ? known : { ...firstDraft(opened), benchmark },
        ),
    },
    {
      when: ({ benchmark }) => benchmark === 'command',
      ask: (known, at) =>
        answered(
          askParameter(title, at, known.benchmark, 'run', known.run, (run) =>
            problem({ ...known, ...probe, run }),
          ),
          (run) => ({ ...known, run }),
        ),
    },
    {
      when: ({ benchmark }) => usualSizes(benchmark) !== '',
      ask: (known, at) =>
        answered(
          askParameter(
            title,
            at,
            known.benchmark,
            'sizes',
            known.sizes === '' ? usualSizes(known.benchmark) : known.sizes,
            (sizes) => problem({ ...known, ...probe, sizes }),
          ),
          (sizes) => ({ ...known, sizes }),
        ),
    },
    {
      when: ({ benchmark }) => benchmark === 'command' || groups.includes(benchmark),
      ask: (known, at) => {
        const group = isGroupName(known.benchmark) ? known.benchmark : null;
        const wanted = known.name === '' ? freeTargetName(group ?? 'my-benchmark', names) : known.name;
        const whyNot = (name: string) => problem({ ...known, ...probe, name });
        return answered(askBenchmarkName(title, at, wanted, group, whyNot), (name) => ({ ...known, name }));
      },
    },
    {
      when: needsPeer,
      ask: (known, at) =>
        answered(
          askPeer(title, at, known.peerHost, (peerHost) => problem({ ...known, ...probe, peerHost })),
          (peerHost) => ({ ...known, peerHost }),
        ),
    },
    {
      when: needsPeer,
      ask: (known, at) =>
        answered(
          askPeerAddress(title, at, known.peerAddress || addressIn(known.peerHost), (peerAddress) =>
            problem({ ...known, peerAddress }),
          ),
          (peerAddress) => ({ ...known, peerAddress }),
        ),
    },
  ];
}

function editsOf(opened: OpenExperiment, draft: Draft): ExperimentEdit[] {
  const { benchmark, sizes, run, name, peerHost, peerAddress } = draft;
  const entry: EntryFields = {
    benchmark,
    name: name === '' ? undefined : name,
    ...(benchmark === 'command' ? { run } : {}),
    ...(usualSizes(benchmark) === '' ? {} : { sizes: parameterValue(benchmark, 'sizes', sizes, undefined) }),
  };
  const add: ExperimentEdit = { edit: 'add-benchmark', entry };
  if (!isNetwork(benchmark) || valueAt(opened.value, ['peer']) !== undefined) return [add];
  const host = peerHost === '' ? {} : { host: peerHost };
  return [{ edit: 'set', key: 'peer', value: { ...host, address: peerAddress } }, add];
}

/** `10.0.0.2` of `root@10.0.0.2:22`. */
function addressIn(host: string): string {
  return /^(?:[^@]*@)?([0-9.]+)(?::[0-9]+)?$/.exec(host)?.[1] ?? '';
}
