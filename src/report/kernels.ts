import * as z from 'zod';
import type { TargetRecord } from '../journal/records.ts';
import { grouped } from './grouped.ts';
import { listed } from './listed.ts';

/** What a target's environment may tell of the kernels that were compiled on it, by name. */
const environmentSchema = z.object({
  kernels: z.record(
    z.string(),
    z.object({
      // A host without sha256sum cannot tell; two such hosts are not held for alike, nor for unlike.
      sha256: z.string().nullable(),
      compiler: z.string(),
      flags: z.union([z.string(), z.array(z.string()).transform((flags) => flags.join(' '))]),
    }),
  ),
});

/** The facts compared, how a sentence calls them, and how much of each it shows. */
const FACTS = [
  ['compiler', 'compilers', 60],
  ['flags', 'flags', 60],
  ['sha256', 'binaries', 12],
] as const;

/**
 * A sentence for every kernel that was not built alike on all targets: such numbers compare compilers too.
 * `records` holds the last record of each target, by the target's name in the report.
 */
export function kernelNotes(records: ReadonlyMap<string, TargetRecord>): readonly string[] {
  const built = [...records].flatMap(([target, { environment }]) => {
    const { data } = environmentSchema.safeParse(environment);
    return Object.entries(data?.kernels ?? {}).map(([name, facts]) => ({ target, name, facts }));
  });
  return [...grouped(built, ({ name }) => name)].flatMap(([name, builds]) => {
    const unlike = FACTS.flatMap(([fact, plural, shown]) => {
      const told = builds.filter(({ facts }) => facts[fact] !== null);
      const values = grouped(told, ({ facts }) => facts[fact] ?? '');
      if (values.size < 2) return [];
      const each = Array.from(
        values,
        ([value, of]) => `${value.slice(0, shown)} on ${listed(of.map(({ target }) => target))}`,
      );
      return [`${plural}: ${each.join('; ')}`];
    });
    if (unlike.length === 0) return [];
    return [`Kernel ${name} was not built alike on all targets. Different ${unlike.join('. Different ')}.`];
  });
}
