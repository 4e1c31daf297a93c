import { randomUUID } from 'node:crypto';
import { shellQuote } from '../benchmarks/quote.ts';
import { EXIT, HumanError } from '../human-error.ts';
import { type ConfigFile, readConfigFile } from '../xen/config-file.ts';
import {
  type Neighbour,
  readNeighbours,
  readStoredAddresses,
  type StoredAddress,
} from '../xen/guest-address.ts';
import { type SeenDomain, seenDomains } from '../xen/seen-domains.ts';
import { readDomainList } from '../xen/xl-list.ts';
import { readDomains } from '../xen/xl-list-long.ts';
import { type Dom0, tryXl, whyXlFailed, xl } from './dom0.ts';
import CONFIGS from './dom0-configs.sh';

const LOOK_SECONDS = 60;
/** Files beyond these are not read. What a job prints is bounded as well, and a file that is cut there is none. */
const MOST_FILES = 100;
const MOST_BYTES = 16_000;

/** The domains of a dom0, itself among them. Throws HumanError (refused) where xl cannot tell, with its words. */
export async function domainsOf(dom0: Dom0): Promise<readonly SeenDomain[]> {
  const listed = readDomainList(await xl(dom0, ['list']));
  const result = await tryXl(dom0, ['list', '-l']);
  if (result.truncated) {
    // Names and states are still worth having.
    return seenDomains(listed, []);
  }
  if (result.exitCode !== 0) {
    throw new HumanError(`${dom0.name}: xl list -l failed: ${whyXlFailed(result)}`, EXIT.refused);
  }
  return seenDomains(listed, readDomains(result.stdout));
}

/** The configuration files of domains under `/etc/xen`, as far as they can be read. */
export async function configFilesOf(dom0: Dom0): Promise<readonly ConfigFile[]> {
  // Nobody who wrote a file there can know it.
  const mark = `== ${randomUUID()}`;
  const command = `set -- ${shellQuote(mark)} ${MOST_FILES} ${MOST_BYTES}\n${CONFIGS}`;
  const { stdout } = await dom0.host.session.run(command, LOOK_SECONDS);
  return stdout.split(`\n${mark} `).flatMap((part) => {
    const end = part.indexOf('\n');
    const path = part.slice(0, end);
    return path.startsWith('/') ? (readConfigFile(path, part.slice(end + 1)) ?? []) : [];
  });
}

/** What a dom0 knows of addresses. */
export interface Addresses {
  readonly neighbours: readonly Neighbour[];
  readonly stored: readonly StoredAddress[];
}

/** Asks a dom0 for the addresses of its neighbours and of what stands in the XenStore; nothing where it does not tell. */
export async function addressesOf(dom0: Dom0): Promise<Addresses> {
  const { session } = dom0.host;
  const near = await session.run('ip neigh show 2>/dev/null || cat /proc/net/arp', LOOK_SECONDS);
  const stored = await session.run(
    "xenstore-ls -f /local/domain 2>/dev/null | grep -E '^/local/domain/[0-9]+/(attr/|backend/vif/[0-9]+/[0-9]+/ip )'",
    LOOK_SECONDS,
  );
  return { neighbours: readNeighbours(near.stdout), stored: readStoredAddresses(stored.stdout) };
}
