import { l10n } from 'vscode';
import type { TargetFields } from '../../experiment/edit.ts';
import { KINDS, type Kind } from '../../experiment/model.ts';
import { plain } from '../../report/plain.ts';
import { answered, askInSteps, askText, type Choice, pickOne, type Step } from '../multi-step.ts';
import { chooseExperiment, chooseTarget, objectAt } from './choose.ts';
import { applyEdits, openExperiment } from './experiment-edits.ts';
import type { CommandSources } from './target-commands.ts';
import { askHost, askJump, askKey, askKind, askUnder } from './target-questions.ts';

type Field = 'kind' | 'under' | 'host' | 'jump' | 'identityFile' | 'dom0' | 'domainName' | 'config';

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
          case 'under':
            return answered(askUnder(heading, at, current), make);
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
    under: l10n.t('Hypervisor beneath'),
    host: l10n.t('Host'),
    jump: l10n.t('Jump host'),
    identityFile: l10n.t('Private key'),
    dom0: l10n.t('Host of its dom0'),
    domainName: l10n.t('Name of its domain'),
    config: l10n.t('Configuration of its domain'),
  };
  const hasDomain = Object.keys(objectAt(target, 'domain')).length > 0;
  const isNative = target['kind'] === 'native';
  const fields: readonly Field[] = [
    'kind',
    ...(isNative ? (['under'] as const) : []),
    'host',
    'jump',
    'identityFile',
  ];
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
  // The hypervisor of a machine without Xen does not go with another kind.
  if (field === 'kind' && text !== 'native' && Object.hasOwn(target, 'under')) {
    return { kind: text as Kind, under: undefined };
  }
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
