import type { Experiment } from '../../experiment/model.ts';

/**
 * The machines that an experiment measures on, by the names it gives them. Two runs at once on one of them would each
 * measure the other. Simulated guests do not mind, and are left out.
 */
export function hostsOf({ targets, peer, cases }: Experiment): readonly string[] {
  const networked = cases.some(({ benchmark }) => benchmark === 'network');
  const hosts = targets.flatMap(({ host, domain }) => (domain === null ? [host] : [host, domain.dom0]));
  // A netserver shared by two runs is shared bandwidth, whoever started it.
  if (networked && peer !== null) hosts.push(peer.address, ...(peer.host === null ? [] : [peer.host]));
  return [...new Set(hosts.map(machineOf))].filter(
    (host) => !host.startsWith('lab:') || host === 'lab:this-machine',
  );
}

/** A host that both use; null where there is none. Two names of one machine are not seen through. */
export function sharedHost(one: readonly string[], other: readonly string[]): string | null {
  return one.find((host) => other.includes(host)) ?? null;
}

/** `root@10.0.0.1:22` without the user: it is the machine that matters. */
export function machineOf(host: string): string {
  return host.slice(host.lastIndexOf('@') + 1);
}
