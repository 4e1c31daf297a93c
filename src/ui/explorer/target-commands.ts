import { l10n } from 'vscode';
import type { ExperimentEdit, TargetFields } from '../../experiment/edit.ts';
import { KINDS, type Kind } from '../../experiment/model.ts';
import { valueAt } from '../../experiment/places.ts';
import { plain } from '../../report/plain.ts';
import type { ExperimentFiles } from '../experiment-files.ts';
import type { Log } from '../log.ts';
import { answered, askInSteps, askText, BACK, type Choice, pickOne, type Step } from '../multi-step.ts';
import { chooseExperiment, chooseTarget, objectAt } from './choose.ts';
import { applyEdits, applyWithUndo, type OpenExperiment, openExperiment } from './experiment-edits.ts';
import { freeTargetName } from './free-name.ts';
import { askHost, askJump, askKey, askKind, askTargetName } from './target-questions.ts';

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

type Field = 'kind' | 'host' | 'jump' | 'identityFile' | 'dom0' | 'domainName' | 'config';

export async function editTarget({ files }: CommandSources, argument: unknown): Promise<void> {
  const title = l10n.t('Edit Target');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const name = await chooseTarget(opened, argument, title);
  if (name === undefined) return;
  const target = objectAt(objectAt(opened.value, 'targets'), name);
  const heading = l10n.t('Edit Target {0}', plain(name, 64));
  interface Draft {
    readonly field: Field;
    readonly fields: Partial<TargetFields> | null;
  }
  const step: Step<Draft> = {
    ask: (draft, at) =>
      answered(
        pickOne({
          ...at,
          title: heading,
          placeholder: l10n.t('What is to change?'),
          choices: fieldChoices(target),
          active: draft.field,
        }),
        (field): Draft => ({ field, fields: null }),
      ),
  };
  const draft = await askInSteps<Draft>({ field: 'kind', fields: null }, [
    step,
    {
      ask: ({ field }, at) => {
        const problem = (text: string) =>
          opened.problem([{ edit: 'change-target', name, fields: fieldsWith(target, field, text) }]);
        const current = textOf(target, field);
        const make = (text: string): Draft => ({ field, fields: fieldsWith(target, field, text) });
        switch (field) {
          case 'kind':
            return answered(askKind(heading, at, KINDS.find((kind) => kind === current) ?? 'pv'), make);
          case 'host':
            return answered(askHost(heading, at, current, problem), make);
          case 'jump':
            return answered(askJump(heading, at, current, problem), make);
          case 'identityFile':
            return answered(askKey(heading, at, current, problem), make);
          default:
            return answered(
              askText({ ...at, title: heading, prompt: promptOf(field), value: current, problem }),
              make,
            );
        }
      },
    },
  ]);
  if (draft?.fields) await applyEdits(opened, [{ edit: 'change-target', name, fields: draft.fields }]);
}

function fieldChoices(target: Readonly<Record<string, unknown>>): Choice<Field>[] {
  const labels: Readonly<Record<Field, string>> = {
    kind: l10n.t('Kind'),
    host: l10n.t('Host'),
    jump: l10n.t('Jump host'),
    identityFile: l10n.t('Private key'),
    dom0: l10n.t('Host of its dom0'),
    domainName: l10n.t('Name of its domain'),
    config: l10n.t('Configuration of its domain'),
  };
  const hasDomain = Object.keys(objectAt(target, 'domain')).length > 0;
  const fields: readonly Field[] = ['kind', 'host', 'jump', 'identityFile'];
  const shown: readonly Field[] = [...fields, ...(hasDomain ? DOMAIN_FIELDS : [])];
  return shown.map((field) => ({
    value: field,
    label: labels[field],
    description: textOf(target, field) || l10n.t('not given'),
  }));
}

const DOMAIN_FIELDS = ['dom0', 'domainName', 'config'] as const;
const DOMAIN_KEYS = { dom0: 'dom0', domainName: 'name', config: 'config' } as const;

function textOf(target: Readonly<Record<string, unknown>>, field: Field): string {
  const value = isDomainField(field) ? objectAt(target, 'domain')[DOMAIN_KEYS[field]] : target[field];
  return typeof value === 'string' ? value : '';
}

/** The fields to change; an empty text removes its key. */
function fieldsWith(
  target: Readonly<Record<string, unknown>>,
  field: Field,
  text: string,
): Partial<TargetFields> {
  const value = text === '' ? undefined : text;
  if (!isDomainField(field)) return { [field]: value };
  const domain = { ...objectAt(target, 'domain'), [DOMAIN_KEYS[field]]: value };
  return { domain: domain as NonNullable<TargetFields['domain']> };
}

function isDomainField(field: Field): field is (typeof DOMAIN_FIELDS)[number] {
  return field in DOMAIN_KEYS;
}

function promptOf(field: Field): string {
  switch (field) {
    case 'dom0':
      return l10n.t('SSH host of the dom0 that the guest runs on');
    case 'domainName':
      return l10n.t('Name of the domain, as xl list shows it');
    default:
      return l10n.t('Configuration file in the dom0 that xl create starts the domain from; empty: none');
  }
}
