import type { Experiment } from '../experiment/model.ts';
import { otherGuests } from '../xen/other-guests.ts';
import { closeDom0, openDom0 } from './dom0.ts';
import { isReadable, listDomains } from './domain-power.ts';
import type { Connect } from './host.ts';
import { type ManagedTarget, managed } from './managed.ts';

/** What a dom0 says about the guest of a target that a run is to start. */
export interface DomainCheck {
  readonly there: boolean;
  /** What stands in the way of starting it; empty when nothing does. */
  readonly problems: readonly string[];
}

/**
 * Asks a dom0 about a guest, without touching it. Throws as `openDom0` does.
 *
 * @param experiment its other guests on that dom0 are not counted as company
 */
export async function checkDomain(
  target: ManagedTarget,
  experiment: Experiment,
  connect: Connect,
  signal: AbortSignal,
): Promise<DomainCheck> {
  const { dom0: name, name: domain, config, alongside } = target.domain;
  const dom0 = await openDom0(connect, name, signal);
  try {
    const listed = await listDomains(dom0);
    const problems: string[] = [];
    if (!(await isReadable(dom0, config))) problems.push(noConfiguration(target));
    const own = experiment.targets.filter(managed).map((each) => each.domain.name);
    const others = otherGuests(listed, own);
    if (!alongside && others.length > 0) problems.push(company(target, others));
    return { there: listed.some((each) => each.name === domain), problems };
  } finally {
    await closeDom0(dom0);
  }
}

/** The file that a guest is to be started from is not there. */
export function noConfiguration({ name, domain }: ManagedTarget): string {
  return `${name}: the dom0 ${domain.dom0} has no file ${domain.config}, which the domain ${domain.name} is to be started from.`;
}

/** Guests that are not of the experiment would share the machine. */
export function company({ name, domain }: ManagedTarget, others: readonly string[]): string {
  return (
    `${name}: other guests run on the dom0 ${domain.dom0} (${others.join(', ')}) and would share its CPUs and disks. ` +
    'Shut them down, or say "alongside": true in the domain of the target.'
  );
}
