// @ts-check
import { DOM0_ADDRESS, GUESTS } from './machines.mjs';

/** The experiment file of a lab: all kinds of guest against the machine without Xen, with small parameters. */
export function experimentText() {
  const guests = GUESTS.map(
    ({ name, type, about }) => `
    // ${about}
    "${name}": {
      "kind": "${type}",
      "host": "${name}",
      "jump": "dom0",
      "domain": { "dom0": "dom0", "name": "${name}", "config": "/etc/xen/${name}.cfg", "bootSeconds": 1200 }
    }`,
  );
  return `// The lab of \`npm run xen-lab\`: a real Xen, its dom0 and guests of every kind, in QEMU on this machine.
//
// Everything is real but the time: without hardware virtualisation each instruction is emulated. The numbers differ by
// factors between runs and say nothing about Xen. What can be tried here is how a run goes: proofs, boots, recovery.
//
//   xen-bench run xen-lab.xenbench.jsonc --ssh-config ssh_config
{
  "title": "Every kind of Xen guest against the machine without Xen (in QEMU: the numbers mean nothing)",

  // Hosts are names in the file ssh_config beside this one. Guests are reached through dom0.
  "targets": {
    // The same disk image, booted without Xen, in a QEMU of its own. It knows that it is not bare.
    "native": { "kind": "native", "under": "qemu", "host": "native" },
${guests.join(',\n')}
  },
  "baseline": "native",

  // dom0 is the peer of all: guests reach it by its bridge, the native machine by a network that the two QEMUs share.
  "peer": { "host": "dom0", "address": "${DOM0_ADDRESS}" },

  "benchmarks": [
    // Long enough that the start of a program, slow under emulation, is little beside it.
    { "benchmark": "memory", "passes": 3 },
    { "benchmark": "cpu", "seconds": 1 },
    { "benchmark": "disk", "sizes": ["64M"] },
    { "benchmark": "tcp-small", "sizes": ["64", "512"], "seconds": 5 }
  ],

  // Each guest is booted twice; the repetitions are spread over the boots.
  "repetitions": 3,
  "boots": 2,
  "warmup": 0,
  "seed": 2008
}
`;
}
