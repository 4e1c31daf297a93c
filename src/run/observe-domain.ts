import { observeHost } from '../remote/facts.ts';
import type { RemoteSession } from '../remote/session.ts';
import { type DomainFacts, domainFacts, schedulerCommand } from '../xen/domain-facts.ts';
import { xlCommand } from './dom0.ts';

/** What a dom0 tells about a guest and the machine under it; facts begin with `xen.`, `dom0.` or `domain.`. */
export type ObservedDomain = DomainFacts;

/** Longest time that one look may take, s. */
const LOOK_SECONDS = 180;

/** What of the dom0's own environment bears on its guests. */
const OF_DOM0 =
  /^(?:os|release|kernel_version|cmdline|governor|frequency_driver|boost|clocksource|cpus|cpu_model|microcode|memory_total_kib|swap_total_kib|huge_pages|detect_virt|dmi_vendor|dmi_product|mitigation_.*)$/;

/**
 * Asks a dom0, by a session there as root, how a guest and everything under it is set up. To be asked while the guest is
 * up and nothing is measured: before its first trial, and after its last. What dom0 does not tell (no such domain, an xl
 * that fails) is left out; throws only ConnectionLostError.
 */
export async function observeDomain(session: RemoteSession, domainName: string): Promise<ObservedDomain> {
  const xl = async (...words: readonly string[]) => {
    const { end, exitCode, stdout } = await session.run(xlCommand(words), LOOK_SECONDS);
    return end === 'done' && exitCode === 0 ? stdout : null;
  };
  const info = await xl('info');
  const scheduler = schedulerCommand(info);
  const outputs = {
    info,
    list: await xl('list'),
    long: await xl('list', '-l', domainName),
    vcpus: await xl('vcpu-list', domainName),
    scheduler: scheduler === null ? null : await xl(scheduler),
  };
  const { environment, moment, domain } = domainFacts(outputs, domainName);
  const dom0 = await observeHost(session);
  const { machine, under } = dom0.identity;
  return {
    environment: {
      ...environment,
      ...prefixed(dom0.environment, OF_DOM0),
      'dom0.machine': machine,
      ...(under === null ? {} : { 'dom0.under': under }),
    },
    moment: { ...moment, ...prefixed(dom0.moment, /^(?:boot_id|load_average|memory_available_kib)$/) },
    domain,
  };
}

function prefixed(facts: Readonly<Record<string, string>>, kept: RegExp): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([fact, value]) => (kept.test(fact) ? [[`dom0.${fact}`, value]] : [])),
  );
}
