import { formatDiagnostic } from '../../../src/experiment/diagnostic.ts';
import { type ExperimentReading, readExperiment } from '../../../src/experiment/read.ts';

export const FILE = 'demo.xenbench.jsonc';

export function read(content: unknown): ExperimentReading {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return readExperiment(new TextEncoder().encode(text), FILE);
}

/** All that a person is told, line by line. */
export function told(content: unknown): string[] {
  return read(content).diagnostics.map((diagnostic) => formatDiagnostic(FILE, diagnostic));
}

/** A small valid experiment with some keys replaced, added, or (undefined) left out. */
export function experiment(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    targets: { bare: { kind: 'native', host: 'bench1' }, pv: { kind: 'pv', host: 'root@10.0.0.11' } },
    benchmarks: ['memory'],
    ...changes,
  };
}

/** The messages, without their places, about an experiment with these changes. */
export function messages(changes: Record<string, unknown>): string[] {
  return read(experiment(changes)).diagnostics.map(({ message }) => message);
}
