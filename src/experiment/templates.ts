/** Texts of new experiment files. */

/** What stands for the first target's host in `newExperiment`, for whoever asks the person to put their own there. */
export const TEMPLATE_HOST = 'root@10.0.0.11';

/** A new experiment with one target, and in comments what else there may be. */
export function newExperiment(title: string): string {
  return `// An experiment of Xen Bench: which machines are compared, and what is measured on them.
// Every key is described where you point at it; Ctrl+Space offers what may stand in a place.
{
  "title": ${JSON.stringify(title)},

  // The machines to compare, by the name that tables and charts give them. "kind" is native (no hypervisor), pv, hvm,
  // pvh, kvm or any (no claim), and is proved before anything is measured; "host" is a name of ~/.ssh/config, user@host or user@host:port.
  "targets": {
    "pv": { "kind": "pv", "host": "${TEMPLATE_HOST}" }

    // More of them, each behind a comma:
    // "bare": { "kind": "native", "host": "bench1" },
    // "hvm": { "kind": "hvm", "host": "root@10.0.0.12", "jump": "dom0" } // through its dom0, as with ssh -J
  },

  // What the others are compared with. Without it: the first target of kind native, else the first.
  // "baseline": "bare",

  // The groups of the 2008 method, or objects with parameters of your own.
  "benchmarks": [
    "memory", // bandwidth: Copy, Scale, Add, Triad
    { "benchmark": "disk", "sizes": ["128M", "256M"] }, // without "sizes": 128M to 4G
    "cpu" // Linpack-compatible, 100x100, single precision

    // Network benchmarks need a second machine, the "peer" below:
    // "tcp-small", "tcp-medium", "tcp-large", "udp-small", "udp-medium"
  ],

  // "peer": { "host": "root@10.0.0.2", "address": "10.0.0.2" },

  // Measured runs of every value on every target, in rounds shuffled by the seed.
  "repetitions": 10,
  "seed": 2008
}
`;
}

/** The 2008 method on the demo lab. */
export const DEMO_EXPERIMENT = `// The 2008 method on the demo lab: every answer is simulated, and every view says so.
{
  "title": "Xen PV and HVM against the bare machine, the 2008 method (demo lab)",

  // What to compare. On real machines a host is a name of ~/.ssh/config, user@host or user@host:port.
  "targets": {
    "bare": { "kind": "native", "host": "lab:native" },
    "pv": { "kind": "pv", "host": "lab:pv" },
    "hvm": { "kind": "hvm", "host": "lab:hvm" }
  },
  "baseline": "bare",

  // The machine that netperf talks to; "address" is how the targets reach it.
  "peer": { "host": "lab:peer", "address": "10.0.0.2" },

  // All eight groups of 2008, each with the paper's sizes.
  "benchmarks": ["tcp-small", "tcp-medium", "tcp-large", "udp-small", "udp-medium", "disk", "memory", "cpu"],

  "repetitions": 10,
  // The same seed shuffles the trials of each round in the same way on every machine.
  "seed": 2008
}
`;
