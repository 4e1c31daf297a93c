import type { HostFacts } from './benchmark.ts';
import { excerpt } from './excerpt.ts';
import type { OperationResult, StreamResult } from './stream-output.ts';

/** STREAM's rule: an array of this many times the cache, so that memory is measured. */
export const CACHES_PER_ARRAY = 4;

/** STREAM's rule for the shortest test, in ticks of its clock. */
const FEWEST_TICKS = 20;

/** What was asked of the run; null: not told. */
export interface StreamRequest {
  readonly elements: number | null;
  readonly threads: number;
}

/** Why a result does not count, or null. STREAM ends with exit code 0 even when its arrays hold wrong values. */
export function streamFault(result: StreamResult, request: StreamRequest, facts: HostFacts): string | null {
  return (
    validationFault(result) ??
    requestFault(result, request) ??
    sizeFault(result, facts) ??
    result.operations.map((operation) => operationFault(operation, result)).find((fault) => fault !== null) ??
    null
  );
}

function validationFault({ failedValidation, validates }: StreamResult): string | null {
  if (failedValidation !== null) return `STREAM computed wrong values: "${excerpt(failedValidation)}"`;
  return validates ? null : 'STREAM does not say "Solution Validates": its values were not checked';
}

function requestFault(result: StreamResult, request: StreamRequest): string | null {
  const { threadsRequested, threadsCounted, elements } = result;
  // Without OpenMP it says nothing of threads, and has one.
  const threads = threadsCounted ?? threadsRequested ?? 1;
  if (threads !== request.threads) {
    const hint = threadsRequested === null && threadsCounted === null ? ' (built without OpenMP)' : '';
    return `STREAM ran with ${threads} threads${hint} where ${request.threads} were asked for`;
  }
  if (request.elements !== null && elements !== request.elements) {
    return `STREAM used arrays of ${elements ?? 'unknown'} elements where ${request.elements} were asked for`;
  }
  return null;
}

function sizeFault({ elements, elementBytes, clockTicks }: StreamResult, facts: HostFacts): string | null {
  if (clockTicks !== null && clockTicks < FEWEST_TICKS) {
    return `a test took only ${clockTicks} ticks of STREAM's clock, at least ${FEWEST_TICKS} are needed: use larger arrays`;
  }
  if (elements === null) return null;
  const bytes = elements * elementBytes;
  const cache = facts.lastLevelCacheBytes;
  if (cache !== null && bytes < CACHES_PER_ARRAY * cache) {
    return `an array of ${bytes} bytes is less than ${CACHES_PER_ARRAY} x the last-level cache of ${cache} bytes: this measures the cache`;
  }
  const memory = facts.memoryAvailableBytes;
  if (memory !== null && 3 * bytes > memory) {
    return `three arrays of ${bytes} bytes do not fit in the ${memory} bytes of memory that are available`;
  }
  return null;
}

function operationFault(result: OperationResult, { elements, elementBytes }: StreamResult): string | null {
  const { operation, rate, average, least, most } = result;
  if (!(rate.value > 0) || !(most.value > 0)) return `STREAM's ${operation.name} has a rate or a time of 0`;
  if (least.value > average.value || average.value > most.value) {
    return `STREAM's ${operation.name} has times that cannot be: least ${least.value}, average ${average.value}, most ${most.value} s`;
  }
  if (elements === null) return null;
  const megabytes = (operation.arrays * elementBytes * elements) / 1e6;
  const slowest = megabytes / (least.value + least.halfStep) - rate.halfStep;
  const shortest = least.value - least.halfStep;
  const fastest = shortest > 0 ? megabytes / shortest + rate.halfStep : Number.POSITIVE_INFINITY;
  // A thousandth for the rounding of what was itself computed from rounded times.
  if (rate.value >= slowest * 0.999 && rate.value <= fastest * 1.001) return null;
  return `STREAM's ${operation.name} tells of ${rate.value} MB/s, but its size and time give ${(megabytes / least.value).toFixed(1)}`;
}
