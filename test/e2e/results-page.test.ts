import { existsSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LiveProgress, ToHost, TrialKey } from '../../src/protocol.ts';
import { renderCvTable } from '../../src/report/cv-table-text.ts';
import { figuresOf } from '../../src/report/figures-of-report.ts';
import { renderFigureTable } from '../../src/report/figures-table.ts';
import type { Report } from '../../src/report/model.ts';
import { formatPercent } from '../../src/report/numbers.ts';
import { targetHead } from '../../src/report/target-label.ts';
import { shownTargets } from '../../src/report/views.ts';
import { resultsOf } from '../support/results-of.ts';
import {
  openResultsPage,
  type PageOptions,
  type ResultsPage,
  startBrowser,
} from '../support/results-page.ts';
import { METHOD_2008, type SampleOptions, sampleRun } from '../support/sample-runs.ts';
import { THEME_NAMES } from '../support/vscode-themes.ts';

// The built results page alone in a browser, under a policy as strict as the extension's.

const LIVE: LiveProgress = { done: 300, trials: 1110, secondsLeft: 90, now: 'hvm tcp-small/64', ours: true };
const HOSTILE = `<script>window.owned = 1</script> "q" 'a' \u202egnp.exe\u001b[31m & <img src=x onerror="window.owned=1">`;

let browser: Browser;
let opened: ResultsPage[] = [];
beforeAll(async () => {
  if (!existsSync('dist/webview/results.js')) throw new Error('the page is not built: npm run build');
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  const complaints = opened.flatMap((each) => each.complaints);
  await Promise.all(opened.map(({ page }) => page.context().close()));
  opened = [];
  // No error, no message in the console, and so no violation of the policy either.
  expect(complaints).toEqual([]);
});

async function open(options: PageOptions = {}): Promise<ResultsPage> {
  const results = await openResultsPage(browser, options);
  opened.push(results);
  return results;
}

async function openWith(
  sample: SampleOptions = {},
  options: PageOptions = {},
  live: LiveProgress | null = null,
) {
  const read = resultsOf(sampleRun(sample));
  const shown = await open(options);
  await shown.tell({ type: 'results', results: read.results, live });
  await shown.page.locator('h1').waitFor();
  return { ...read, ...shown, report: read.results.report };
}

async function lastSaid<Type extends ToHost['type']>(
  page: ResultsPage,
  type: Type,
): Promise<Extract<ToHost, { type: Type }>> {
  const of = (message: ToHost): message is Extract<ToHost, { type: Type }> => message.type === type;
  let last: Extract<ToHost, { type: Type }> | undefined;
  await expect
    .poll(async () => {
      last = (await page.said()).filter(of).at(-1);
      return last !== undefined;
    })
    .toBe(true);
  return last!;
}

function cvCell(page: ResultsPage, group: string, target: string): Locator {
  return page.page.locator(`vscode-data-grid-cell[data-group="${group}"][data-target="${target}"]`);
}

function card(page: ResultsPage, title: string): Locator {
  return page.page.locator(`[data-figure="${title}"]`);
}

/** Exact numbers of the shown CV table, by group and target. */
async function shownCvs(page: ResultsPage): Promise<readonly unknown[]> {
  return page.page.locator('vscode-data-grid-cell[data-value]').evaluateAll((cells) =>
    cells.map((cell) => {
      const { group, target, value, n, case: case_, low, high } = (cell as HTMLElement).dataset;
      const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
      return [group, target, number(value), number(n), case_ ?? null, number(low), number(high)];
    }),
  );
}

function reportedCvs({ cvTable }: Report): readonly unknown[] {
  return cvTable.map(({ group, target, maxCv, n, case: case_, interval }) => [
    ...[group, target, maxCv, maxCv === null ? null : n, case_],
    ...[interval?.[0] ?? null, interval?.[1] ?? null],
  ]);
}

