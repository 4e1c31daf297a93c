import type { CommandCase } from '../experiment/model.ts';
import type { Benchmark, Measurement, RawOutput, Reading } from './benchmark.ts';
import { readMetric } from './command-metric.ts';
import { excerpt } from './excerpt.ts';
import { exitReason } from './exit-reason.ts';
import { invalid, valid } from './reading.ts';

const DURATION = { name: 'duration', unit: 's', better: 'lower' } as const;

/** The user's own command, with metrics that its output holds, and the time it took. */
export const command: Benchmark<CommandCase> = {
  parser: 'command@1',
  metrics: (case_) => [...case_.metrics, DURATION].map(({ name, unit, better }) => ({ name, unit, better })),
  tools: () => [],
  kernel: () => null,
  command: (case_) => case_.run,
  deadlineSeconds: (case_) => case_.timeout,
  // Nobody knows; ten seconds is what people run most.
  estimateSeconds: (case_) => Math.min(case_.timeout, 10),
  read,
};

function read(raw: RawOutput, case_: CommandCase): Reading {
  const failure = exitReason(raw, `the command "${excerpt(case_.name)}"`);
  if (failure !== null) return invalid(failure);
  const measurements: Measurement[] = [];
  for (const metric of case_.metrics) {
    const value = readMetric(metric, raw);
    if (!value.ok) return invalid(value.reason);
    measurements.push({ metric: metric.name, value: value.value, unit: metric.unit });
  }
  // A clock of 10 ms steps tells nothing of a command that took none of them: left out, not zero.
  if (raw.durationMs !== null && Number.isFinite(raw.durationMs) && raw.durationMs > 0) {
    measurements.push({ metric: DURATION.name, value: raw.durationMs / 1000, unit: DURATION.unit });
  }
  return valid(measurements);
}
