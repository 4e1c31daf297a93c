import { valueAt } from './places.ts';

/** What an entry of `benchmarks` measures, as it stands in a file, broken or not: `tcp-small`, `command`; null: it does not say. */
export function entryBenchmark(entry: unknown): string | null {
  const benchmark = typeof entry === 'string' ? entry : valueAt(entry, ['benchmark']);
  return typeof benchmark === 'string' ? benchmark : null;
}

/** What selects an entry of `benchmarks`: its own name, else what it measures. */
export function entryName(entry: unknown): string | null {
  const name = valueAt(entry, ['name']);
  return typeof name === 'string' ? name : entryBenchmark(entry);
}
