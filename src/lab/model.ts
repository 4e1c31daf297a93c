import { noise } from './noise.ts';

/**
 * What a simulated guest would measure: a model shaped like the findings of 2008 on 100 Mbit/s Ethernet. PV is near
 * the bare machine on network and disk; HVM with emulated devices is clearly below, most of all for small messages and
 * files; HVM is slightly ahead of PV on memory; the CPU is the same. The noise gives largest CVs of the size of the
 * paper's Table 1.
 */

export const GUESTS = ['native', 'pv', 'hvm', 'pvh', 'kvm'] as const;
export type Guest = (typeof GUESTS)[number];

/** A 100 Mbit/s link carries about this many bytes of messages a second. */
const LINK = 11.7e6;
/** Writes into the page cache in blocks of 512 bytes, and what the disk itself takes, bytes a second. */
const CACHE_SPEED = 210e6;
const DISK_SPEED = 62e6;
/** Bytes that may be dirty before a writer has to wait for the disk. */
const DIRTY_LIMIT = 400e6;

interface Traits {
  /** One request and response of no size, s. */
  readonly latency: { readonly TCP: number; readonly UDP: number };
  /** Shares of the bare machine's: link, disk for small and for large files, memory. */
  readonly link: number;
  readonly smallFile: number;
  readonly largeFile: number;
  readonly memory: number;
  readonly mflops: number;
  /** Deviation of the logarithm of one value, by group; the largest of six CVs is about 1.35 times this. */
  readonly sigma: Readonly<Record<Noisy, number>>;
}

type Noisy = 'tcpSmall' | 'tcpMedium' | 'tcpLarge' | 'udpSmall' | 'udpMedium' | 'disk' | Operation | 'cpu';
export type Operation = 'copy' | 'scale' | 'add' | 'triad';

const TRAITS: Readonly<Record<Guest, Traits>> = {
  native: {
    latency: { TCP: 120e-6, UDP: 112e-6 },
    link: 1,
    smallFile: 1,
    largeFile: 1,
    memory: 1,
    mflops: 218.3,
    sigma: {
      tcpSmall: 0.1,
      tcpMedium: 0.012,
      tcpLarge: 0.0011,
      udpSmall: 0.089,
      udpMedium: 0.126,
      disk: 0.19,
      copy: 0.017,
      scale: 0.0137,
      add: 0.0094,
      triad: 0.0042,
      cpu: 0.0004,
    },
  },
  pv: {
    latency: { TCP: 129e-6, UDP: 120e-6 },
    link: 0.985,
    smallFile: 0.94,
    largeFile: 0.97,
    memory: 0.972,
    mflops: 218.2,
    sigma: {
      tcpSmall: 0.006,
      tcpMedium: 0.0079,
      tcpLarge: 0.0011,
      udpSmall: 0.081,
      udpMedium: 0.015,
      disk: 0.22,
      copy: 0.0326,
      scale: 0.0331,
      add: 0.0254,
      triad: 0.0248,
      cpu: 0.0004,
    },
  },
  hvm: {
    latency: { TCP: 340e-6, UDP: 330e-6 },
    link: 0.9,
    smallFile: 0.45,
    largeFile: 0.88,
    memory: 0.987,
    mflops: 218.1,
    sigma: {
      tcpSmall: 0.0028,
      tcpMedium: 0.129,
      tcpLarge: 0.055,
      udpSmall: 0.0074,
      udpMedium: 0.22,
      disk: 0.044,
      copy: 0.0127,
      scale: 0.0138,
      add: 0.0083,
      triad: 0.0075,
      cpu: 0.0006,
    },
  },
  pvh: {
    latency: { TCP: 126e-6, UDP: 117e-6 },
    link: 0.99,
    smallFile: 0.95,
    largeFile: 0.98,
    memory: 0.99,
    mflops: 218.2,
    sigma: sigmas(0.01),
  },
  kvm: {
    latency: { TCP: 150e-6, UDP: 141e-6 },
    link: 0.985,
    smallFile: 0.9,
    largeFile: 0.96,
    memory: 0.985,
    mflops: 218.2,
    sigma: sigmas(0.015),
  },
};

/** Of the bare machine, MB/s; the loads and stores of each operation differ, its bandwidth hardly. */
const MEMORY: Readonly<Record<Operation, number>> = { copy: 3350, scale: 3290, add: 3540, triad: 3510 };

function sigmas(all: number): Traits['sigma'] {
  const names: readonly Noisy[] = ['tcpSmall', 'tcpMedium', 'tcpLarge', 'udpSmall', 'udpMedium', 'disk'];
  const rest = { copy: all, scale: all, add: all, triad: all, cpu: 0.0004 };
  return {
    ...(Object.fromEntries(names.map((name) => [name, all])) as Record<(typeof names)[number], number>),
    ...rest,
  };
}

/** Time of one request and its response, of `size` bytes each, s. `key` names the run, for its noise. */
export function transactionSeconds(
  guest: Guest,
  protocol: 'TCP' | 'UDP',
  size: number,
  seed: number,
  key: string,
): number {
  const { latency, link, sigma } = TRAITS[guest];
  const group = groupOf(protocol, size);
  return (latency[protocol] + (2 * size) / (LINK * link)) * noise(seed, `${guest} ${key}`, sigma[group]);
}

/** The paper's groups: small messages below 1 KiB, large ones from 1 MiB. */
function groupOf(protocol: 'TCP' | 'UDP', size: number): Noisy {
  if (protocol === 'UDP') return size < 1024 ? 'udpSmall' : 'udpMedium';
  if (size < 1024) return 'tcpSmall';
  return size < 1024 ** 2 ? 'tcpMedium' : 'tcpLarge';
}

/** Time to write a file of zeroes, s. */
export function writeSeconds(
  guest: Guest,
  bytes: number,
  durable: boolean,
  seed: number,
  key: string,
): number {
  const { smallFile, largeFile, sigma } = TRAITS[guest];
  const cached = durable ? 0 : Math.min(bytes, DIRTY_LIMIT);
  const seconds = cached / CACHE_SPEED + (bytes - cached) / DISK_SPEED;
  // From 128 MiB to 4 GiB, by the logarithm of the size.
  const place = Math.max(0, Math.min(1, Math.log2(bytes / 128 / 1024 ** 2) / 5));
  return (
    (seconds / (smallFile + (largeFile - smallFile) * place)) * noise(seed, `${guest} ${key}`, sigma.disk)
  );
}

/** Memory bandwidth, MB/s. */
export function memoryRate(guest: Guest, operation: Operation, seed: number, key: string): number {
  const { memory, sigma } = TRAITS[guest];
  return MEMORY[operation] * memory * noise(seed, `${guest} ${operation} ${key}`, sigma[operation]);
}

/** Linpack 100x100, MFLOPS. */
export function linpackRate(guest: Guest, seed: number, key: string): number {
  const { mflops, sigma } = TRAITS[guest];
  return mflops * noise(seed, `${guest} ${key}`, sigma.cpu);
}
