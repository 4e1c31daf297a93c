import { readDecimal } from './number.ts';

/** What the host itself saw of a dd run, as `ddCommand` reports it. */
export interface DdReport {
  /** Time around dd by the host's clock, s; null: the host has none. */
  readonly seconds: number | null;
  /** Size of the file when dd had ended, bytes; null: there was none. */
  readonly size: number | null;
}

/** Steps of the clock that `/proc/uptime` gives, s. */
export const CLOCK_STEP = 0.01;

/** Reads the line `xen-bench start=S end=S size=BYTES`; null: there is not exactly one. */
export function readDdReport(stdout: string): DdReport | null {
  const lines = [...stdout.matchAll(/^xen-bench start=(\S{1,30}) end=(\S{1,30}) size=(\S{1,30})$/gm)];
  const [line] = lines;
  if (line === undefined || lines.length > 1) return null;
  const [start, end, size] = [line[1], line[2], line[3]].map((text) => readDecimal(text ?? ''));
  return {
    // Hundredths, rounded so that no binary remainder stands in a report.
    seconds: start == null || end == null ? null : Math.round((end - start) * 100) / 100,
    size: size ?? null,
  };
}
