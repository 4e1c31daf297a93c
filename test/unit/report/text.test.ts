import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/report/text.ts';
import { ACTED_ON, HOSTILE, hostileReport } from './hostile.ts';
import { CASES, experimentOf, failed, reportOf, sampleRun, target, withTrials } from './sample.ts';

const SENTENCE = 'Simulated guests of the demo lab: these numbers are a model, not a measurement of Xen.';
const simulated = sampleRun();
const partial = withTrials(sampleRun({ simulated: () => false }), (trial) => {
  if (trial.target === 'hvm' && trial.round > 4) return null;
  return trial.trial === 7 ? failed(trial) : trial;
});
const words = (text: string) => text.replace(/\s+/g, ' ');

describe('a text report', () => {
  it.each([
    ['simulated-100.txt', simulated, 100],
    ['partial-80.txt', partial, 80],
    ['partial-40.txt', partial, 40],
  ])('reads as %s', async (file, run, width) => {
    const text = renderText(reportOf(run), { width, colour: false });
    await expect(text).toMatchFileSnapshot(`../../fixtures/report/${file}`);
  });

  it('says at the top that its numbers are simulated, and says so of no others', () => {
    for (const width of [20, 80, 200]) {
      const top = renderText(reportOf(simulated), { width, colour: false }).split('Targets\n')[0] ?? '';
      expect(words(top)).toContain(SENTENCE);
    }
    expect(words(renderText(reportOf(partial), { width: 80, colour: false }))).not.toContain('demo lab');
  });

  it('tells nothing by colour alone', () => {
    const report = reportOf(partial);
    const coloured = renderText(report, { width: 100, colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it takes out.
    const bare = coloured.replace(/\u001b\[\d+m/g, '');
    expect(coloured).toContain('\u001b[');
    expect(bare).toBe(renderText(report, { width: 100, colour: false }));
  });

  it('shows the first ten problems and how many more there are', () => {
    const report = reportOf(withTrials(simulated, (trial) => (trial.trial <= 12 ? failed(trial) : trial)));
    const text = renderText(report, { width: 100, colour: false });
    expect(text.match(/^- Trial \d+/gm)).toHaveLength(10);
    expect(text).toContain('- and 2 more');
  });

  it('uses ASCII only where it is asked to', () => {
    const report = reportOf(sampleRun({ experiment: experimentOf({ targets: [target('x'.repeat(60))] }) }));
    expect(renderText(report, { width: 60, colour: false })).toContain('\u2026');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
    expect(renderText(report, { width: 60, colour: false, unicode: false })).toMatch(/^[\u0000-\u007f]*$/);
  });

  it('is never NaN, even without a single number', () => {
    for (const report of [reportOf(), reportOf(withTrials(simulated, () => null))]) {
      expect(renderText(report, { width: 80, colour: false })).not.toMatch(/NaN|undefined|null|Infinity/);
    }
  });
});

describe('the width', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    fc.constantFrom('pv', '測試'.repeat(20), HOSTILE),
  );

  it('is respected by every line, for any names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 200 }),
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        fc.double({ min: -1e300, max: 1e300, noNaN: true }),
        fc.boolean(),
        (width, names, mean, colour) => {
          const experiment = experimentOf({
            title: names.join(' '),
            targets: names.map((each) => target(each)),
            cases: CASES.slice(0, 4),
          });
          const report = reportOf(sampleRun({ experiment, level: () => ({ mean, cv: 0.1 }) }));
          for (const line of renderText(report, { width, colour }).split('\n')) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is respected for one to six targets at every width, and no number is cut from 40 on', () => {
    for (let count = 1; count <= 6; count++) {
      const targets = Array.from({ length: count }, (_, index) => target(`guest-${index}`));
      const report = reportOf(sampleRun({ experiment: experimentOf({ targets, cases: CASES.slice(0, 3) }) }));
      for (let width = 40; width <= 200; width += 8) {
        const text = renderText(report, { width, colour: false });
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(text.match(/\d\.\d\de-\d {2,}\d+\.\d\d %/g)).toHaveLength(6 * count);
        expect(text.match(/\d \[[\d.]+, [\d.]+\]/g)).toHaveLength(6 * count);
      }
    }
  });
});

it('prints nothing that a terminal acts on, whatever the names', () => {
  const text = renderText(hostileReport(), { width: 80, colour: false });
  expect(text.replaceAll('\n', '')).not.toMatch(ACTED_ON);
  for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
});
