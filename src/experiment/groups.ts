/** The benchmark groups of the 2008 method, in the paper's order. */

export const TCP_GROUPS = ['tcp-small', 'tcp-medium', 'tcp-large'] as const;
export const UDP_GROUPS = ['udp-small', 'udp-medium'] as const;
export const GROUP_NAMES = [...TCP_GROUPS, ...UDP_GROUPS, 'disk', 'memory', 'cpu'] as const;
export type GroupName = (typeof GROUP_NAMES)[number];

export interface Group {
  /** Row of the CV table, without the metric. */
  readonly label: string;
  /** One sentence for a person who chooses. */
  readonly about: string;
  /** null: needs no network. */
  readonly protocol: 'TCP' | 'UDP' | null;
  /** Taken where the file names no others; empty where the group has no sizes. */
  readonly sizes: readonly string[];
}

const SMALL = ['16', '32', '64', '128', '256', '512'];

export const GROUPS: Readonly<Record<GroupName, Group>> = {
  'tcp-small': {
    label: 'TCP small',
    about: 'netperf TCP request-response with messages of 16 to 512 bytes.',
    protocol: 'TCP',
    sizes: SMALL,
  },
  'tcp-medium': {
    label: 'TCP medium',
    about: 'netperf TCP request-response with messages of 1K to 512K.',
    protocol: 'TCP',
    sizes: ['1K', '4K', '16K', '64K', '256K', '512K'],
  },
  'tcp-large': {
    label: 'TCP large',
    about: 'netperf TCP request-response with messages of 1M to 45M.',
    protocol: 'TCP',
    sizes: ['1M', '4M', '8M', '16M', '32M', '45M'],
  },
  'udp-small': {
    label: 'UDP small',
    about: 'netperf UDP request-response with messages of 16 to 512 bytes.',
    protocol: 'UDP',
    sizes: SMALL,
  },
  'udp-medium': {
    label: 'UDP medium',
    about: 'netperf UDP request-response with messages of 1K to 62K, near the most that a datagram carries.',
    protocol: 'UDP',
    sizes: ['1K', '4K', '16K', '32K', '62K'],
  },
  disk: {
    label: 'Disk',
    about: 'dd writes files of 128M to 4G in blocks of 512 bytes.',
    protocol: null,
    sizes: ['128M', '256M', '512M', '1G', '2G', '4G'],
  },
  memory: {
    label: 'Memory',
    about: 'STREAM-compatible memory bandwidth: Copy, Scale, Add and Triad.',
    protocol: null,
    sizes: [],
  },
  cpu: {
    label: 'CPU',
    about: 'Linpack-compatible 100x100 in single precision.',
    protocol: null,
    sizes: [],
  },
};

/** Rows of the CV table in the paper's order; Memory stands for its four operations. */
export const CV_GROUPS: readonly string[] = GROUP_NAMES.map((name) => GROUPS[name].label);

export function isGroupName(name: string): name is GroupName {
  return Object.hasOwn(GROUPS, name);
}
