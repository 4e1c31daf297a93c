import { l10n, Uri, type WorkspaceFolder } from 'vscode';
import {
  GUEST_VARIANTS,
  type GuestDescription,
  type GuestVariant,
  usualVariants,
} from '../../xen/guest-description.ts';
import {
  bridgeMistake,
  descriptionMistakes,
  nameMistake,
  pathMistake,
} from '../../xen/guest-description-mistakes.ts';
import { answered, askInSteps, askText, pickMany, pickOne, type Step } from '../multi-step.ts';
import { describeGuest, type GuestDraft, memoryMistake, NO_GUEST } from './guest-draft.ts';

export interface GuestAnswers {
  readonly guest: GuestDescription;
  readonly variants: readonly GuestVariant[];
  readonly folder: Uri;
}

/** Asks what guest it is, which types to write, and where to. Undefined: given up. */
export async function askGuest({ uri }: WorkspaceFolder): Promise<GuestAnswers | undefined> {
  const draft = await askInSteps<GuestDraft>(NO_GUEST, [
    text('name', () => l10n.t('Name of the guest; each type is called NAME-TYPE'), 'web', nameMistake),
    howItBoots(),
    {
      ...text(
        'kernel',
        () => l10n.t('Kernel on the dom0, the same for every type'),
        '/boot/vmlinuz',
        (typed) => pathMistake(typed, 'The kernel'),
      ),
      when: ({ boot }) => boot === 'kernel',
    },
    {
      ...text(
        'ramdisk',
        () => l10n.t('Initial ramdisk on the dom0; empty: none'),
        '/boot/initrd.img',
        (typed) => (typed === '' ? null : pathMistake(typed, 'The ramdisk')),
      ),
      when: ({ boot }) => boot === 'kernel',
    },
    {
      ...text(
        'cmdline',
        () => l10n.t("The kernel's command line, without a console"),
        'root=UUID=... ro',
        (typed) => mistakeIn({ ...NO_GUEST, boot: 'kernel', cmdline: typed }, 'cmdline'),
      ),
      when: ({ boot }) => boot === 'kernel',
    },
    text(
      'disks',
      () => l10n.t('Disks on the dom0, with blanks between; {0} in one stands for the type', '{type}'),
      'phy:/dev/vg/web',
      (typed, draft) =>
        typed.trim() === '' && draft.boot === 'disk'
          ? l10n.t('A guest that boots from its disk needs one.')
          : mistakeIn({ ...draft, disks: typed }, 'disk'),
    ),
    text(
      'bridge',
      () => l10n.t('Bridge of the dom0 for its network card; empty: no network'),
      'xenbr0',
      (typed) => (typed === '' ? null : bridgeMistake(typed)),
    ),
    text('memory', () => l10n.t('Memory, such as 1G or 512M'), '1G', memoryMistake),
    text(
      'vcpus',
      () => l10n.t('Number of vCPUs'),
      '1',
      (typed) => mistakeIn({ ...NO_GUEST, vcpus: typed }, 'vcpus'),
    ),
    paging(),
    {
      ask: (draft, at) =>
        answered(
          pickMany<GuestVariant>({
            ...at,
            title: l10n.t('Create Guest Configurations'),
            placeholder: l10n.t('Which types?'),
            choices: GUEST_VARIANTS.map((value) => ({ value, label: VARIANT_LABELS[value] })),
            picked: draft.variants ?? usualVariants(draft.like2008),
          }),
          (variants) => ({ ...draft, variants }),
        ),
    },
    text('folder', () => l10n.t('Folder of the workspace to write them to'), 'guests', folderMistake),
  ]);
  if (draft === undefined) return undefined;
  return {
    guest: describeGuest(draft),
    variants: draft.variants ?? usualVariants(draft.like2008),
    folder: Uri.joinPath(uri, draft.folder),
  };
}

const VARIANT_LABELS: Readonly<Record<GuestVariant, string>> = {
  pv: 'PV',
  hvm: 'HVM',
  pvh: 'PVH',
  'hvm-emulated': 'HVM, emulated devices',
};

type TextPart = { [Key in keyof GuestDraft]: GuestDraft[Key] extends string ? Key : never }[keyof GuestDraft];

function text(
  part: Exclude<TextPart, 'boot'>,
  prompt: () => string,
  placeholder: string,
  problem: (typed: string, draft: GuestDraft) => string | null,
): Step<GuestDraft> {
  return {
    ask: (draft, at) =>
      answered(
        askText({
          ...at,
          title: l10n.t('Create Guest Configurations'),
          prompt: prompt(),
          placeholder,
          value: draft[part],
          problem: (typed) => problem(typed.trim(), draft),
        }),
        (typed) => ({ ...draft, [part]: typed.trim() }),
      ),
  };
}

function howItBoots(): Step<GuestDraft> {
  return {
    ask: (draft, at) =>
      answered(
        pickOne<GuestDraft['boot']>({
          ...at,
          title: l10n.t('Create Guest Configurations'),
          placeholder: l10n.t('How does it start?'),
          choices: [
            {
              value: 'kernel',
              label: l10n.t('With a kernel of the dom0'),
              detail: l10n.t('The same kernel and command line for every type: the fairest comparison.'),
            },
            {
              value: 'disk',
              label: l10n.t('From its own disk'),
              detail: l10n.t(
                'HVM by its firmware; PV and PVH by pygrub, which reads the boot menu of the disk.',
              ),
            },
          ],
          active: draft.boot,
        }),
        (boot) => ({ ...draft, boot }),
      ),
  };
}

function paging(): Step<GuestDraft> {
  return {
    ask: (draft, at) =>
      answered(
        pickOne<boolean>({
          ...at,
          title: l10n.t('Create Guest Configurations'),
          placeholder: l10n.t('Which HVM is it compared with?'),
          choices: [
            {
              value: false,
              label: l10n.t("Today's"),
              detail: l10n.t('Nested paging by the CPU, PV drivers where the kernel has them.'),
            },
            {
              value: true,
              label: l10n.t('As in 2008'),
              detail: l10n.t('Shadow paging, emulated disk and network card, native time-stamp counter.'),
            },
          ],
          active: draft.like2008,
        }),
        (like2008) => ({ ...draft, like2008, variants: null }),
      ),
  };
}

/** The first mistake of a description in this part. */
function mistakeIn(draft: GuestDraft, part: 'cmdline' | 'disk' | 'vcpus'): string | null {
  return descriptionMistakes(describeGuest(draft)).find((mistake) => mistake.part === part)?.sentence ?? null;
}

function folderMistake(typed: string): string | null {
  const parts = typed.split('/');
  return typed === '' || parts.some((part) => /^\.{0,2}$|[\p{Cc}<>:"\\|?*]/u.test(part))
    ? l10n.t('A folder is named by its path in the workspace, such as guests or lab/guests.')
    : null;
}
