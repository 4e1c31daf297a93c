import type { Metric } from '../benchmarks/benchmark.ts';
import { CV_GROUPS } from '../experiment/groups.ts';
import type { Case } from '../experiment/model.ts';

/** The metrics of a case that have a row in the CV table: its main one, each operation, each of a command's own (or its time). */
export function mainMetrics(case_: Case, metrics: readonly Metric[]): readonly Metric[] {
  switch (case_.benchmark) {
    case 'memory':
      return metrics;
    case 'command':
      // Its time, the last of its metrics, speaks for a command that has none of its own.
      return case_.metrics.length === 0 ? metrics : metrics.slice(0, case_.metrics.length);
    default:
      return metrics.slice(0, 1);
  }
}

/** Row of the CV table that a metric of a case belongs to: `TCP small`, `Memory Copy`, `fio-randread iops`. */
export function groupOf(case_: Case, metric: string): string {
  switch (case_.benchmark) {
    case 'memory':
      return `${case_.group} ${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;
    case 'command':
      return `${case_.group} ${metric}`;
    default:
      return case_.group;
  }
}

/** Place of a case's group in the paper's order; its variant (`Disk (durable)`) just after it, all others last. */
export function groupRank({ group }: Case): number {
  const base = CV_GROUPS.findIndex((known) => group === known || group.startsWith(`${known} (`));
  if (base === -1) return CV_GROUPS.length;
  return group === CV_GROUPS[base] ? base : base + 0.5;
}