describe('the table of coefficients of variation', () => {
  it('has every number of the report', async () => {
    const shown = await openWith();
    expect(await shownCvs(shown)).toEqual(reportedCvs(shown.report));
    const told = shown.report.cvTable.find(({ group, target }) => group === 'TCP small' && target === 'hvm')!;
    expect(await cvCell(shown, 'TCP small', 'hvm').locator('.cv-value').innerText()).toMatch(
      new RegExp(`^${formatPercent(told.maxCv)}\\s*noisy$`),
    );
  });

  it('shows nothing for what was not planned, and - for what is not known', async () => {
    const shown = await openWith({
      experiment: { ...METHOD_2008, benchmarks: ['cpu', 'memory'] },
      change: (trial) =>
        trial.target === 'pv' && trial.case === 'cpu'
          ? { ...trial, outcome: 'lost', measurements: [], reason: 'connection lost' }
          : trial,
    });
    expect((await cvCell(shown, 'CPU', 'pv').innerText()).trim()).toBe('-');
    const other = resultsOf(
      sampleRun({ experiment: { ...METHOD_2008, benchmarks: ['cpu'] } }),
      sampleRun({ id: 'b', experiment: { ...METHOD_2008, benchmarks: ['memory'] } }),
    );
    await shown.tell({ type: 'results', results: other.results, live: null });
    const unplanned = shown.page.locator('vscode-data-grid-cell.unplanned');
    await expect.poll(() => unplanned.count()).toBe(3 * 1 + 3 * 4);
    expect((await unplanned.allInnerTexts()).join('').trim()).toBe('');
  });

  it('leads to the series of a cell, by a click and by keys', async () => {
    const shown = await openWith();
    await cvCell(shown, 'Memory Triad', 'hvm').click();
    await card(shown, 'Memory').and(shown.page.locator('.enlarged')).waitFor();
    const chosen = shown.page.locator('.card tr.chosen');
    await expect
      .poll(() => chosen.evaluateAll((rows) => rows.map((row) => ({ ...(row as HTMLElement).dataset }))))
      .toEqual([{ case: 'memory', metric: 'triad', target: 'hvm' }]);
    await expect.poll(() => card(shown, 'Memory').evaluate(isInSight)).toBe(true);
    await shown.page.keyboard.press('Escape');
    await expect.poll(() => shown.page.locator('.enlarged, .chosen').count()).toBe(0);

    await cvCell(shown, 'Memory Triad', 'hvm').focus();
    await shown.page.keyboard.press('ArrowUp');
    await shown.page.keyboard.press('ArrowLeft');
    await shown.page.keyboard.press('Enter');
    await expect
      .poll(() => chosen.evaluateAll((rows) => rows.map((row) => ({ ...(row as HTMLElement).dataset }))))
      .toEqual([{ case: 'memory', metric: 'add', target: 'pv' }]);
  });

  it.each([
    ['Markdown', 'markdown'],
    ['CSV', 'csv'],
    ['LaTeX', 'latex'],
  ] as const)('is copied as %s, as it is shown', async (name, format) => {
    const shown = await openWith({}, { kept: { hiddenTargets: ['pv'], hiddenGroups: ['CPU'] } });
    await shown.page.getByRole('button', { name: 'Copy Table' }).click();
    await shown.page.getByRole('menuitem', { name: `as ${name}` }).click();
    const groups = [...new Set(shown.report.cvTable.map(({ group }) => group))].filter(
      (group) => group !== 'CPU',
    );
    expect(await lastSaid(shown, 'copy')).toEqual({
      type: 'copy',
      what: `Table of coefficients of variation, as ${name}`,
      text: renderCvTable(shown.report, format, { targets: ['bare', 'hvm'], groups }),
    });
  });
});

/** In the page: the whole element, or as much as there is room for. */
function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 100 && top < innerHeight - 100 && (top >= 0 || bottom <= innerHeight);
}

