// @ts-check
import { BRIDGE, kernelWords, MEMORY } from './machines.mjs';

/**
 * The configuration that dom0 starts a guest from (xl.cfg). Kernel and initrd come from dom0's disk, which is the disk of
 * the guests too. A guest that crashes stays to be looked at.
 *
 * @param {import('./machines.mjs').Guest} guest
 */
export function guestConfig({ name, type, number, disk, words }) {
  const mac = `00:16:3e:00:00:${number}`;
  // Without tsc=reliable a guest under emulation doubts its clock, and falls back to a slow one.
  const line = [
    `console=${type === 'hvm' ? 'ttyS0' : 'hvc0'}`,
    kernelWords(name),
    'tsc=reliable',
    words,
  ].filter((word) => word !== '');
  const common = [
    `name = "${name}"`,
    `type = "${type}"`,
    `memory = ${MEMORY}`,
    'vcpus = 1',
    'on_crash = "preserve"',
    'tsc_mode = "native"',
    'ramdisk = "/lab/initrd"',
    `cmdline = "${line.join(' ')}"`,
  ];
  const devices =
    type === 'hvm'
      ? [
          // It boots by emulated firmware, so the kernel may be packed; the others start at once with an unpacked one.
          'kernel = "/lab/vmlinuz"',
          `disk = [ "phy:${disk},hda,w" ]`,
          `vif = [ "mac=${mac},bridge=${BRIDGE},model=e1000" ]`,
          `serial = "file:/var/log/${name}-serial.log"`,
          'vga = "none"',
          'nographic = 1',
          'usb = 0',
        ]
      : [
          'kernel = "/lab/vmlinux"',
          `disk = [ "phy:${disk},xvda,w" ]`,
          `vif = [ "mac=${mac},bridge=${BRIDGE}" ]`,
        ];
  return `${[...common, ...devices].join('\n')}\n`;
}
