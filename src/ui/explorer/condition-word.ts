import type { AddressSource } from '../../xen/guest-address.ts';
import type { Condition } from '../../xen/seen-domains.ts';
import type { Lens } from './look.ts';

/** What a domain does, in a word; null: it is not there. */
export function conditionWord(condition: Condition | null, { l10n }: Pick<Lens, 'l10n'>): string {
  switch (condition) {
    case null:
      return l10n.t('not running');
    case 'running':
      return l10n.t('running');
    case 'idle':
      return l10n.t('idle');
    case 'paused':
      return l10n.t('paused');
    case 'shut down':
      return l10n.t('shut down');
    case 'crashed':
      return l10n.t('crashed');
    case 'dying':
      return l10n.t('being destroyed');
  }
}

/** `1 vCPU`, `4 vCPUs`. */
export function vcpusWord(vcpus: number, { l10n }: Pick<Lens, 'l10n'>): string {
  return vcpus === 1 ? l10n.t('1 vCPU') : l10n.t('{0} vCPUs', vcpus);
}

/** Where an address of a guest was found. */
export function sourceWord(from: AddressSource, { l10n }: Pick<Lens, 'l10n'>): string {
  switch (from) {
    case 'vif':
      return l10n.t('from the configuration of its network card');
    case 'xenstore':
      return l10n.t('as the XenStore has it');
    case 'neighbours':
      return l10n.t('by its MAC, from the ARP table of the dom0');
    case 'cmdline':
      return l10n.t('from its kernel command line');
  }
}
