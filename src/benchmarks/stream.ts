import membw from '../../media/kernels/membw.c';
import type { MemoryCase } from '../experiment/model.ts';
import type { Benchmark, CommandContext, HostFacts, RawOutput, Reading } from './benchmark.ts';
import { C_COMPILER, usersBinary } from './compiler.ts';
import { exitReason } from './exit-reason.ts';
import { shellQuote } from './quote.ts';
import { invalid, valid } from './reading.ts';
import { simpleCommands } from './shell-words.ts';
import { CACHES_PER_ARRAY, type StreamRequest, streamFault } from './stream-gates.ts';
import { OPERATIONS, readStreamOutput } from './stream-output.ts';

const ELEMENT_BYTES = 8;

/** STREAM's own default: 80 MB an array, where no target tells of a cache that needs more. */
const LEAST_ELEMENTS = 10_000_000;

/** Elements of each array, for targets whose last-level caches are these (bytes; null: unknown). */
export function streamElements(caches: readonly (number | null)[]): number {
  const largest = Math.max(0, ...caches.map((cache) => cache ?? 0));
  return Math.max(LEAST_ELEMENTS, Math.ceil((CACHES_PER_ARRAY * largest) / ELEMENT_BYTES));
}

/** The memory benchmark: our kernel ("STREAM-compatible memory bandwidth"), or the user's own STREAM. */
export const stream: Benchmark<MemoryCase> = {
  parser: 'stream@1',
  metrics: () => OPERATIONS.map(({ metric }) => ({ name: metric, unit: 'MB/s', better: 'higher' })),
  tools: (case_) => [case_.binary === null ? C_COMPILER : usersBinary(case_.binary, 'the memory benchmark')],
  kernel: (case_) =>
    case_.binary === null
      ? {
          name: case_.threads > 1 ? 'membw-openmp' : 'membw',
          source: membw,
          flags: ['-std=gnu99', '-O2', ...(case_.threads > 1 ? ['-fopenmp'] : [])],
        }
      : null,
  command(case_, context) {
    const threads = `OMP_NUM_THREADS=${case_.threads}`;
    if (case_.binary !== null) return `${threads} ${shellQuote(case_.binary)}`;
    if (context.kernel === null) throw new Error(`${case_.id} needs its compiled kernel`);
    return `${threads} ${shellQuote(context.kernel)} ${elementsOf(case_, context)} ${case_.passes} ${case_.threads}`;
  },
  // As slow as 100 MB/s, and a minute for what no one expects.
  deadlineSeconds: (case_, context) => 60 + traffic(case_, elementsOf(case_, context)) / 1e8,
  estimateSeconds: (case_) => 0.2 + traffic(case_, case_.elements ?? LEAST_ELEMENTS) / 5e9,
  read,
};

function elementsOf(case_: MemoryCase, context: CommandContext): number {
  return context.elements ?? case_.elements ?? LEAST_ELEMENTS;
}

/** Bytes through memory: ten arrays a pass, and about as much as one pass to fill and check them. */
function traffic(case_: MemoryCase, elements: number): number {
  return (case_.passes + 1) * 10 * ELEMENT_BYTES * elements;
}

function read(raw: RawOutput, case_: MemoryCase, facts: HostFacts): Reading {
  const failure = exitReason(raw, 'the memory benchmark');
  if (failure !== null) return invalid(failure);
  if (raw.truncated)
    return invalid('the memory benchmark printed far more than a result, and its output was cut');
  const output = readStreamOutput(raw.stdout);
  if (!output.ok) return invalid(output.reason);
  const fault = streamFault(output.value, requestOf(raw.command, case_), facts);
  if (fault !== null) return invalid(fault);
  return valid(
    output.value.operations.map(({ operation, rate }) => ({
      metric: operation.metric,
      value: rate.value,
      unit: 'MB/s',
    })),
  );
}

/** What the recorded command asked for; what it does not tell, the case does. */
function requestOf(command: string, case_: MemoryCase): StreamRequest {
  const words = simpleCommands(command).at(-1) ?? [];
  const threads = /^OMP_NUM_THREADS=([1-9]\d{0,5})$/.exec(words[0] ?? '')?.[1];
  const kernel = case_.binary === null && words.length === 5;
  const elements = kernel && /^\d{1,15}$/.test(words[2] ?? '') ? Number(words[2]) : case_.elements;
  return {
    // A user's own binary has its size built in.
    elements: case_.binary === null ? elements : null,
    threads: threads === undefined ? case_.threads : Number(threads),
  };
}
