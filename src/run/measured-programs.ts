import type { Case } from '../experiment/model.ts';

/** Programs of a host that the cases measure, or measure with, by name or path, each once. */
export function measuredPrograms(cases: readonly Case[]): readonly string[] {
  return [...new Set(cases.map(programOf).filter((program) => program !== null))];
}

/** Not that of a `command`, which is shell text. */
function programOf(case_: Case): string | null {
  switch (case_.benchmark) {
    case 'network':
      return 'netperf';
    case 'disk':
      return 'dd';
    case 'memory':
    case 'cpu':
      return case_.binary;
    case 'command':
      return null;
  }
}
