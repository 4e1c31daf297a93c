import type { Dom0 } from './dom0.ts';
import { xl } from './dom0.ts';
import { listDomains, untilGone } from './domain-power.ts';

/** How it went. `kept`: it has shut down, and its domain stays until it is destroyed. */
export type ShutDown = 'gone' | 'kept' | 'still up';

/**
 * Asks a domain to shut down and waits up to `seconds` until it has; destroys nothing. Throws HumanError with xl's words
 * where it cannot be asked.
 */
export async function shutDownDomain(dom0: Dom0, name: string, seconds: number): Promise<ShutDown> {
  // -F: by ACPI where the guest has no PV drivers to hear it.
  await xl(dom0, ['shutdown', '-F', name]);
  if (await untilGone(dom0, name, seconds)) return 'gone';
  const found = (await listDomains(dom0)).find((domain) => domain.name === name);
  if (found === undefined) return 'gone';
  return found.state.shutdown ? 'kept' : 'still up';
}