describe('figures', () => {
  it('have a table with the same numbers, for those who do not see the chart too', async () => {
    const shown = await openWith();
    const figures = figuresOf(shown.report, shown.results.points);
    expect(await shown.page.locator('.card h3').allInnerTexts()).toEqual(figures.map(({ title }) => title));
    const medians = await card(shown, 'UDP medium')
      .locator('td[data-value]:nth-of-type(2)')
      .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset['value'])));
    const figure = figures.find(({ title }) => title === 'UDP medium')!;
    expect(medians).toEqual(
      figure.steps.flatMap((_, step) => figure.lines.map(({ cells }) => cells[step]!.median)),
    );
    expect(await card(shown, 'UDP medium').locator('canvas').getAttribute('aria-label')).toContain(
      'throughput, MB/s, higher is better, by message size, bytes, of bare, pv, hvm',
    );
  });

  it('are drawn when they come into sight, in every theme', async () => {
    for (const theme of THEME_NAMES) {
      const shown = await openWith({}, { theme });
      for (const title of ['TCP small', 'CPU']) {
        const canvas = card(shown, title).locator('canvas');
        await canvas.scrollIntoViewIfNeeded();
        await expect
          .poll(() => canvas.evaluate(coloursIn), { message: `${title}, ${theme}` })
          .toBeGreaterThan(8);
      }
    }
  });

  it('are drawn anew when the theme changes', async () => {
    const shown = await openWith({}, { theme: 'light' });
    const canvas = card(shown, 'TCP small').locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    await expect.poll(() => canvas.evaluate(coloursIn)).toBeGreaterThan(8);
    const before = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
    await shown.page.evaluate(() =>
      document.documentElement.style.setProperty('--vscode-foreground', '#ff00ff'),
    );
    await expect
      .poll(() => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL()))
      .not.toBe(before);
  });

  it('are shown relative to the baseline, as tables, and by another metric of the network', async () => {
    const shown = await openWith();
    await shown.page.getByText('relative to bare').click();
    await shown.page.getByText('tables', { exact: true }).click();
    await card(shown, 'TCP small').getByText('x of bare, higher is better').waitFor();
    await expect.poll(() => shown.page.locator('canvas').count()).toBe(0);
    const bare = card(shown, 'TCP small').locator('tr[data-target=bare] td:nth-of-type(2)');
    expect(new Set(await bare.allInnerTexts())).toEqual(new Set(['1.000']));
    await shown.page.getByText('absolute').click();
    await shown.page.getByRole('combobox').click();
    await shown.page.getByRole('option', { name: 'latency' }).click();
    await card(shown, 'TCP small').getByText('latency, us, lower is better').waitFor();
    await card(shown, 'CPU').getByText('MFLOPS, higher is better').waitFor();
  });

  it('are enlarged in place by a click or Enter, and small again by Esc', async () => {
    const shown = await openWith();
    const title = card(shown, 'CPU').getByRole('button', { name: 'CPU', exact: true });
    await title.focus();
    await shown.page.keyboard.press('Enter');
    await expect.poll(() => title.getAttribute('aria-expanded')).toBe('true');
    await shown.page.keyboard.press('Escape');
    await expect.poll(() => title.getAttribute('aria-expanded')).toBe('false');
    await card(shown, 'TCP small')
      .locator('canvas')
      .click({ position: { x: 90, y: 20 } });
    await card(shown, 'TCP small').and(shown.page.locator('.enlarged')).waitFor();
  });

  it('give their data and their pictures away', async () => {
    const shown = await openWith({ simulated: true });
    const menu = async (item: string) => {
      await card(shown, 'Disk throughput')
        .getByRole('button', { name: 'Copy or save Disk throughput' })
        .click();
      await shown.page.getByRole('menuitem', { name: item }).click();
    };
    const figure = figuresOf(shown.report, shown.results.points).find(
      ({ title }) => title === 'Disk throughput',
    )!;
    await menu('Copy data as CSV');
    expect((await lastSaid(shown, 'copy')).text).toBe(
      renderFigureTable(
        figure,
        'csv',
        new Map(shownTargets(shown.report).map((target) => [target.name, targetHead(target)])),
      ),
    );
    await menu('Save chart as SVG');
    const svg = await lastSaid(shown, 'save');
    expect(svg).toMatchObject({ name: 'disk-throughput', format: 'svg' });
    const texts = await shown.page.evaluate((data) => {
      const drawn = new DOMParser().parseFromString(data, 'image/svg+xml');
      return Array.from(drawn.querySelectorAll('text'), ({ textContent }) => textContent);
    }, svg.data);
    expect(texts).toEqual(
      expect.arrayContaining([
        ...['Disk throughput', 'Simulated guests: not a measurement of Xen', METHOD_2008.title],
        ...['bare (native; simulated)', 'hvm (hvm; simulated)', 'file size, bytes', 'throughput, MB/s'],
        ...['128M', '4G', '0'],
      ]),
    );
    await menu('Save chart as PNG');
    const png = await lastSaid(shown, 'save');
    expect(png.format).toBe('png');
    const bytes = Buffer.from(png.data, 'base64');
    expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2280, 1440]);
  });
});

