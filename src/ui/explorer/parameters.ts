import type { Json } from '../../experiment/edit-style.ts';
import { GROUPS, isGroupName } from '../../experiment/groups.ts';

/** The parameters of an entry of `benchmarks` that are asked for one by one, and how they are typed. */
export type Parameter =
  | 'sizes'
  | 'seconds'
  | 'mode'
  | 'directory'
  | 'threads'
  | 'passes'
  | 'elements'
  | 'binary'
  | 'run'
  | 'timeout';

const NUMBERS: readonly Parameter[] = ['seconds', 'threads', 'passes', 'elements', 'timeout'];

/** What may be said about an entry of this kind, the most asked for first. */
export function parametersFor(benchmark: string): readonly Parameter[] {
  if (benchmark === 'command') return ['run', 'timeout'];
  if (benchmark === 'disk') return ['sizes', 'mode', 'directory'];
  if (benchmark === 'memory') return ['threads', 'passes', 'elements', 'binary'];
  if (benchmark === 'cpu') return ['seconds', 'binary'];
  return isNetwork(benchmark) ? ['sizes', 'seconds'] : [];
}

export function isNetwork(benchmark: string): boolean {
  return isGroupName(benchmark) && GROUPS[benchmark].protocol !== null;
}

/** The sizes that a group has where the file names none, as one types them; empty where it has no sizes. */
export function usualSizes(benchmark: string): string {
  return isGroupName(benchmark) ? GROUPS[benchmark].sizes.join(' ') : '';
}

/** A parameter as text in a field; empty where the file does not name it. */
export function typedValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * What a typed text stands for in the file; undefined: the key is left out, so that the default holds. What cannot be
 * meant stays as it was typed: the schema has the sentence for it.
 */
export function parameterValue(
  benchmark: string,
  parameter: Parameter,
  typed: string,
  before: unknown,
): Json | undefined {
  const text = parameter === 'run' ? typed : typed.trim();
  if (text === '') return undefined;
  if (parameter === 'sizes') {
    const sizes = text.split(/[\s,;]+/).filter(Boolean);
    if (sizes.join(' ') === usualSizes(benchmark) && before === undefined) return undefined;
    // As they stand in the file, where they do: 512 and "512" are the same size.
    const known: readonly unknown[] = Array.isArray(before) ? before : [];
    return sizes.map(
      (size) => (known.find((each) => String(each) === size) as string | number | undefined) ?? size,
    );
  }
  return NUMBERS.includes(parameter) && /^[0-9]{1,15}$/.test(text) ? Number(text) : text;
}
