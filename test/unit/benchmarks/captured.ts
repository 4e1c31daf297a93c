import { existsSync, readFileSync } from 'node:fs';
import type { HostFacts, RawOutput, Reading } from '../../../src/benchmarks/benchmark.ts';
import type {
  CommandCase,
  CpuCase,
  DiskCase,
  MemoryCase,
  NetworkCase,
} from '../../../src/experiment/model.ts';

export const NO_FACTS: HostFacts = { lastLevelCacheBytes: null, memoryAvailableBytes: null, cpus: null };

/** A run that ended well and printed what is given. */
export function raw(parts: Partial<RawOutput>): RawOutput {
  return { command: '', exitCode: 0, stdout: '', stderr: '', truncated: false, durationMs: null, ...parts };
}

/** What a real tool left behind, from test/fixtures/; `parts` add what was not captured. */
export function captured(name: string, parts: Partial<RawOutput> = {}): RawOutput {
  const part = (ending: string) => {
    const path = new URL(`../../fixtures/${name}.${ending}`, import.meta.url);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  const exitCode = Number(/(\d+)\s*$/.exec(part('rc'))?.[1] ?? 0);
  return raw({
    command: part('cmd').trim(),
    exitCode,
    stdout: part('stdout'),
    stderr: part('stderr'),
    ...parts,
  });
}

/** The numbers of a valid reading by metric; what is wrong with it otherwise, so that a failing test shows it. */
export function numbers(reading: Reading): Record<string, number> | string {
  if (reading.outcome === 'invalid') return reading.reason;
  return Object.fromEntries(reading.measurements.map(({ metric, value }) => [metric, value]));
}

/** The reason of an invalid reading; the numbers of a valid one, so that a failing test shows them. */
export function reason(reading: Reading): string {
  return reading.outcome === 'invalid' ? reading.reason : `valid: ${JSON.stringify(reading.measurements)}`;
}

export function networkCase(parts: Partial<NetworkCase> = {}): NetworkCase {
  return {
    id: 'tcp-small/64',
    entry: 'tcp-small',
    group: 'TCP small',
    benchmark: 'network',
    protocol: 'TCP',
    size: 64,
    seconds: 2,
    ...parts,
  };
}

export function memoryCase(parts: Partial<MemoryCase> = {}): MemoryCase {
  return {
    id: 'memory',
    entry: 'memory',
    group: 'Memory',
    benchmark: 'memory',
    elements: null,
    threads: 1,
    passes: 10,
    binary: null,
    ...parts,
  };
}

export function diskCase(parts: Partial<DiskCase> = {}): DiskCase {
  return {
    id: 'disk/128M',
    entry: 'disk',
    group: 'Disk',
    benchmark: 'disk',
    size: 134217728,
    mode: 'paper',
    directory: '/var/tmp',
    ...parts,
  };
}

export function cpuCase(parts: Partial<CpuCase> = {}): CpuCase {
  return { id: 'cpu', entry: 'cpu', group: 'CPU', benchmark: 'cpu', seconds: 1, binary: null, ...parts };
}

export function commandCase(parts: Partial<CommandCase> = {}): CommandCase {
  return {
    id: 'fio',
    entry: 'fio',
    group: 'fio',
    benchmark: 'command',
    name: 'fio',
    run: 'fio --output-format=json job.fio',
    metrics: [],
    timeout: 60,
    ...parts,
  };
}

export const CONTEXT = {
  workDirectory: '/tmp/work',
  scratchDirectory: '/var/tmp/scratch',
  kernel: '/tmp/work/kernel',
  peer: { address: '10.0.0.2', port: 12865 },
  seconds: null,
  elements: null,
  netperfResumes: false,
} as const;
