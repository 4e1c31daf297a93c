import type { NetworkCase } from '../experiment/model.ts';
import type { CommandContext, RawOutput } from './benchmark.ts';
import { netperfCommand } from './netperf.ts';
import { netperfRequest } from './netperf-arguments.ts';
import { netperfFailure } from './netperf-failure.ts';
import { readNetperfOutput } from './netperf-output.ts';

/** From this size on, bytes, a few transactions may take longer than the test. */
const SLOW_FROM = 1024 ** 2;
/** Transactions that a trial shall hold; the one under way at its end is not counted. */
const WANTED = 30;
/** Room for a target that is slower now and then. */
const RESERVE = 1.2;
const LONGEST = 600;

/** Longest time that a calibration may take, s: two messages of 45 MiB both ways at 1 MB/s, and a start. */
export const CALIBRATION_DEADLINE = 240;

/** A command that times two transactions; null where messages are so small that no test is too short for them. */
export function calibrationCommand(case_: NetworkCase, context: CommandContext): string | null {
  if (case_.size < SLOW_FROM) return null;
  return netperfCommand(case_, context, -2, ['TRANSACTION_RATE', 'RT_LATENCY', 'ELAPSED_TIME']);
}

/**
 * Whole seconds in which 30 transactions fit, at most 600 but never fewer than the case's own. Where the calibration gave no
 * latency, the case's own: the trial then tells by itself what is wrong.
 */
export function calibratedSeconds(raw: RawOutput, case_: NetworkCase): number {
  const request = netperfRequest(raw.command);
  if (netperfFailure(raw) !== null || request === null) return case_.seconds;
  const output = readNetperfOutput(raw.stdout, request);
  const latency = output.ok ? output.value.latency : null;
  if (latency === null) return case_.seconds;
  return Math.max(case_.seconds, Math.min(LONGEST, Math.ceil((WANTED * RESERVE * latency) / 1e6)));
}
