import type { ListedDomain } from './xl-list.ts';

/** Domains that serve others and do no work of their own. */
const SERVICE_DOMAINS = new Set(['Domain-0', 'Xenstore']);

/**
 * Names of the guests that run on a dom0 beside `own`, in the order of the list. Not counted: the dom0, a stub domain
 * that is the device model of one of `own` (`NAME-dm`), and what has ended or is going.
 */
export function otherGuests(listed: readonly ListedDomain[], own: readonly string[]): readonly string[] {
  const counted = new Set([...own, ...own.map((name) => `${name}-dm`)]);
  return listed
    .filter(({ id, name }) => id !== 0 && !SERVICE_DOMAINS.has(name) && !counted.has(name))
    .filter(({ state }) => !state.shutdown && !state.dying)
    .map(({ name }) => name);
}
