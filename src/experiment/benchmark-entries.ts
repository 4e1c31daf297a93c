import * as z from 'zod';
import { command } from './command-entry.ts';
import { absolutePath, benchmarkName, choice, list, program, size, wholeNumber } from './fields.ts';
import { GROUP_NAMES, GROUPS, TCP_GROUPS, UDP_GROUPS } from './groups.ts';
import { formatSize } from './sizes.ts';
import { SNIPPETS } from './snippets.ts';

/** The entries of `benchmarks` in an experiment file, each kind with its parameters. */

export const MOST_ENTRIES = 200;
const MOST_SIZES = 100;
const GIB = 1024 ** 3;
const LARGEST_TCP = GIB;
/** What one datagram carries over IPv4: 65 535 less 20 bytes of IP and 8 of UDP. */
const LARGEST_UDP = 65_507;
const LARGEST_FILE = 16_384 * GIB;
const BLOCK = 512;

const name = benchmarkName('a name')
  .optional()
  .describe(
    'Name of these cases in ids (NAME/64K), in the report and for --benchmark. Needed where two entries hold the same case.',
  );

function sizes(rule: (bytes: number) => string | null, about: string) {
  return list(size(rule), MOST_SIZES, 'sizes')
    .optional()
    .describe(`${about} Sizes are binary: 62K is 63 488 bytes.`);
}

const seconds = wholeNumber(1, 3600);

function usualSizes(groups: readonly (keyof typeof GROUPS)[]): string {
  return groups.map((group) => `${group} ${GROUPS[group].sizes.join(' ')}`).join('; ');
}

function network<const Names extends readonly [keyof typeof GROUPS, ...(keyof typeof GROUPS)[]]>(
  groups: Names,
  rule: (bytes: number) => string | null,
) {
  return z.strictObject({
    benchmark: choice(groups)
      .describe('netperf request-response between a target and the peer.')
      .meta({ enumDescriptions: groups.map((group) => GROUPS[group].about) }),
    sizes: sizes(rule, `Sizes of request and response. Without them: ${usualSizes(groups)}.`),
    seconds: seconds
      .default(3)
      .describe('Shortest time of one measurement, s; longer where too few messages of a size would fit.'),
    name,
  });
}

const tcp = network(TCP_GROUPS, (bytes) =>
  bytes > LARGEST_TCP ? `must be at most ${formatSize(LARGEST_TCP)} for one TCP message` : null,
).meta({ title: 'TCP request-response', defaultSnippets: SNIPPETS.tcp });

const udp = network(UDP_GROUPS, (bytes) =>
  bytes > LARGEST_UDP ? `is ${bytes} bytes, but one UDP datagram carries at most ${LARGEST_UDP}` : null,
).meta({ title: 'UDP request-response', defaultSnippets: SNIPPETS.udp });

const disk = z
  .strictObject({
    benchmark: z.literal('disk').describe(GROUPS.disk.about),
    sizes: sizes(
      diskSizeProblem,
      `Sizes of the file, multiples of 512. Without them: ${GROUPS.disk.sizes.join(' ')}.`,
    ),
    mode: choice(['paper', 'durable'])
      .default('paper')
      .describe('What counts as written.')
      .meta({
        enumDescriptions: [
          'Plain dd as in 2008: the time until the page cache has the file.',
          'dd conv=fdatasync: the time until the disk has the file.',
        ],
      }),
    directory: absolutePath('a folder on the target')
      .default('/var/tmp')
      .describe('Folder on the target that the file is written under; the file is removed afterwards.'),
    name,
  })
  .meta({ title: 'Disk', defaultSnippets: SNIPPETS.disk });

function diskSizeProblem(bytes: number): string | null {
  if (bytes % BLOCK !== 0) return `is ${bytes} bytes, but dd writes whole blocks of ${BLOCK}`;
  return bytes > LARGEST_FILE ? `must be at most ${formatSize(LARGEST_FILE)} for one file` : null;
}

const memory = z
  .strictObject({
    benchmark: z.literal('memory').describe(GROUPS.memory.about),
    elements: wholeNumber(1, 2 ** 40)
      .optional()
      .describe(
        'Elements (8 bytes) of each of the three arrays. Without it: four times the largest last-level cache of the targets.',
      ),
    threads: wholeNumber(1, 1024).default(1).describe('Threads that work at the same time.'),
    passes: wholeNumber(2, 1000)
      .default(10)
      .describe('Times each operation runs; the best pass but the first counts.'),
    binary: program('a stream binary on the target')
      .optional()
      .describe("A stream binary of your own on the targets, in place of Xen Bench's kernel."),
    name,
  })
  .meta({ title: 'Memory', defaultSnippets: SNIPPETS.memory });

const cpu = z
  .strictObject({
    benchmark: z.literal('cpu').describe(GROUPS.cpu.about),
    seconds: seconds.default(2).describe('Shortest time of one measurement, s.'),
    binary: program('a Linpack binary on the target')
      .optional()
      .describe("A Linpack 100x100 binary of your own on the targets, in place of Xen Bench's kernel."),
    name,
  })
  .meta({ title: 'CPU', defaultSnippets: SNIPPETS.cpu });

/** The kinds of entry with parameters. */
export const ENTRY_KINDS = { tcp, udp, disk, memory, cpu, command } as const;

const group = choice(GROUP_NAMES)
  .describe('A group of the 2008 method with its own sizes.')
  .meta({ enumDescriptions: GROUP_NAMES.map((each) => GROUPS[each].about) });

/** All that `benchmark` may say. */
export const ENTRY_NAMES: readonly string[] = [...GROUP_NAMES, 'command'];

const ENTRY_FORMS = 'must be the name of a group, or an object with a "benchmark"';

/** An entry with parameters; `{ "benchmark": GROUP }` is what the group's bare name stands for. */
export const detailedEntrySchema = z.discriminatedUnion('benchmark', [tcp, udp, disk, memory, cpu, command], {
  error: ({ code }) => (code === 'invalid_union' ? `must be one of ${ENTRY_NAMES.join(', ')}` : ENTRY_FORMS),
});
export type DetailedEntry = z.output<typeof detailedEntrySchema>;

export const entrySchema = z.union([group, detailedEntrySchema], { error: ENTRY_FORMS });

/** One entry of `benchmarks` with its defaults filled in. */
export type Entry = z.output<typeof entrySchema>;