/** In the page: how many colours a canvas holds; 1 where nothing is drawn. */
function coloursIn(element: Element): number {
  const canvas = element as HTMLCanvasElement;
  // Read from a copy, so that the chart's own canvas stays as it is.
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  return new Set(new Uint32Array(data.buffer)).size;
}

describe('a single trial', () => {
  async function openTrial(shown: Awaited<ReturnType<typeof openWith>>): Promise<TrialKey> {
    await shown.page.getByText('tables', { exact: true }).click();
    await card(shown, 'CPU').locator('tr[data-target=pv] .link').click();
    const { key } = await lastSaid(shown, 'trial');
    await shown.tell({ type: 'trial', key, detail: await shown.trial(key) });
    return key;
  }

  it('is asked for, shown with all that is kept of it, walked on from, and left by Esc', async () => {
    const shown = await openWith();
    const key = await openTrial(shown);
    const panel = shown.page.getByRole('complementary');
    await panel.getByText(`output of trial ${key.trial}`, { exact: true }).waitFor();
    expect(await panel.getByRole('heading', { level: 2 }).innerText()).toBe(
      `Trial ${key.trial}: pv, cpu, round 1`,
    );
    await panel.getByRole('button', { name: 'Next trial' }).click();
    await expect.poll(async () => (await lastSaid(shown, 'trial')).key.trial).not.toBe(key.trial);
    await panel.getByText('2 of 10').waitFor();
    await shown.page.keyboard.press('Escape');
    await expect.poll(() => panel.count()).toBe(0);
    expect(await shown.page.evaluate(() => document.activeElement?.textContent)).toBe('10');
  });

  it('is opened by a click on its point', async () => {
    const shown = await openWith();
    const canvas = card(shown, 'CPU').locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    await expect.poll(() => canvas.evaluate(coloursIn)).toBeGreaterThan(8);
    await clickPoint(canvas);
    const { key } = await lastSaid(shown, 'trial');
    expect((await shown.trial(key)).record.case).toBe('cpu');
  });

  it('says why it is not to be had', async () => {
    const shown = await openWith();
    await shown.page.getByText('tables', { exact: true }).click();
    await card(shown, 'CPU').locator('tr[data-target=pv] .link').click();
    const { key } = await lastSaid(shown, 'trial');
    await shown.tell({ type: 'trial-problem', key, message: 'The run file no longer has this trial.' });
    await shown.page.getByText('The run file no longer has this trial.').waitFor();
  });

  it('without a valid number is listed with its reason, and its attempts told', async () => {
    const shown = await openWith({
      change: (trial) =>
        trial.trial % 100 === 0
          ? { ...trial, outcome: 'invalid', measurements: [], reason: 'netperf told no rate', exitCode: 1 }
          : trial,
    });
    await shown.page.getByText('11 trials without a valid number').waitFor();
    await shown.page.getByRole('button', { name: 'see why' }).click();
    await shown.page.getByRole('rowheader', { name: 'Trial 300: open what is kept of it' }).click();
    const { key } = await lastSaid(shown, 'trial');
    expect(key).toEqual({ run: 0, trial: 300, attempt: 1 });
    await shown.tell({ type: 'trial', key, detail: { ...(await shown.trial(key)), attempts: 3 } });
    const panel = shown.page.getByRole('complementary');
    await panel.getByText('invalid: netperf told no rate').waitFor();
    await panel.getByText('1 of 3').waitFor();
  });
});

