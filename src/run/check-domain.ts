import type { Experiment } from '../experiment/model.ts';
import { EXIT, HumanError } from '../human-error.ts';
import { readConfigFile } from '../xen/config-file.ts';
import { otherGuests } from '../xen/other-guests.ts';
import type { Dom0 } from './dom0.ts';
import { configText, listDomains } from './domain-power.ts';
import { type ManagedTarget, managed } from './managed.ts';
import { MismatchError } from './proof.ts';

/** What a dom0 says about the guest of a target that a run is to start. */
export interface DomainCheck {
  readonly there: boolean;
  /** What stands in the way of starting it; empty when nothing does. */
  readonly problems: readonly string[];
}

/**
 * Asks a dom0 about a guest, without touching it. Throws as `listDomains` does.
 *
 * @param experiment its other guests on that dom0 are not counted as company
 */
export async function checkDomain(
  dom0: Dom0,
  target: ManagedTarget,
  experiment: Experiment,
  allowMismatch: boolean,
): Promise<DomainCheck> {
  const { name: domain, alongside } = target.domain;
  const listed = await listDomains(dom0);
  const problems: string[] = [];
  const config = await configProblem(dom0, target, allowMismatch);
  if (config !== null) problems.push(config.message);
  const own = experiment.targets.filter(managed).map((each) => each.domain.name);
  const others = otherGuests(listed, own);
  if (!alongside && others.length > 0) problems.push(company(target, others));
  return { there: listed.some((each) => each.name === domain), problems };
}

/** Kinds that a guest of each type of xl may be called. */
const KIND_OF_TYPE = { pv: 'a PV', hvm: 'an HVM', pvh: 'a PVH' } as const;

/**
 * What is wrong with the file that a guest is to be started from: not there, of another domain, or, which only a person
 * can let pass (MismatchError), of another kind than the target is called. Null: nothing. Seen before anything is started.
 */
export async function configProblem(
  dom0: Dom0,
  { name, kind, domain }: ManagedTarget,
  allowMismatch: boolean,
): Promise<HumanError | null> {
  const refuse = (what: string) => new HumanError(`${name}: ${what}`, EXIT.refused);
  const text = await configText(dom0, domain.config);
  if (text === null) {
    return refuse(
      `the dom0 ${domain.dom0} has no file ${domain.config}, which the domain ${domain.name} is to be started from.`,
    );
  }
  const file = readConfigFile(domain.config, text);
  // Only xl can tell what it makes of a file that we cannot read.
  if (file === null) return null;
  if (file.name !== domain.name) {
    return refuse(
      `${domain.config} on ${domain.dom0} starts a domain named ${file.name}, and the experiment says ${domain.name}.`,
    );
  }
  if (allowMismatch || kind === 'any' || kind === file.type) return null;
  return new MismatchError(
    `${name}: declared "${kind}", but ${domain.config} on ${domain.dom0} starts ${KIND_OF_TYPE[file.type]} guest. ` +
      'Mend the one or the other. To measure it all the same, with every number marked: --allow-mismatch.',
  );
}

/** Guests that are not of the experiment would share the machine. */
export function company({ name, domain }: ManagedTarget, others: readonly string[]): string {
  return (
    `${name}: other guests run on the dom0 ${domain.dom0} (${others.join(', ')}) and would share its CPUs and disks. ` +
    'Shut them down, or say "alongside": true in the domain of the target.'
  );
}
