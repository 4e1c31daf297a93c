import { l10n } from 'vscode';
import type { ExperimentEdit } from '../../experiment/edit.ts';
import type { Kind } from '../../experiment/model.ts';
import { valueAt } from '../../experiment/places.ts';
import { plain } from '../../report/plain.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import type { Log } from '../log.ts';
import { answered, askInSteps, BACK, pickOne } from '../multi-step.ts';
import { chooseExperiment, chooseTarget, objectAt } from './choose.ts';
import { applyEdits, applyWithUndo, type OpenExperiment, openExperiment } from './experiment-edits.ts';
import { freeTargetName } from './free-name.ts';
import { askHost, askJump, askKind, askTargetName } from './target-questions.ts';

/** What the commands of the explorer work with. */
export interface CommandSources {
  readonly files: ExperimentFiles;
  readonly log: Log;
}

export async function addTarget({ files }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Add Target');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const names = Object.keys(objectAt(opened.value, 'targets'));
  interface Draft {
    readonly kind: Kind;
    readonly host: string;
    readonly jump: string;
    readonly name: string;
  }
  const editOf = ({ kind, host, jump, name }: Draft): ExperimentEdit => {
    const target = { kind, host, jump: jump === '' ? undefined : jump };
    return { edit: 'add-target', name, target };
  };
  const probe = freeTargetName('new', names);
  const first: Draft = { kind: 'pv', host: '', jump: '', name: '' };
  const draft = await askInSteps<Draft>(first, [
    { ask: (known, at) => answered(askKind(title, at, known.kind), (kind) => ({ ...known, kind })) },
    {
      ask: (known, at) => {
        const problem = (host: string) => opened.problem([editOf({ ...known, name: probe, host, jump: '' })]);
        return answered(askHost(title, at, known.host, problem), (host) => ({ ...known, host }));
      },
    },
    {
      when: ({ host }) => !host.startsWith('lab:'),
      ask: (known, at) => {
        const problem = (jump: string) => opened.problem([editOf({ ...known, name: probe, jump })]);
        return answered(askJump(title, at, known.jump, problem), (jump) => ({ ...known, jump }));
      },
    },
    {
      ask: (known, at) => {
        const problem = (name: string) => opened.problem([editOf({ ...known, name })]);
        const name = known.name === '' ? freeTargetName(known.kind, names) : known.name;
        return answered(askTargetName(title, at, name, problem), (named) => ({ ...known, name: named }));
      },
    },
  ]);
  if (draft !== undefined) await applyEdits(opened, [editOf(draft)]);
}

export async function renameTarget({ files }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Rename Target');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const name = await chooseTarget(opened, argument, title);
  if (name === undefined) return;
  const edit = (to: string): ExperimentEdit => ({ edit: 'rename-target', name, to });
  const to = await askTargetName(title, {}, name, (text) => opened.problem([edit(text)]));
  if (to !== undefined && to !== BACK && to !== name) await applyEdits(opened, [edit(to)]);
}

export async function removeTarget({ files, log }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Remove Target');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const name = await chooseTarget(opened, argument, title);
  if (name === undefined) return;
  let baseline: string | null = null;
  if (valueAt(opened.value, ['baseline']) === name) {
    const chosen = await askBaseline(opened, name, title);
    if (chosen === undefined) return;
    baseline = chosen;
  }
  const message = l10n.t('Removed the target "{0}" from {1}.', plain(name, 64), opened.fileName);
  await applyWithUndo(opened, [{ edit: 'remove-target', name, baseline }], message, log);
}

/** null: none is named in the file any more. */
async function askBaseline(
  { value }: OpenExperiment,
  leaving: string,
  title: string,
): Promise<string | null | undefined> {
  const others = Object.keys(objectAt(value, 'targets')).filter((name) => name !== leaving);
  if (others.length === 0) return null;
  const answer = await pickOne<{ readonly name: string | null }>({
    title,
    placeholder: l10n.t('"{0}" is the baseline. Which target takes its part?', plain(leaving, 64)),
    choices: [
      ...others.map((name) => ({ value: { name }, label: name })),
      {
        value: { name: null },
        label: l10n.t('Name none'),
        description: l10n.t('then it is the first of kind native, else the first'),
        icon: 'circle-slash',
      },
    ],
  });
  return answer === undefined || answer === BACK ? undefined : answer.name;
}
