import { z } from 'zod';
import { choice, label, line, list, wholeNumber } from '../experiment/fields.ts';
import { ORDERS } from '../experiment/model.ts';
import { experimentSchema } from '../experiment/schema.ts';
import { NETWORK_METRICS } from '../report/figures.ts';
import { LATEST, SHOWS, type Show } from './fragment-words.ts';

/**
 * What a code cell of a notebook may hold: an experiment, a part of one to run, or something of a run to show. The one
 * source of its validation and of its JSON Schema. Comparisons and verdicts join `SHOWS` when there are any.
 */

const MOST_NAMES = 200;

const experimentPath = line(1024, 'the path of an experiment file, or "above"');

const targetNames = list(label('the name of a target'), MOST_NAMES, 'names of targets');

export const runSchema = z
  .strictObject(
    {
      experiment: experimentPath.describe(
        'The experiment to run: a file, relative to the notebook, or "above" for the one that the nearest cell above defines.',
      ),
      targets: targetNames.optional().describe('Targets to run on; all when left out.'),
      benchmarks: list(line(200, 'the name of a benchmark or case'), MOST_NAMES, 'benchmarks')
        .optional()
        .describe('Benchmarks ("tcp-small") or single cases ("tcp-small/64") to run; all when left out.'),
      repetitions: wholeNumber(1, 10_000)
        .optional()
        .describe("Measured runs of every case, in place of the experiment's."),
      order: choice(ORDERS)
        .optional()
        .describe("In which order the trials run, in place of the experiment's."),
      seed: wholeNumber(0, 2 ** 32 - 1)
        .optional()
        .describe("Seed of the shuffle, in place of the experiment's."),
    },
    { error: 'must be an object, in { }' },
  )
  .meta({ title: 'Run of an experiment', description: 'Runs an experiment, or a part of it.' });

const OF_RUN = {
  run: line(1024, '"latest" or the path of a run file')
    .default(LATEST)
    .describe(
      'The run to show: a run file, relative to the notebook, or "latest" for the run of the nearest cell above.',
    ),
  experiment: experimentPath
    .optional()
    .describe(
      'Whose latest run it is, where no cell above runs it: an experiment file, relative to the notebook.',
    ),
};

const groups = z
  .union([line(200, 'a row of the table'), list(line(200, 'a row of the table'), MOST_NAMES, 'rows')], {
    error: 'must be a row of the table such as "TCP small", or a list of them',
  })
  .optional()
  .describe('Rows of the table to show, such as "TCP small"; all when left out.');

const figures = z
  .union([line(200, 'a figure'), list(line(200, 'a figure'), MOST_NAMES, 'figures')], {
    error: 'must be a figure such as "TCP small" or "Disk time", or a list of them',
  })
  .optional()
  .describe('Figures to show, such as "TCP small", "Disk time" or "Memory"; all when left out.');

const shownTargets = targetNames.optional().describe('Targets to show; all when left out.');

function showSchema<const What extends Show, Shape extends z.ZodRawShape>(
  show: What,
  description: string,
  shape: Shape,
) {
  return z
    .strictObject({ show: z.literal(show).describe(description), ...OF_RUN, ...shape })
    .meta({ title: `Show: ${show}`, description });
}

export const showSchemas = {
  'cv-table': showSchema(
    'cv-table',
    'The table of coefficients of variation: of each group on each target the largest.',
    { group: groups, targets: shownTargets },
  ),
  chart: showSchema('chart', 'Figures: every run as a point, medians with their intervals.', {
    figure: figures,
    targets: shownTargets,
    relative: z
      .boolean({ error: 'must be true or false' })
      .default(false)
      .describe("Values divided by the baseline's median of the same case."),
    metric: choice(NETWORK_METRICS)
      .default('throughput')
      .describe('What the figures of network groups show.'),
  }),
  summary: showSchema(
    'summary',
    'What was run, when and where, how many trials are valid, what to know.',
    {},
  ),
  environment: showSchema('environment', 'What each target told about itself: system, processor, memory.', {
    targets: shownTargets,
  }),
} as const satisfies Record<Show, z.ZodType>;

/** Any cell. The experiment comes first: it is what an empty cell is most helped with. */
export const fragmentSchema = z
  .union([runSchema, ...SHOWS.map((show) => showSchemas[show]), experimentSchema])
  .meta({
    title: 'Cell of a Xen Bench notebook',
    description: 'An experiment, a run of one, or something of a run to show.',
  });