/** Looks for a mark of a single trial by the pointer that the chart shows over it, and clicks it. */
async function clickPoint(canvas: Locator): Promise<void> {
  const position = await canvas.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    for (let y = 8; y < height - 50; y += 2) {
      for (let x = 80; x < width - 10; x += 2) {
        element.dispatchEvent(new MouseEvent('mousemove', { clientX: left + x, clientY: top + y }));
        if ((element as HTMLElement).style.cursor === 'pointer') return { x, y };
      }
    }
    throw new Error('no mark of a trial found');
  });
  await canvas.click({ position });
}

describe('filters', () => {
  it('are chosen by keys, apply to table and figures, and are remembered', async () => {
    const shown = await openWith();
    await shown.page.getByRole('button', { name: /Targets/ }).focus();
    await shown.page.keyboard.press('ArrowDown');
    await shown.page.keyboard.press('ArrowDown');
    await shown.page.keyboard.press('Enter');
    await expect.poll(() => shown.page.locator('vscode-data-grid-cell[data-target=pv]').count()).toBe(0);
    await shown.page.keyboard.press('Escape');
    await shown.page.getByRole('button', { name: /Groups/ }).click();
    await shown.page.getByRole('menuitemcheckbox', { name: 'CPU' }).click();
    await expect.poll(() => card(shown, 'CPU').count()).toBe(0);
    expect(await card(shown, 'Memory').locator('tr[data-target]').count()).toBe(4 * 2);
    const kept = await shown.page.evaluate<unknown>('window.kept');
    expect(kept).toMatchObject({ hiddenTargets: ['pv'], hiddenGroups: ['CPU'] });

    const again = await openWith({}, { kept });
    expect(await again.page.locator('vscode-data-grid-cell[data-target=pv]').count()).toBe(0);
    expect(await card(again, 'CPU').count()).toBe(0);
  });

  it('that hide everything say so, and lead back', async () => {
    const shown = await openWith({}, { kept: { hiddenTargets: ['bare', 'pv', 'hvm'] } });
    await shown.page.getByRole('button', { name: 'Show All' }).click();
    await card(shown, 'CPU').waitFor();
  });
});

describe('states', () => {
  it('before the first message: it asks, and says that it reads', async () => {
    const shown = await open();
    await shown.page.getByText('Reading the run file').waitFor();
    expect(await shown.said()).toEqual([{ type: 'ready' }]);
  });

  it('a problem, and the way out of it', async () => {
    const shown = await open();
    await shown.tell({ type: 'problem', message: 'sample.xenrun:14: not JSON.' });
    await shown.page.getByRole('alert').getByText('sample.xenrun:14: not JSON.').waitFor();
    await shown.page.getByRole('button', { name: 'Open as Text' }).click();
    expect(await lastSaid(shown, 'do')).toEqual({ type: 'do', action: 'open-as-text' });
    await shown.tell({ type: 'results', results: resultsOf(sampleRun()).results, live: null });
    await shown.page.locator('h1').waitFor();
  });

  it('no valid trial: the reasons instead of empty figures', async () => {
    const shown = await openWith({
      change: (trial) => ({ ...trial, outcome: 'invalid', measurements: [], reason: 'no netserver' }),
    });
    await shown.page.getByText('No trial gave a valid number.').waitFor();
    expect(await shown.page.locator('.card').count()).toBe(0);
    await shown.page.getByText('1110 trials without a valid number').waitFor();
    await shown.page.getByRole('button', { name: 'Resume' }).click();
    expect(await lastSaid(shown, 'do')).toEqual({ type: 'do', action: 'resume' });
  });

  it('simulated guests are told of in every state, and really measured ones apart', async () => {
    const banner = 'Simulated guests: not a measurement of Xen.';
    const shown = await openWith({ simulated: true });
    await shown.page.getByText(banner).waitFor();
    const { results } = resultsOf(sampleRun({ simulated: true, most: 4 }));
    await shown.tell({ type: 'results', results, live: LIVE });
    await shown.page.getByText('No trial has given a number yet.').waitFor();
    expect(await shown.page.getByText(banner).count()).toBe(1);
    const both = resultsOf(
      sampleRun({ simulated: true }),
      sampleRun({ id: 'b', experiment: { ...METHOD_2008, repetitions: 6 } }),
    );
    await shown.tell({ type: 'results', results: both.results, live: null });
    await shown.page
      .getByText('Simulated: bare, pv, hvm. Really measured: bare (run 2), pv (run 2), hvm (run 2).')
      .waitFor();
    await shown.page.getByText('These runs were not measured together').waitFor();
  });

  it('a notice beside the results', async () => {
    const shown = await openWith();
    await shown.tell({ type: 'notice', message: 'The run file was deleted.' });
    await shown.page.getByText('The run file was deleted.').waitFor();
    await shown.tell({ type: 'notice', message: null });
    await expect.poll(() => shown.page.getByText('The run file was deleted.').count()).toBe(0);
  });
});

