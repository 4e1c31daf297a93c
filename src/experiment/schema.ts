import * as z from 'zod';
import { entrySchema, MOST_ENTRIES } from './benchmark-entries.ts';
import {
  absolutePath,
  choice,
  HOST_FORMS,
  host,
  label,
  line,
  list,
  networkAddress,
  wholeNumber,
} from './fields.ts';
import { KINDS, ORDERS, UNDERS } from './model.ts';
import { SNIPPETS } from './snippets.ts';

/** The experiment file, `*.xenbench.jsonc`: the one source of its validation and of its JSON Schema. */

const MOST_TARGETS = 64;

const jump = host().optional().describe(`Host to go through, as with ssh -J: ${HOST_FORMS}.`);

const identityFile = line(1024, 'the path of a private key')
  .optional()
  .describe(
    'Private key for this host, on the machine that Xen Bench runs on. Without it: what ssh itself would take.',
  );

export const domainSchema = z
  .strictObject(
    {
      dom0: host().describe(`SSH host of the dom0: ${HOST_FORMS}.`),
      name: line(255, 'the name of the domain', (name) =>
        /^[A-Za-z0-9_][A-Za-z0-9_.:+-]*$/.test(name)
          ? null
          : 'must be a name as xl list shows it: letters, digits and . _ : + -',
      ).describe('Name of the domain, as xl list shows it.'),
      config: absolutePath('the configuration of the domain in its dom0')
        .optional()
        .describe(
          'Configuration file in the dom0 that xl create starts the domain from. With it the guest is started before its trials and shut down after them.',
        ),
      bootSeconds: wholeNumber(1, 86_400)
        .default(300)
        .describe('Longest time from xl create until the guest answers SSH, in seconds.'),
      graceSeconds: wholeNumber(0, 86_400)
        .default(120)
        .describe('Time that the guest has to shut down before it is destroyed, in seconds.'),
      alongside: z
        .boolean({ error: 'must be true or false' })
        .default(false)
        .describe(
          'Whether guests that are not of this experiment may run on the dom0 meanwhile. Without it they are a reason to refuse: they share its CPUs.',
        ),
    },
    { error: 'must be an object with dom0 and name' },
  )
  .meta({ title: 'Domain', defaultSnippets: SNIPPETS.domain });

export const targetSchema = z
  .strictObject(
    {
      kind: choice(KINDS)
        .describe('What the target claims to be; it is proved on the guest before anything is measured.')
        .meta({
          enumDescriptions: [
            'The bare machine, without a hypervisor.',
            'A Xen paravirtualised guest.',
            'A Xen guest with hardware virtualisation and emulated firmware.',
            'A Xen guest with hardware virtualisation and no emulated devices.',
            'A guest of KVM.',
            'No claim: the label is what the machine proves to be.',
          ],
        }),
      under: choice(UNDERS)
        .optional()
        .describe(
          'Of a native target: the hypervisor that it is knowingly on, without Xen; a word of systemd-detect-virt.',
        ),
      host: host().describe(`Where the target is: ${HOST_FORMS}.`),
      jump,
      identityFile,
      domain: domainSchema
        .optional()
        .describe(
          'How to start and stop the guest through its dom0, where guests take turns on one machine.',
        ),
    },
    { error: 'must be an object with kind and host' },
  )
  .meta({ title: 'Target', defaultSnippets: SNIPPETS.target });

export const peerSchema = z
  .strictObject(
    {
      host: host()
        .optional()
        .describe(`SSH host of the peer: ${HOST_FORMS}. Leave it out where netserver already runs.`),
      address: networkAddress('the address of the peer').describe(
        'Address of the peer as the targets reach it: an IP address or a host name.',
      ),
      port: wholeNumber(1, 65_535).default(12_865).describe("Port of netserver's control connection."),
      jump,
      identityFile,
    },
    { error: 'must be an object with address, and host unless netserver already runs' },
  )
  .meta({ title: 'Peer', defaultSnippets: SNIPPETS.peer });

const EXPERIMENT_SHAPE = {
  $schema: z
    .string({ error: 'must be the address of a JSON Schema' })
    .optional()
    .describe('For editors; not read.'),
  title: line(200, 'a title')
    .optional()
    .describe("Title of the experiment in reports. Without it: the file's name."),
  targets: z
    .record(label('the name of a target'), targetSchema, {
      error:
        'must be an object that names each target, such as { "pv": { "kind": "pv", "host": "root@10.0.0.11" } }',
    })
    .refine((targets) => hasOneTo(MOST_TARGETS, targets), {
      error: `must name 1 to ${MOST_TARGETS} targets`,
    })
    .describe('The machines to compare, by the name that reports give them.')
    .meta({ minProperties: 1, maxProperties: MOST_TARGETS }),
  baseline: line(64, 'the name of a target')
    .optional()
    .describe(
      'Target that the others are compared with. Without it: the first of kind native, else the first.',
    ),
  peer: peerSchema
    .optional()
    .describe('The machine that netperf talks to; needed as soon as a network benchmark is listed.'),
  benchmarks: list(entrySchema, MOST_ENTRIES, 'benchmarks').describe(
    'What to measure: names of the 2008 groups, or objects with parameters.',
  ),
  repetitions: wholeNumber(1, 10_000).default(10).describe('Measured runs of every case on every target.'),
  warmup: wholeNumber(0, 100)
    .default(1)
    .describe('Runs of every case before its first measured one on a target; they never count.'),
  order: choice(ORDERS)
    .default('interleaved')
    .describe('In which order the trials run.')
    .meta({
      enumDescriptions: [
        'Each round holds every case on every target once, shuffled by the seed: drift hits all alike.',
        'All repetitions of a case in a row, target after target, as in the 2008 paper.',
      ],
    }),
  seed: wholeNumber(0, 2 ** 32 - 1)
    .default(2008)
    .describe('Seed of the shuffle: the same seed gives the same plan.'),
  boots: wholeNumber(1, 10_000)
    .default(1)
    .describe('Boots of each target that the repetitions are spread over; at most as many as repetitions.'),
  margin: z
    .number({ error: 'must be a fraction from 0 to 1' })
    .min(0, { error: 'must be a fraction from 0 to 1' })
    .max(1, { error: 'must be a fraction from 0 to 1' })
    .default(0.01)
    .describe('Differences below this fraction are called the same: 0.01 is 1 %.'),
};

export const experimentSchema = z
  .strictObject(EXPERIMENT_SHAPE, { error: 'must be an object, in { }' })
  .meta({
    title: 'Xen Bench experiment',
    description: 'A performance experiment on Xen.',
    defaultSnippets: SNIPPETS.experiment,
  });

function hasOneTo(most: number, targets: object): boolean {
  const count = Object.keys(targets).length;
  return count >= 1 && count <= most;
}

/** The file's content with every default of a single key filled in. */
export type ExperimentFile = z.output<typeof experimentSchema>;
