// @ts-check
import { DISKS, DOM0_MEMORY, kernelWords, MEMORY, XEN_MEMORY } from './machines.mjs';

/** @typedef {'kvm' | 'tcg'} Accelerator */

export const QEMU = 'qemu-system-x86_64';

/**
 * The words that start a QEMU of the lab. Its current folder is the instance's, so that paths of sockets stay short (they
 * may have 107 characters). A snapshot fits these words alone; only ports and paths may differ.
 *
 * @param {object} options
 * @param {import('./machines.mjs').BoxName} options.box
 * @param {Accelerator} options.accelerator
 * @param {string} options.cache folder of the built image
 * @param {number} options.port of loopback, that leads to the machine's SSH
 * @param {string} [options.state] file of a snapshot to go on from
 */
export function qemuArguments({ box, accelerator, cache, port, state }) {
  const other = box === 'xen' ? 'native' : 'xen';
  return [
    ...['-name', `xen-lab-${box}`, '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', 'pc', ...processor(box, accelerator)],
    ...(box === 'xen' ? xenBoot(cache) : nativeBoot(cache)),
    // Nothing gets out: "restrict" leaves the forwarded port alone, and the common network is a pair of sockets.
    '-netdev',
    `user,id=ssh,restrict=on,hostfwd=tcp:127.0.0.1:${port}-10.0.2.15:22`,
    ...['-device', 'virtio-net-pci,netdev=ssh,mac=52:54:00:00:02:15,romfile='],
    '-netdev',
    `dgram,id=lan,local.type=unix,local.path=lan-${box}.sock,remote.type=unix,remote.path=lan-${other}.sock`,
    ...['-device', `virtio-net-pci,netdev=lan,mac=52:54:00:00:03:${box === 'xen' ? '01' : '20'},romfile=`],
    ...DISKS[box].flatMap((disk) => [
      // The disks are thrown away with the instance: nobody needs them to survive a power failure.
      ...['-drive', `file=${box}/${disk}.qcow2,format=qcow2,if=none,id=${disk},cache=unsafe`],
      ...['-device', `virtio-blk-pci,drive=${disk}`],
    ]),
    ...['-serial', `file:${box}/serial.log`, '-qmp', `unix:${box}/qmp.sock,server=on,wait=off`],
    ...(state === undefined ? [] : ['-incoming', `exec:zstd -dcq ${shellQuote(state)}`]),
  ];
}

/**
 * @param {import('./machines.mjs').BoxName} box
 * @param {Accelerator} accelerator
 */
function processor(box, accelerator) {
  const size = box === 'xen' ? ['-smp', '2', '-m', `${XEN_MEMORY}`] : ['-smp', '1', '-m', `${MEMORY}`];
  if (accelerator === 'kvm') return ['-accel', 'kvm', '-cpu', 'host', ...size];
  // Family 15, the default, has an HVM Linux look for an AGP aperture for minutes.
  const cpu = 'qemu64,family=23,model=1,stepping=2,+svm,+npt';
  return ['-accel', 'tcg,thread=multi,tb-size=512', '-cpu', cpu, ...size];
}

/** @param {string} cache */
function xenBoot(cache) {
  const xen =
    `dom0_mem=${DOM0_MEMORY}M,max:${DOM0_MEMORY}M dom0_max_vcpus=2 console=com1 com1=115200 ` +
    'loglvl=all guest_loglvl=all bootscrub=0 spec-ctrl=no xpti=no noreboot';
  // Multiboot: modules are parted by commas, each with its words.
  const kernel = `${cache}/vmlinux console=hvc0 ${kernelWords('dom0')}`;
  return ['-kernel', `${cache}/xen.elf`, '-append', xen, '-initrd', `${kernel},${cache}/initrd`];
}

/** @param {string} cache */
function nativeBoot(cache) {
  const words = `console=ttyS0 ${kernelWords('native')}`;
  return ['-kernel', `${cache}/vmlinuz`, '-initrd', `${cache}/initrd`, '-append', words];
}

/** @param {string} word */
function shellQuote(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
