import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NETWORK_METRICS } from '../../src/report/figures.ts';
import type { Report, Series } from '../../src/report/model.ts';
import { runCli } from '../support/cli.ts';
import { sampleRun } from '../support/sample-runs.ts';
import { cspViolations } from './support/console.ts';
import { execute } from './support/driver.ts';
import { shownCvTable, shownSeries } from './support/results.ts';
import { expectSameSeries, expectSameTable } from './support/same-numbers.ts';
import { openViewContainer, treeRow } from './support/tree.ts';
import { useVscode } from './support/use-vscode.ts';
import { webviewFrame } from './support/webview.ts';

const RUN = '.xenbench/runs/sample-2026-01-01T00-00-00Z.xenrun';

describe('results, by keyboard and for those who listen', () => {
  const vscode = useVscode({
    files: {
      'sample.xenbench.jsonc': JSON.stringify({
        targets: { pv: { kind: 'pv', host: 'lab:pv' } },
        benchmarks: ['cpu'],
      }),
      [RUN]: sampleRun({
        change: (trial) =>
          trial.trial === 7
            ? { ...trial, outcome: 'invalid', reason: 'no netserver', measurements: [] }
            : trial,
      }),
    },
  });
  const results = () => webviewFrame(vscode().page);
  /** Role and name of what has the focus inside the page. */
  const focused = () =>
    results()
      .locator('body')
      .evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        const name =
          element.getAttribute('aria-label') ?? element.getAttribute('title') ?? element.textContent ?? '';
        const kind = element.getAttribute('role') ?? element.tagName.toLowerCase();
        return `${kind} ${name.replace(/\s+/g, ' ').trim()}`;
      });
  const press = (key: string) => vscode().page.keyboard.press(key);
  /** Goes on with Tab until something that fits has the focus; gives all that had it. */
  async function tabTo(wanted: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<string[]> {
    const passed: string[] = [];
    for (let count = 0; count < 60; count++) {
      await press(key);
      const at = await focused();
      passed.push(at);
      if (wanted.test(at)) return passed;
    }
    throw new Error(`${wanted} was not reached: ${passed.join(' > ')}`);
  }

  it('the tree opens a run by Enter, and the focus goes with it', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await treeRow(page, 'Runs').waitFor();
    await execute(vscode(), 'xenBench.experiments.focus');
    await page.keyboard.press('End');
    await expect
      .poll(() => page.locator('.part.sidebar .monaco-list-row.focused').getAttribute('aria-label'))
      .toMatch(/^Run, .*1109 of 1110 valid/);
    await page.keyboard.press('Enter');
    await results().locator('.cv-table .cv').first().waitFor();
  });

  it('Tab walks from the top to the figures, each stop with a name', async () => {
    const { page, folder } = vscode();
    await execute(vscode(), 'vscode.open', { file: join(folder, RUN) });
    await results().getByRole('heading', { level: 1 }).click();
    const stops = await tabTo(/TCP medium/);
    expect(stops.filter((stop) => /^\S+$/.test(stop))).toEqual([]);
    const order = [
      /Resume/,
      /Compare/,
      /Export/,
      /deviation/,
      /Targets/,
      /Groups/,
      /Copy Table/,
      /gridcell|columnheader/,
      /TCP small/,
    ];
    const places = order.map((each) => stops.findIndex((stop) => each.test(stop)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(await page.locator('.tabs-container .tab.active').innerText()).toContain('.xenrun');
  });

  it('a cell of the table is walked to by arrows, and Enter and Esc lead to its series and back', async () => {
    await results()
      .getByRole('gridcell', { name: /^TCP small on bare: / })
      .focus();
    await press('ArrowDown');
    await press('ArrowRight');
    await expect
      .poll(focused)
      .toMatch(/TCP medium on pv: .* %, (steady|fair|noisy), 95 % interval .* valid trials/);
    await press('Enter');
    const figure = results().locator('.card.enlarged');
    await figure.waitFor();
    expect(await figure.getAttribute('data-figure')).toBe('TCP medium');
    await figure
      .getByRole('row')
      .filter({ has: results().locator('.chosen') })
      .or(figure.locator('tr.chosen'))
      .first()
      .waitFor();
    await press('Escape');
    await expect.poll(() => results().locator('.card.enlarged').count()).toBe(0);
  });

  it('a trial is opened, walked from and closed by keys, and the focus comes back', async () => {
    await results().getByRole('button', { name: 'UDP small', exact: true }).focus();
    await press('Enter');
    await tabTo(/valid trials: open them/);
    await press('Enter');
    const heading = results().getByRole('heading', { level: 2, name: /^Trial \d+/ });
    await heading.waitFor();
    await expect.poll(focused).toMatch(/^h2 Trial \d+: bare, udp-small\/16, round/);
    const first = await heading.innerText();
    await tabTo(/Next trial/);
    await press('Enter');
    await expect.poll(() => heading.innerText()).not.toBe(first);
    await press('Escape');
    await heading.waitFor({ state: 'detached' });
    await expect.poll(focused).toMatch(/valid trials: open them/);
    await press('Escape');
    await expect.poll(() => results().locator('.card.enlarged').count()).toBe(0);
  });

  it('filters are menus of boxes to tick, closed by Esc with the focus on their button', async () => {
    const button = results().getByRole('button', { name: /^Groups/ });
    await button.focus();
    await press('Enter');
    await results().getByRole('menuitemcheckbox', { name: 'CPU', exact: true }).waitFor();
    await press('End');
    await press('ArrowUp');
    await expect.poll(focused).toBe('menuitemcheckbox CPU');
    await press('Space');
    await expect.poll(() => results().locator('[data-figure="CPU"]').count()).toBe(0);
    await press('Space');
    await results().locator('[data-figure="CPU"]').waitFor();
    await press('Escape');
    await expect.poll(focused).toMatch(/Groups/);
  });

  it('everything has a role and a name, and each chart a table with its numbers behind it', async () => {
    const frame = results();
    await frame.getByRole('grid', { name: /Coefficient of variation/ }).waitFor();
    await frame.getByRole('grid', { name: 'Trials without a valid number' }).waitFor();
    await frame.getByRole('list', { name: 'Targets' }).waitFor();
    const cards = frame.locator('.card');
    const count = await cards.count();
    expect(count).toBe(9);
    for (let index = 0; index < count; index++) {
      const card = cards.nth(index);
      const title = (await card.getAttribute('data-figure')) ?? '';
      const label = (await card.getByRole('img').first().getAttribute('aria-label')) ?? '';
      expect(label).toContain(`Chart of ${title}`);
      expect(label).toContain('The table that follows has the same numbers.');
      expect(await card.getByRole('table').locator('tbody tr').count()).toBeGreaterThan(2);
    }
    for (const role of [
      'button',
      'combobox',
      'radio',
      'menuitem',
      'img',
      'grid',
      'table',
      'progressbar',
    ] as const)
      expect([role, await frame.getByRole(role, { name: /^\s*$/ }).count()]).toEqual([role, 0]);
  });

  it('every number of them is that of the report that the command line prints, whatever the figures show', async () => {
    const { stdout } = await runCli(['report', join(vscode().folder, RUN), '--format', 'json']);
    const report = JSON.parse(stdout) as Report;
    expectSameTable(await shownCvTable(results()), report);
    for (const metric of NETWORK_METRICS) {
      await results().getByRole('combobox', { name: 'What the network figures show' }).click();
      await results().getByRole('option', { name: metric, exact: true }).click();
      const shown = ({ case: case_, metric: of }: Series) => !/^(?:tcp|udp)-/.test(case_) || of === metric;
      await results().locator(`[data-figure="TCP small"] tr[data-metric="${metric}"]`).first().waitFor();
      expectSameSeries(await shownSeries(results()), report.series.filter(shown));
    }
  });

  it('nothing broke the policy of a page', () => {
    expect(cspViolations(vscode().console)).toEqual([]);
  });
});