describe('a run that goes on', () => {
  it('shows how far it is, and can be cancelled from here only where it runs here', async () => {
    const shown = await openWith({ most: 300 }, {}, LIVE);
    const bar = shown.page.getByRole('progressbar');
    expect([await bar.getAttribute('aria-valuenow'), await bar.getAttribute('aria-valuemax')]).toEqual([
      '300',
      '1110',
    ]);
    await shown.page.getByText('300 of 1110 done, about 1 min 30 s left').waitFor();
    expect(await shown.page.getByRole('button', { name: 'Resume' }).count()).toBe(0);
    await shown.page.getByRole('button', { name: 'Cancel' }).click();
    expect(await lastSaid(shown, 'do')).toEqual({ type: 'do', action: 'cancel' });
    await shown.tell({ type: 'live', live: { ...LIVE, done: 301, secondsLeft: null, ours: false } });
    await shown.page.getByText('301 of 1110 done', { exact: true }).waitFor();
    expect(await shown.page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
  });

  it.each([1400, 1000])(
    'moves nothing: neither table nor figures, scroll nor focus, from its first trial to its end, %i px wide',
    async (width) => {
      const shown = await openWith({ most: 4 }, { width }, LIVE);
      await card(shown, 'Memory').getByRole('button', { name: 'Memory', exact: true }).focus();
      await shown.page.evaluate(() => scrollTo(0, 400));
      const places = () =>
        shown.page.evaluate(() => [
          scrollY,
          document.activeElement?.textContent,
          ...Array.from(document.querySelectorAll('.card, vscode-data-grid-row'), (element) => {
            const { top, left, width, height } = element.getBoundingClientRect();
            return [top, left, width, height].map(Math.round).join(' ');
          }),
        ]);
      const first = await places();
      for (const most of [5, 200, 800, undefined]) {
        const { results } = resultsOf(sampleRun(most === undefined ? {} : { most }));
        await shown.tell({
          type: 'results',
          results,
          live: most === undefined ? null : { ...LIVE, done: most },
        });
        const valid = `${results.report.trials.valid} of 1110 trials valid`;
        await shown.page.getByText(valid).waitFor();
        expect(await places()).toEqual(first);
      }
    },
  );
});

describe('what targets are', () => {
  const differing = (label: string, expected: boolean) => ({
    ...{ target: 'pv', baseline: 'bare', fact: label, label, expected },
    values: [`${label} of pv`, `${label} of bare`] as const,
  });
  const told = async () => {
    const { results } = resultsOf(sampleRun());
    const shown = await open();
    const differences = [differing('kernel', false), differing('clock source', true)];
    const environments = ['bare', 'pv', 'hvm'].map((target) => ({
      target,
      facts: { release: `kernel of ${target}`, cpus: '4', [HOSTILE]: HOSTILE },
    }));
    const report = { ...results.report, differences };
    await shown.tell({ type: 'results', results: { ...results, report, environments }, live: null });
    await shown.page.locator('h1').waitFor();
    return shown.page;
  };

  it('is compared: what spoils the comparison apart from what the kinds explain', async () => {
    const page = await told();
    const section = page.locator('.differences');
    await section.getByText('1 to look at, 1 explained by the kinds').click();
    const items = await section.locator('section').allInnerTexts();
    expect(items.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'Spoils the comparison kernel: kernel of pv on pv, kernel of bare on bare',
      'Explained by the kinds clock source: clock source of pv on pv, clock source of bare on bare',
    ]);
  });

  it('is a table to search, folded until asked for', async () => {
    const page = await told();
    expect(await page.locator('[data-fact]').count()).toBe(0);
    await page.getByText('Environment of 3 targets').click();
    const facts = page.locator('[data-fact]');
    await expect.poll(() => facts.count()).toBe(3);
    expect(await page.locator('[data-fact=release]').innerText()).toContain('kernel of hvm');
    await page.getByLabel('Find a fact').fill('online');
    await expect.poll(() => facts.count()).toBe(1);
    expect(await facts.first().innerText()).toMatch(/^processors online\s+4\s+4\s+4$/);
    await page.getByLabel('Find a fact').press('Escape');
    await page.getByText('only what differs').click();
    await expect
      .poll(() => facts.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-fact'))))
      .toEqual(['release']);
    expect(await page.evaluate('window.owned')).toBeUndefined();
  });
});

describe('hostile texts', () => {
  it('stand as texts everywhere', async () => {
    const { results } = resultsOf(sampleRun());
    const text = JSON.stringify(results)
      .replaceAll('"pv"', JSON.stringify(HOSTILE))
      .replaceAll('"TCP small"', JSON.stringify(`TCP ${HOSTILE}`))
      .replaceAll(JSON.stringify(METHOD_2008.title), JSON.stringify(HOSTILE));
    const hostile = JSON.parse(text);
    const shown = await open({ kept: { notesOpen: true } });
    await shown.tell({
      type: 'results',
      results: {
        ...hostile,
        report: { ...hostile.report, notes: [HOSTILE], deviations: [HOSTILE] },
      },
      live: { ...LIVE, now: HOSTILE },
    });
    await shown.page.locator('h1').getByText('<script>window.owned = 1</script>').waitFor();
    await shown.page.getByText('tables', { exact: true }).click();
    await shown.page.locator('.data-table .link').first().click();
    const { key } = await lastSaid(shown, 'trial');
    const detail = await resultsOf(sampleRun()).trial(key);
    const record = {
      ...detail.record,
      ...{
        target: HOSTILE,
        case: HOSTILE,
        command: HOSTILE,
        reason: HOSTILE,
        stdout: HOSTILE,
        stderr: HOSTILE,
      },
      ...{ outcome: 'failed' as const, parser: HOSTILE, signal: HOSTILE },
    };
    await shown.tell({ type: 'trial', key, detail: { ...detail, record } });
    const output = shown.page.locator('.output').first();
    await output.waitFor();
    expect(await output.innerText()).toContain('<U+202E>gnp.exe<U+001B>[31m & <img src=x');
    expect(await shown.page.evaluate('window.owned')).toBeUndefined();
    expect(await shown.page.locator('body script:not([src]), body img').count()).toBe(0);
    const seen = await shown.page.locator('body').innerText();
    expect([seen.includes('\u202e'), seen.includes('\u001b')]).toEqual([false, false]);
  });
});

describe('a run of 20 000 trials', () => {
  it('opens, filters and switches, and says what of it is drawn', async () => {
    const shown = await openWith({ experiment: { ...METHOD_2008, repetitions: 210 } });
    expect(shown.report.trials.valid).toBe(23_310);
    expect(await shownCvs(shown)).toEqual(reportedCvs(shown.report));
    await card(shown, 'TCP small').getByText('At most 200 of up to 210 trials of a case are drawn').waitFor();
    await shown.page.getByText('relative to bare').click();
    await shown.page.getByText('tables', { exact: true }).click();
    expect(await card(shown, 'CPU').locator('tr[data-target=pv] .link').innerText()).toBe('210');
    await shown.page.getByRole('button', { name: /Targets/ }).click();
    await shown.page.getByRole('menuitemcheckbox', { name: 'pv' }).click();
    await expect.poll(() => shown.page.locator('tr[data-target=pv]').count()).toBe(0);
  });
});
