import { describe, expect, test } from 'vitest';
import { readConfigFile } from '../../../src/xen/config-file.ts';
import {
  guestAddress,
  placeOfDomain,
  readNeighbours,
  readStoredAddresses,
} from '../../../src/xen/guest-address.ts';
import { readDomains } from '../../../src/xen/xl-list-long.ts';
import { dom0 } from './captured-xl.ts';

const NEIGHBOURS = `10.0.2.2 dev xenbr0 lladdr 52:55:0a:00:02:02 REACHABLE
10.0.2.21 dev xenbr0 lladdr 00:16:3E:00:00:21 STALE
10.0.2.99 dev xenbr0  FAILED
fe80::216:3eff:fe00:21 dev xenbr0 lladdr 00:16:3e:00:00:21 STALE
fd00::21 dev xenbr0 lladdr 00:16:3e:00:00:21 router REACHABLE
`;
const ARP = `IP address       HW type     Flags       HW address            Mask     Device
10.0.2.21        0x1         0x2         00:16:3e:00:00:21     *        xenbr0
10.0.2.77        0x1         0x0         00:00:00:00:00:00     *        xenbr0
`;
const STORED = `/local/domain/0/name = "Domain-0"
/local/domain/0/backend/vif/2/0/mac = "00:16:3e:00:00:22"
/local/domain/0/backend/vif/2/0/ip = "10.0.2.22 fd00::22"
/local/domain/1/attr/vif/0/ipv4/0 = "10.0.2.121"
/local/domain/1/attr/vif/0/ipv6/0 = "fe80::1"
/local/domain/3/attr/eth0/ip = "10.0.2.23/24"
/local/domain/3/attr/os/name = "10.9.9.9"
/local/domain/3/vm = "/vm/b433d9f5"
`;

const domains = readDomains(dom0('xl-list--l'));
const domain = (name: string, changes: object = {}) => {
  const found = domains.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return placeOfDomain({ ...found, cmdline: null, ...changes });
};

describe('neighbours', () => {
  test('are read from ip neigh, with the address that can be connected to', () => {
    expect(readNeighbours(NEIGHBOURS)).toEqual([
      { address: '10.0.2.2', mac: '52:55:0a:00:02:02' },
      { address: '10.0.2.21', mac: '00:16:3e:00:00:21' },
      { address: 'fd00::21', mac: '00:16:3e:00:00:21' },
    ]);
  });
  test('are read from /proc/net/arp', () => {
    expect(readNeighbours(ARP)).toEqual([{ address: '10.0.2.21', mac: '00:16:3e:00:00:21' }]);
  });
  test('that are none are passed over', () => {
    const hostile =
      '$(reboot) dev x lladdr 00:16:3e:00:00:21\n\u001b[31m\n999.1.1.1 lladdr 00:16:3e:00:00:21';
    expect(readNeighbours(hostile)).toEqual([]);
    expect(readNeighbours('')).toEqual([]);
  });
});

test('addresses in the XenStore are those of guests and of their network cards', () => {
  expect(readStoredAddresses(STORED)).toEqual([
    { domid: 2, address: '10.0.2.22' },
    { domid: 2, address: 'fd00::22' },
    { domid: 1, address: '10.0.2.121' },
    { domid: 3, address: '10.0.2.23' },
  ]);
});

describe('the address of a guest', () => {
  test('is found by the MAC of its card', () => {
    expect(guestAddress(domain('pv'), readNeighbours(NEIGHBOURS), [])).toEqual({
      address: '10.0.2.21',
      from: 'neighbours',
    });
  });
  test('is what the guest itself says, before what was overheard', () => {
    const stored = readStoredAddresses(STORED);
    expect(guestAddress(domain('pv'), readNeighbours(NEIGHBOURS), stored)).toEqual({
      address: '10.0.2.121',
      from: 'xenstore',
    });
  });
  test('is that of its configuration before all', () => {
    const config = { nics: [{ ip: '10.0.2.200' }] };
    expect(guestAddress(domain('pv', { config }), readNeighbours(NEIGHBOURS), [])?.from).toBe('vif');
  });
  test('may stand on its kernel line', () => {
    expect(guestAddress(domain('pv', { cmdline: domains[1]?.cmdline }), [], [])).toEqual({
      address: '10.0.2.21',
      from: 'cmdline',
    });
    const cmdline = 'root=/dev/xvda ip=10.0.2.31::10.0.2.2:255.255.255.0';
    expect(guestAddress(domain('pv', { cmdline }), [], [])?.address).toBe('10.0.2.31');
  });
  test('that is not running is what its file says', () => {
    const text = 'name = "x"\nvif = [ "mac=00:16:3E:00:00:21,bridge=xenbr0", "ip=10.0.2.41 fd00::41" ]';
    const place = readConfigFile('/x', text)?.place;
    if (place === undefined) throw new Error('no file');
    expect(guestAddress(place, [], [])).toEqual({ address: '10.0.2.41', from: 'vif' });
    expect(guestAddress({ ...place, ips: [] }, readNeighbours(NEIGHBOURS), [])?.from).toBe('neighbours');
    expect(guestAddress({ ...place, ips: [], macs: [] }, [], readStoredAddresses(STORED))).toBeNull();
  });
  test('is IPv4 where there is one, and none where nothing tells', () => {
    const neighbours = readNeighbours(NEIGHBOURS).toReversed();
    expect(guestAddress(domain('pv'), neighbours, [])?.address).toBe('10.0.2.21');
    expect(guestAddress(domain('hvm'), neighbours, [])).toBeNull();
    expect(
      guestAddress(domain('hvm', { config: { nics: 'x' }, cmdline: 'ip=1.2.3.4.5' }), [], []),
    ).toBeNull();
  });
});
