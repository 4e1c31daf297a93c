// @ts-check
// The machines of the lab: names, addresses, disks. All else is made of this.

/**
 * @typedef {object} Guest
 * @property {GuestName} name of the domain, of the SSH host and of the target
 * @property {'pv' | 'hvm' | 'pvh'} type as in xl.cfg, and as the kind of a target
 * @property {number} number last part of its address, and of its MAC
 * @property {string} disk the device in dom0 that is its disk
 * @property {string} words more words for its kernel
 * @property {string} about
 */
/** @typedef {'pv' | 'hvm' | 'pvh' | 'hvm-emulated'} GuestName */
/** @typedef {GuestName | 'dom0' | 'native'} MachineName */
/** @typedef {'xen' | 'native'} BoxName a QEMU: one runs Xen with dom0 and guests, one the machine without Xen */

/** What the guests, dom0 and the native machine have in common: a network of their own. No other machine is on it. */
export const LAN = '10.0.3';
export const BRIDGE = 'xenbr0';
/** Where dom0 is on {@link LAN}: the peer of every target. */
export const DOM0_ADDRESS = `${LAN}.1`;
export const NATIVE_ADDRESS = `${LAN}.20`;
/** Memory of each guest and of the native machine, MiB: all guests fit beside a dom0 of 1024. */
export const MEMORY = 384;
export const DOM0_MEMORY = 1024;
export const XEN_MEMORY = 3072;

/** @type {readonly Guest[]} */
export const GUESTS = [
  { name: 'pv', type: 'pv', number: 21, disk: '/dev/vdb', words: '', about: 'paravirtualised' },
  { name: 'hvm', type: 'hvm', number: 22, disk: '/dev/vdc', words: '', about: 'HVM with PV drivers' },
  { name: 'pvh', type: 'pvh', number: 23, disk: '/dev/vdd', words: '', about: 'PVH' },
  {
    name: 'hvm-emulated',
    type: 'hvm',
    number: 24,
    disk: '/dev/vde',
    words: 'xen_emul_unplug=never',
    about: 'HVM with emulated devices, as in 2008',
  },
];

/** @type {readonly GuestName[]} */
export const GUEST_NAMES = GUESTS.map(({ name }) => name);
/** @type {readonly MachineName[]} */
export const MACHINE_NAMES = ['dom0', ...GUEST_NAMES, 'native'];

/** The disks of each QEMU, in the order of /dev/vda, /dev/vdb ... */
export const DISKS = /** @type {const} */ ({
  xen: ['dom0', 'pv', 'hvm', 'pvh', 'hvm-emulated'],
  native: ['native'],
});

/**
 * Address on {@link LAN}.
 *
 * @param {MachineName} name
 */
export function addressOf(name) {
  if (name === 'dom0') return DOM0_ADDRESS;
  if (name === 'native') return NATIVE_ADDRESS;
  return `${LAN}.${GUESTS.find((guest) => guest.name === name)?.number}`;
}

/**
 * Words on the kernel's command line that every machine gets.
 *
 * @param {MachineName} name
 */
export function kernelWords(name) {
  return `mitigations=off nokaslr net.ifnames=0 lab.name=${name} lab.address=${addressOf(name)}/24`;
}
