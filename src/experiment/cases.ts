import { type DetailedEntry, detailedEntrySchema, type Entry } from './benchmark-entries.ts';
import { GROUPS } from './groups.ts';
import type { Case, CommandMetric } from './model.ts';
import { formatSize, parseSize } from './sizes.ts';

type MetricEntry = Extract<DetailedEntry, { benchmark: 'command' }>['metrics'][number];

/** The cases that one valid entry of `benchmarks` stands for, in the order of its sizes. */
export function casesOf(entry: Entry): Case[] {
  const detailed = typeof entry === 'string' ? detailedEntrySchema.parse({ benchmark: entry }) : entry;
  switch (detailed.benchmark) {
    case 'disk':
      return diskCases(detailed);
    case 'memory': {
      const { elements = null, threads, passes, binary = null } = detailed;
      return [{ ...names(detailed), benchmark: 'memory', elements, threads, passes, binary }];
    }
    case 'cpu': {
      const { seconds, binary = null } = detailed;
      return [{ ...names(detailed), benchmark: 'cpu', seconds, binary }];
    }
    case 'command': {
      const { name, run, timeout } = detailed;
      const metrics = detailed.metrics.map(commandMetric);
      return [{ id: name, entry: name, group: name, benchmark: 'command', name, run, metrics, timeout }];
    }
    default:
      return networkCases(detailed);
  }
}

/** The size in the id of a case, as it stands in the file: `64` of `tcp-small/64`; null where it has none. */
export function writtenSize({ id, entry }: Case): string | null {
  return id.startsWith(`${entry}/`) ? id.slice(entry.length + 1) : null;
}

type NetworkEntry = Exclude<DetailedEntry, { benchmark: 'disk' | 'memory' | 'cpu' | 'command' }>;

function networkCases(entry: NetworkEntry): Case[] {
  const { protocol, sizes } = GROUPS[entry.benchmark];
  return (entry.sizes ?? sizes).map((written) => {
    const size = bytes(written);
    return {
      ...names(entry, size),
      benchmark: 'network',
      protocol: protocol ?? 'TCP',
      size,
      seconds: entry.seconds,
    };
  });
}

function diskCases(entry: Extract<DetailedEntry, { benchmark: 'disk' }>): Case[] {
  const { mode, directory } = entry;
  return (entry.sizes ?? GROUPS.disk.sizes).map((written) => {
    const size = bytes(written);
    const identity = names(entry, size);
    // Both modes in one row of the table would hide that they measure different things.
    const group =
      mode === 'durable' && entry.name === undefined ? `${identity.group} (durable)` : identity.group;
    return { ...identity, group, benchmark: 'disk', size, mode, directory };
  });
}

/** A name in the file takes the place of the group's own name and label everywhere. */
function names(entry: Exclude<DetailedEntry, { benchmark: 'command' }>, size?: number) {
  const own = entry.name ?? entry.benchmark;
  return {
    id: size === undefined ? own : `${own}/${formatSize(size)}`,
    entry: own,
    group: entry.name ?? GROUPS[entry.benchmark].label,
  };
}

function bytes(written: string | number): number {
  const reading = parseSize(written);
  if (!reading.ok) throw new Error(`a size that was not checked: ${written}`);
  return reading.bytes;
}

function commandMetric({ name, unit, better, json, pattern }: MetricEntry): CommandMetric {
  return { name, unit, better, source: json === undefined ? { pattern: pattern ?? '' } : { json } };
}
