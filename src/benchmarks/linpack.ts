import kernelSource from '../../media/kernels/linpack.c';
import type { CpuCase } from '../experiment/model.ts';
import type { Benchmark, CommandContext, Measurement, RawOutput, Reading } from './benchmark.ts';
import { C_COMPILER, usersBinary } from './compiler.ts';
import { exitReason } from './exit-reason.ts';
import { readKernelOutput, readLinpackPcOutput } from './linpack-output.ts';
import { shellQuote } from './quote.ts';
import { invalid, valid } from './reading.ts';
import { simpleCommands } from './shell-words.ts';

/** A sound solution has a normalised residual of about 1; LINPACK's own rule of thumb. */
const RESIDUAL_LIMIT = 10;
/** Share of the time asked for that the timed passes must have taken. */
const SHORTEST_SHARE = 0.9;

const MFLOPS = { name: 'mflops', unit: 'MFLOPS', better: 'higher' } as const;
const MFLOPS_WALL = { name: 'mflops-wall', unit: 'MFLOPS', better: 'higher' } as const;

/**
 * The CPU benchmark: our kernel ("Linpack-compatible 100x100", single precision), or the user's own Linpack-PC.
 * `mflops` goes by CPU time, as Linpack-PC's does; `mflops-wall` counts time stolen from a guest as well.
 */
export const linpack: Benchmark<CpuCase> = {
  parser: 'linpack@1',
  metrics: (case_) => (case_.binary === null ? [MFLOPS, MFLOPS_WALL] : [MFLOPS]),
  tools: (case_) => [case_.binary === null ? C_COMPILER : usersBinary(case_.binary, 'the CPU benchmark')],
  kernel: (case_) =>
    case_.binary === null ? { name: 'linpack', source: kernelSource, flags: ['-std=gnu99', '-O2'] } : null,
  command,
  deadlineSeconds: (case_) => 120 + 10 * case_.seconds,
  estimateSeconds: (case_) => 0.3 + 1.3 * case_.seconds,
  read,
};

function command(case_: CpuCase, context: CommandContext): string {
  if (case_.binary !== null) return shellQuote(case_.binary);
  if (context.kernel === null) throw new Error(`${case_.id} needs its compiled kernel`);
  return `${shellQuote(context.kernel)} ${case_.seconds}`;
}

function read(raw: RawOutput, case_: CpuCase): Reading {
  const failure = exitReason(raw, 'the CPU benchmark');
  if (failure !== null) return invalid(failure);
  if (raw.truncated)
    return invalid('the CPU benchmark printed far more than a result, and its output was cut');
  const output =
    case_.binary === null ? readKernelOutput(raw.stdout) : readLinpackPcOutput(raw.stdout, raw.stderr);
  if (!output.ok) return invalid(output.reason);
  const { mflops, mflopsWall, residual, seconds } = output.value;
  if (residual !== null && !(residual >= 0 && residual < RESIDUAL_LIMIT)) {
    return invalid(
      `the solution is wrong: its normalised residual is ${residual}, not below ${RESIDUAL_LIMIT}`,
    );
  }
  const asked = secondsAsked(raw.command) ?? case_.seconds;
  if (seconds !== null && seconds < SHORTEST_SHARE * asked) {
    return invalid(`the passes took ${seconds} s of the ${asked} s asked for`);
  }
  const measurements: Measurement[] = [{ metric: MFLOPS.name, value: mflops, unit: MFLOPS.unit }];
  if (mflopsWall !== null) {
    measurements.push({ metric: MFLOPS_WALL.name, value: mflopsWall, unit: MFLOPS_WALL.unit });
  }
  return valid(measurements);
}

/** Seconds that a recorded call of our kernel asked for. */
function secondsAsked(recorded: string): number | null {
  const words = simpleCommands(recorded).at(-1) ?? [];
  return words.length === 2 && /^\d{1,6}(\.\d{1,6})?$/.test(words[1] ?? '') ? Number(words[1]) : null;
}
