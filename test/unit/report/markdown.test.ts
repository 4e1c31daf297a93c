import { expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { ACTED_ON, hostileReport } from './hostile.ts';
import { failed, reportOf, sampleRun, withTrials } from './sample.ts';

it('reads as report.md', async () => {
  const run = withTrials(sampleRun(), (trial) => (trial.trial === 7 ? failed(trial) : trial));
  await expect(renderMarkdown(reportOf(run))).toMatchFileSnapshot('../../fixtures/report/report.md');
});

it('says below its title that its numbers are simulated, and says so of no others', () => {
  const sentence =
    '> **Simulated guests of the demo lab: these numbers are a model, not a measurement of Xen.**';
  expect(renderMarkdown(reportOf(sampleRun())).split('\n')[2]).toBe(sentence);
  expect(renderMarkdown(reportOf(sampleRun({ simulated: () => false })))).not.toContain('demo lab');
});

it('lets no name make markup, links, HTML, lines or cells', () => {
  const text = renderMarkdown(hostileReport());
  expect(text.replaceAll('\n', '')).not.toMatch(ACTED_ON);
  expect(text).not.toContain('<');
  // Nothing of the name's own markup without its backslash.
  expect(text).not.toMatch(/(?<!\\)\[a|a(?<!\\)\]\(|(?<!\\)\*b|(?<!\\)_c|(?<!\\)`|(?<!\\)# h/);
  const tables = text.split('\n\n').filter((block) => block.startsWith('|'));
  expect(tables.length).toBeGreaterThan(3);
  for (const table of tables) {
    const widths = table
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/(?<!\\)\|/).length);
    expect(new Set(widths).size).toBe(1);
  }
});

it('starts no list or line inside an item of a list', () => {
  for (const start of ['- x', '+ x', '1. x', '12) x', '---', '...', '=== x']) {
    const run = sampleRun();
    const head = { ...run.file.run, experiment: { ...run.file.run.experiment, name: start } };
    const text = renderMarkdown(reportOf({ ...run, file: { ...run.file, run: head } }));
    expect(text).not.toMatch(/^- (?:[-+=]|\d+[.)])/m);
  }
});
