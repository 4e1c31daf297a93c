import { l10n } from 'vscode';
import { LAB_HOSTS } from '../../experiment/hosts.ts';
import { KINDS, type Kind, UNDERS, type Under } from '../../experiment/model.ts';
import { valueAt } from '../../experiment/places.ts';
import { type Answer, type At, askText, type Choice, pickOne, typeOrPick } from '../multi-step.ts';
import { setting } from '../settings.ts';
import { listSshHosts } from '../ssh-hosts.ts';
import { objectAt } from './choose.ts';

/** The questions about a target that adding and editing share. `problem` says why an answer cannot be taken. */
export type Problem = (text: string) => string | null;

export function askKind(title: string, at: At, active: Kind): Promise<Answer<Kind>> {
  const about: Readonly<Record<Kind, string>> = {
    native: l10n.t('The bare machine, without a hypervisor'),
    pv: l10n.t('A Xen paravirtualised guest'),
    hvm: l10n.t('A Xen guest with hardware virtualisation and emulated firmware'),
    pvh: l10n.t('A Xen guest with hardware virtualisation and no emulated devices'),
    kvm: l10n.t('A guest of KVM'),
    any: l10n.t('No claim: the label is what the machine proves to be'),
  };
  return pickOne({
    ...at,
    title,
    placeholder: l10n.t('What does it claim to be?'),
    choices: KINDS.map((kind) => ({ value: kind, label: kind, description: about[kind] })),
    active,
  });
}

/** The kinds, that without a claim first: it is the best that can be said of a machine that nobody has looked at yet. */
export const KINDS_IN_ORDER: readonly Kind[] = ['any', ...KINDS.filter((kind) => kind !== 'any')];

/** The targets of a file as it stands, with their hosts; the host is empty where the file has none. */
export function placedTargets(value: unknown): readonly { readonly name: string; readonly host: string }[] {
  return Object.entries(objectAt(value, 'targets')).map(([name, target]) => {
    const host = valueAt(target, ['host']);
    return { name, host: typeof host === 'string' ? host : '' };
  });
}

/** The hypervisor that a machine without Xen is knowingly on; empty: none. */
export function askUnder(title: string, at: At, active: string): Promise<Answer<Under | ''>> {
  return pickOne<Under | ''>({
    ...at,
    title,
    placeholder: l10n.t('The hypervisor that this machine without Xen is knowingly on'),
    choices: [
      { value: '', label: l10n.t('none'), description: l10n.t('the bare machine') },
      ...UNDERS.map((under) => ({ value: under, label: under })),
    ],
    active: UNDERS.find((under) => under === active) ?? '',
  });
}

/** @param current what stands in the file; empty for a new target */
export async function askHost(
  title: string,
  at: At,
  current: string,
  problem: Problem,
): Promise<Answer<string>> {
  return typeOrPick({
    ...at,
    title,
    placeholder: l10n.t('Host: a name of ~/.ssh/config, user@host or user@host:port'),
    prompt: l10n.t('Type where the target is, or choose a host.'),
    choices: [
      ...now(current),
      ...(await sshChoices(current)),
      ...LAB_HOSTS.filter((host) => host !== 'lab:peer' && host !== current).map((host) => ({
        value: host,
        label: host,
        heading: l10n.t('Demo lab'),
      })),
    ],
    problem,
  });
}

/** Empty: none. */
export async function askJump(
  title: string,
  at: At,
  current: string,
  problem: Problem,
): Promise<Answer<string>> {
  return typeOrPick({
    ...at,
    title,
    placeholder: l10n.t('Host to go through, as with ssh -J'),
    prompt: l10n.t('Guests are often reached through their dom0 only.'),
    choices: [
      ...now(current),
      {
        value: '',
        label: l10n.t('No jump host'),
        description: l10n.t('connect directly'),
        icon: 'circle-slash',
      },
      ...(await sshChoices(current)),
    ],
    problem: (text) => (text === '' ? null : problem(text)),
  });
}

export function askTargetName(
  title: string,
  at: At,
  current: string,
  problem: Problem,
): Promise<Answer<string>> {
  return askText({
    ...at,
    title,
    prompt: l10n.t('Name of the target in tables and charts'),
    value: current,
    problem,
  });
}

/** Empty: what ssh itself would take. */
export function askKey(title: string, at: At, current: string, problem: Problem): Promise<Answer<string>> {
  return askText({
    ...at,
    title,
    prompt: l10n.t('Path of a private key on this machine; empty: what ssh itself would take'),
    placeholder: '~/.ssh/id_ed25519',
    value: current,
    problem: (text) => (text === '' ? null : problem(text)),
  });
}

function now(current: string): Choice<string>[] {
  return current === '' ? [] : [{ value: current, label: current, description: l10n.t('as it is now') }];
}

async function sshChoices(current: string): Promise<Choice<string>[]> {
  const hosts = await listSshHosts(setting('ssh.configFile'));
  return hosts
    .filter((host) => host !== current)
    .map((host) => ({ value: host, label: host, heading: l10n.t('SSH configuration') }));
}
