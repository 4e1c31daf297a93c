import type { Dom0 } from './dom0.ts';
import type { FoundDomain } from './dom0-claim.ts';
import { createDomain, listDomains, type Stopped, stopDomain } from './domain-power.ts';

/** Learns what putting back does, and tells how patient to be. */
export interface PutBackPorts {
  /** Time that a guest has to shut down, s. */
  graceOf(domain: string): number;
  begins(domain: string, what: 'shutting down' | 'starting'): void;
  did(domain: string, what: Stopped | 'started', durationMs: number): void;
}

/** Starts and stops guests until all are as they were found. Throws as `createDomain` and `stopDomain` do. */
export async function putBack(dom0: Dom0, found: readonly FoundDomain[], ports: PutBackPorts): Promise<void> {
  if (found.length === 0) return;
  const there = new Set((await listDomains(dom0)).map(({ name }) => name));
  // First those that must go: their memory may be needed by those that come back.
  for (const { name } of found.filter(({ running }) => !running)) {
    if (!there.has(name)) continue;
    ports.begins(name, 'shutting down');
    const begin = Date.now();
    ports.did(name, await stopDomain(dom0, name, ports.graceOf(name)), Date.now() - begin);
  }
  for (const { name, config } of found.filter(({ running }) => running)) {
    if (there.has(name)) continue;
    ports.begins(name, 'starting');
    const begin = Date.now();
    await createDomain(dom0, name, config);
    ports.did(name, 'started', Date.now() - begin);
  }
}
