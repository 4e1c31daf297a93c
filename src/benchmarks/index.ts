import type { Case } from '../experiment/model.ts';
import type { Benchmark, HostFacts, RawOutput, Reading } from './benchmark.ts';
import { command } from './command.ts';
import { dd } from './dd.ts';
import { linpack } from './linpack.ts';
import { netperf } from './netperf.ts';
import { stream } from './stream.ts';

type CaseOf<K extends Case['benchmark']> = Extract<Case, { readonly benchmark: K }>;

const BENCHMARKS: { readonly [K in Case['benchmark']]: Benchmark<CaseOf<K>> } = {
  network: netperf,
  memory: stream,
  disk: dd,
  cpu: linpack,
  command,
};

/** The benchmark that a case runs. */
export function benchmarkOf<C extends Case>(case_: C): Benchmark<C> {
  const benchmark: Benchmark = BENCHMARKS[case_.benchmark];
  return benchmark;
}

/** Reads one trial's raw output; never throws. */
export function readTrial(raw: RawOutput, case_: Case, facts: HostFacts): Reading {
  return benchmarkOf(case_).read(raw, case_, facts);
}
