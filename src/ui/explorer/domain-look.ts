import { ITEMS } from '../../manifest.ts';
import { plain } from '../../report/plain.ts';
import type { Condition } from '../../xen/seen-domains.ts';
import { conditionWord, vcpusWord } from './condition-word.ts';
import type { Doing, Dom0View } from './dom0-watches.ts';
import type { DomainRow } from './domain-rows.ts';
import { COLOURS, joined, type Lens, type Look } from './look.ts';
import { exactly } from './when.ts';

const ICONS: Readonly<Record<Condition, string>> = {
  running: 'vm-running',
  idle: 'vm-active',
  paused: 'debug-pause',
  'shut down': 'circle-slash',
  crashed: 'error',
  dying: 'trash',
};

/** The group of a dom0's domains. `measured`: a run uses the dom0, so it is left alone. */
export function domainsLook(dom0: string, view: Dom0View, measured: boolean, lens: Lens): Look {
  const { l10n, locale } = lens;
  const { domains, at, looking, error } = view;
  const name = plain(dom0, 255);
  const label = l10n.t('Domains of {0}', name);
  const state = measured
    ? l10n.t('left alone while a run goes on')
    : domains === null && looking
      ? l10n.t('connecting ...')
      : error !== null
        ? l10n.t('could not be asked')
        : null;
  const count = domains === null ? null : String(domains.length);
  const description = joined([count, state]);
  return {
    label,
    description,
    tooltip: [
      label,
      ...(at === null
        ? [l10n.t('It is connected to when this is opened, as root.')]
        : [l10n.t('As of {0}', exactly(new Date(at).toISOString(), locale))]),
      ...(measured ? [l10n.t('A run uses this dom0: anything else there would spoil its numbers.')] : []),
      ...(error === null ? [] : [plain(error, 1_000)]),
    ],
    icon: error !== null && !looking ? 'warning' : 'server-environment',
    colour: error !== null && !looking ? COLOURS.doubt : null,
    context: ITEMS.domains,
    spoken: joined([label, description]),
  };
}

/** What stands in the group in place of domains: that it is being asked, or why it could not be. */
export function domainsNoteLook({ looking, error }: Dom0View, measured: boolean, { l10n }: Lens): Look {
  const label = measured
    ? l10n.t('left alone while a run goes on')
    : looking
      ? l10n.t('connecting ...')
      : error === null
        ? l10n.t('not asked yet')
        : plain(error, 300);
  const isBad = error !== null && !looking && !measured;
  return {
    label,
    description: '',
    tooltip: [error === null ? label : plain(error, 1_000)],
    icon: looking ? 'loading~spin' : isBad ? 'error' : 'info',
    colour: isBad ? COLOURS.bad : null,
    context: ITEMS.domainsNote,
    spoken: label,
  };
}

export function domainLook(row: DomainRow, lens: Lens): Look {
  const { l10n } = lens;
  const { seen, doing, config, commanded } = row;
  const label = plain(row.name, 255);
  const isDom0 = seen?.id === 0;
  const condition = seen?.condition ?? null;
  const state = doing === null ? conditionWord(condition, lens) : doingWord(doing, lens);
  const type = isDom0 ? null : typeWord(row, lens);
  const targets = row.targets.map((target) => plain(target, 64)).join(', ');
  const description = joined([
    state,
    isDom0 ? l10n.t('this dom0 itself') : type,
    seen === null ? null : vcpusWord(seen.vcpus, lens),
    seen === null ? null : l10n.t('{0} MiB', seen.memoryMiB),
  ]);
  return {
    label,
    description,
    tooltip: [
      label,
      l10n.t('State: {0}', state),
      ...(type === null ? [] : [l10n.t('Type: {0}', type)]),
      ...(seen === null
        ? []
        : [
            l10n.t('Domain id: {0}', seen.id),
            joined([vcpusWord(seen.vcpus, lens), l10n.t('{0} MiB', seen.memoryMiB)]),
          ]),
      ...(targets === '' ? [] : [l10n.t('Target: {0}', targets)]),
      ...(config === null ? [] : [l10n.t('Configuration: {0}', plain(config))]),
      ...(seen !== null && seen.detail === null && !isDom0
        ? [l10n.t('xl cannot read its configuration')]
        : []),
      ...(commanded || isDom0
        ? []
        : [l10n.t('Its name does not tell it apart from others for xl: nothing can be done with it here.')]),
    ],
    ...iconOf(row),
    context: contextOf(row),
    spoken: joined([l10n.t('{0}, domain', label), description]),
  };
}

function iconOf({ seen, doing }: DomainRow): Pick<Look, 'icon' | 'colour'> {
  if (doing !== null) return { icon: 'loading~spin', colour: null };
  if (seen === null) return { icon: 'vm-outline', colour: null };
  if (seen.id === 0) return { icon: 'server', colour: null };
  const { condition } = seen;
  const colour =
    condition === 'crashed'
      ? COLOURS.bad
      : condition === 'running' || condition === 'idle'
        ? COLOURS.good
        : COLOURS.doubt;
  return { icon: ICONS[condition], colour };
}

function contextOf({ seen, doing, commanded }: DomainRow): Look['context'] {
  if (!commanded) return ITEMS.domainAlone;
  if (doing !== null) return ITEMS.domainBusy;
  if (seen === null) return ITEMS.domainOff;
  return seen.condition === 'running' || seen.condition === 'idle' ? ITEMS.domainOn : ITEMS.domainStuck;
}

function typeWord({ seen }: DomainRow, { l10n }: Lens): string | null {
  if (seen === null) return null;
  if (seen.shim) return l10n.t('PV in a PVH shim');
  return seen.type?.toUpperCase() ?? l10n.t('type not known');
}

function doingWord(doing: Doing, { l10n }: Lens): string {
  switch (doing) {
    case 'starting':
      return l10n.t('starting ...');
    case 'shutting down':
      return l10n.t('shutting down ...');
    case 'destroying':
      return l10n.t('destroying ...');
  }
}
