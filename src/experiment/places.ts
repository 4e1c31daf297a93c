import { ENTRY_KINDS } from './benchmark-entries.ts';
import { metricSchema } from './command-entry.ts';
import { GROUPS, isGroupName } from './groups.ts';
import { domainSchema, experimentSchema, peerSchema, targetSchema } from './schema.ts';
import type { Path } from './tree.ts';
import { quoted } from './wording.ts';

/** An object of an experiment file: what a sentence calls it, and the keys that it may have. */
export interface Place {
  readonly what: string;
  readonly keys: readonly string[];
}

/** The place that a path of the file leads to; `value` is the whole file. */
export function placeOf(path: Path, value: unknown): Place {
  const [top, second, third] = path;
  if (top === 'targets' && path.length === 2)
    return place(`the target ${quoted(String(second))}`, targetSchema);
  if (top === 'targets' && third === 'domain')
    return place(`the domain of ${quoted(String(second))}`, domainSchema);
  if (top === 'peer') return place('the peer', peerSchema);
  if (top === 'benchmarks' && third === 'metrics') return place('this metric', metricSchema);
  if (top === 'benchmarks') return entryPlace(valueAt(value, [...path, 'benchmark']));
  return place('the experiment', experimentSchema);
}

/** What stands at a path of plain data; undefined where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return at;
}

function entryPlace(benchmark: unknown): Place {
  if (benchmark === 'command') return place('this "command" benchmark', ENTRY_KINDS.command);
  if (typeof benchmark !== 'string' || !isGroupName(benchmark))
    return { what: 'this benchmark', keys: ['benchmark'] };
  const { protocol } = GROUPS[benchmark];
  const what = `this ${quoted(benchmark)} benchmark`;
  if (protocol !== null) return place(what, protocol === 'TCP' ? ENTRY_KINDS.tcp : ENTRY_KINDS.udp);
  return place(what, ENTRY_KINDS[benchmark as 'disk' | 'memory' | 'cpu']);
}

function place(what: string, schema: { readonly shape: object }): Place {
  return { what, keys: Object.keys(schema.shape) };
}
