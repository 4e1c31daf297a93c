import * as z from 'zod';
import { benchmarkName, choice, label, line, wholeNumber } from './fields.ts';
import { patternProblem, pointerProblem } from './patterns.ts';
import { SNIPPETS } from './snippets.ts';

export const metricSchema = z
  .strictObject({
    name: label('the name of the metric', (metric) =>
      metric === 'duration' ? 'must not be "duration": every command has that metric already' : null,
    ).describe('Name of the metric in the report. "duration" is always there and must not be given.'),
    unit: line(32, 'the unit of the metric').describe('Unit of the number, such as 1/s, MB/s or us.'),
    json: z
      .string({ error: 'must be a JSON pointer, such as "/jobs/0/read/iops"' })
      .superRefine((pointer, context) => {
        const problem = pointerProblem(pointer);
        if (problem !== null) context.addIssue({ code: 'custom', message: problem });
      })
      .optional()
      .describe(
        'Where the number is when the command prints JSON: a JSON pointer (RFC 6901) such as /jobs/0/read/iops.',
      ),
    pattern: line(1000, 'a regular expression with one group', patternProblem)
      .optional()
      .describe(
        'Where the number is in other output: a regular expression (RE2) with one group around the number.',
      ),
    better: choice(['higher', 'lower']).default('higher').describe('Which way is better.'),
  })
  .meta({
    title: 'Metric of a command',
    oneOf: [{ required: ['json'] }, { required: ['pattern'] }],
    defaultSnippets: SNIPPETS.metric,
  });

/** A benchmark of the user's own: a command, and where its numbers are in what it prints. */
export const command = z
  .strictObject({
    benchmark: z.literal('command').describe('A command of your own, with metrics read from what it prints.'),
    name: benchmarkName('the name of the benchmark').describe(
      'Name of the benchmark in the report and for --benchmark.',
    ),
    run: z
      .string({ error: 'must be the command, a text of 1 to 65536 characters' })
      .min(1, { error: 'must not be empty' })
      .max(65_536, {
        error: 'must be at most 65536 characters: put a longer script on the targets and call it',
      })
      .refine((text) => !text.includes('\0'), {
        error: 'must not hold a NUL character: no shell can be given one',
      })
      .describe(
        "The command, run by the target's /bin/sh with no input. It counts only when it exits with 0.",
      ),
    metrics: z
      .array(metricSchema, { error: 'must be a list of metrics' })
      .max(50, { error: 'must be a list of at most 50 metrics' })
      .default([])
      .describe(
        'Numbers to read from the output of the command. Without any, the time it takes is the metric.',
      ),
    timeout: wholeNumber(1, 86_400)
      .default(600)
      .describe('Longest time one run may take before it is stopped, s.'),
  })
  .meta({ title: 'Your own command', defaultSnippets: SNIPPETS.command });
