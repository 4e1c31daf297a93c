import { plain } from '../report/plain.ts';
import type { Domain } from './xl-list-long.ts';

/** A machine that a dom0 has spoken with: a line of `ip neigh` or of `/proc/net/arp`. */
export interface Neighbour {
  readonly address: string;
  /** Lower case. */
  readonly mac: string;
}

/** An address that a guest, or the configuration of its network card, has put into the XenStore. */
export interface StoredAddress {
  readonly domid: number;
  readonly address: string;
}

/** Where an address was found. */
export type AddressSource = 'vif' | 'xenstore' | 'neighbours' | 'cmdline';

export interface GuestAddress {
  readonly address: string;
  readonly from: AddressSource;
}

const MOST_LINES = 10_000;
const MAC = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/;

/**
 * Reads `ip neigh show` (`10.0.2.21 dev xenbr0 lladdr 00:16:3e:00:00:21 REACHABLE`), or `/proc/net/arp` where there is no
 * iproute2 (`10.0.2.21 0x1 0x2 00:16:3e:00:00:21 * xenbr0`). Lines that are neither are passed over.
 */
export function readNeighbours(text: string): readonly Neighbour[] {
  return text.split('\n', MOST_LINES).flatMap((line): Neighbour[] => {
    const words = line.slice(0, 500).trim().split(/\s+/);
    const after = words.indexOf('lladdr');
    const mac = (after > 0 ? words[after + 1] : words[3])?.toLowerCase() ?? '';
    const [address = ''] = words;
    return MAC.test(mac) && mac !== '00:00:00:00:00:00' && isAddress(address) ? [{ address, mac }] : [];
  });
}

/**
 * Reads `xenstore-ls -f /local/domain`: what guest agents tell (`/local/domain/3/attr/vif/0/ipv4/0 = "10.0.2.23"`,
 * `/attr/eth0/ip`), and the `ip` of a vif (`/local/domain/0/backend/vif/3/0/ip = "10.0.2.23"`).
 */
export function readStoredAddresses(text: string): readonly StoredAddress[] {
  return text.split('\n', MOST_LINES).flatMap((line): StoredAddress[] => {
    const match = /^\/local\/domain\/(\d{1,6})\/([\w/.-]{1,200}) = "([^"]{0,200})"/.exec(line);
    if (match === null) return [];
    const [, owner = '', path = '', value = ''] = match;
    const ofVif = /^backend\/vif\/(\d{1,6})\/\d+\/ip$/.exec(path)?.[1];
    const ofGuest = /^attr\/.*(?:ip|ipv4|ipv6|addr)(?:\/\d+)?$/.test(path) ? owner : undefined;
    const domid = ofVif ?? ofGuest;
    if (domid === undefined) return [];
    // Several may stand in one value.
    return value
      .split(/[\s,]+/)
      .map((word) => word.replace(/\/\d{1,3}$/, ''))
      .filter(isAddress)
      .map((address) => ({ domid: Number(domid), address }));
  });
}

/** What bears on where a guest is. */
export interface GuestPlace {
  /** null: it is not running. */
  readonly domid: number | null;
  readonly macs: readonly string[];
  /** The `ip` of its network cards, as it was written. */
  readonly ips: readonly string[];
  readonly cmdline: string | null;
}

/** Where a running guest is, by what `xl list -l` says. */
export function placeOfDomain({ domid, nics, cmdline, config }: Domain): GuestPlace {
  return { domid, macs: nics.flatMap(({ mac }) => mac ?? []), ips: vifAddresses(config), cmdline };
}

/**
 * The address that a guest probably has; null: nothing tells. What says it of the guest itself comes first, IPv4 before
 * IPv6.
 */
export function guestAddress(
  { domid, macs, ips, cmdline }: GuestPlace,
  neighbours: readonly Neighbour[],
  stored: readonly StoredAddress[],
): GuestAddress | null {
  const own = new Set(macs.map((mac) => mac.toLowerCase()));
  const found: readonly (readonly [AddressSource, readonly string[]])[] = [
    ['vif', ips.flatMap((text) => text.split(/\s+/)).filter(isAddress)],
    ['xenstore', stored.filter((each) => each.domid === domid).map(({ address }) => address)],
    ['neighbours', neighbours.filter(({ mac }) => own.has(mac)).map(({ address }) => address)],
    ['cmdline', cmdlineAddress(cmdline)],
  ];
  const all = found.flatMap(([from, addresses]) => addresses.map((address) => ({ address, from })));
  return all.find(({ address }) => !address.includes(':')) ?? all[0] ?? null;
}

/** The `ip` that stands in the configuration of a network card. */
function vifAddresses(config: Domain['config']): readonly string[] {
  const nics = config['nics'];
  if (!Array.isArray(nics)) return [];
  return nics.slice(0, 100).flatMap((nic: unknown) => {
    const ip =
      typeof nic === 'object' && nic !== null ? (nic as Readonly<Record<string, unknown>>)['ip'] : null;
    return typeof ip === 'string' ? plain(ip, 200) : [];
  });
}

/** `ip=10.0.2.21::10.0.2.1:...` of Linux, and words of one's own that end in `.ip=`. */
function cmdlineAddress(cmdline: string | null): readonly string[] {
  const address = /(?:^|[\s.])ip=(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/.exec(cmdline ?? '')?.[1];
  return address !== undefined && isAddress(address) ? [address] : [];
}

/** An IPv4 or IPv6 address that can be connected to from elsewhere: no link-local and no loopback one. */
function isAddress(text: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    return text.split('.').every((part) => Number(part) <= 255) && !/^(127|0|169\.254)\./.test(text);
  }
  return text.length <= 45 && /^[0-9a-f]{1,4}:[0-9a-f:.]*$/i.test(text) && !/^fe80:/i.test(text);
}
