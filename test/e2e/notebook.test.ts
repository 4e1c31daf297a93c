import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { runCommand } from './support/commands.ts';
import { cspViolations } from './support/console.ts';
import { execute } from './support/driver.ts';
import { notebookFile, outputFrame, runAllCells } from './support/notebook.ts';
import { answerDialog, dialog } from './support/notifications.ts';
import { accept, pick, quickInputBox, quickPickItem } from './support/quick-pick.ts';
import { useVscode } from './support/use-vscode.ts';

const run = promisify(execFile);
const HOSTILE = '<img src=x onerror=alert(1)> **b** "q" | `x`';

const EXPERIMENT = JSON.stringify({
  title: HOSTILE,
  targets: {
    bare: { kind: 'native', host: 'lab:native' },
    [HOSTILE]: { kind: 'pv', host: 'lab:pv' },
  },
  peer: { host: 'lab:peer', address: '10.0.0.2' },
  benchmarks: ['tcp-small', 'memory', 'cpu'],
  repetitions: 6,
});

const BOOK = notebookFile([
  '# Story of a run',
  { experiment: './story.xenbench.jsonc' },
  { show: 'cv-table' },
  { show: 'chart', figure: ['TCP small', 'Memory'] },
]);

async function runFile(folder: string): Promise<string> {
  const runs = join(folder, '.xenbench', 'runs');
  const [name = ''] = (await readdir(runs)).filter((each) => each.endsWith('.xenrun'));
  return join(runs, name);
}

describe('a result notebook in a window', () => {
  const vscode = useVscode({
    files: { 'story.xenbench.jsonc': EXPERIMENT, 'story.xenbook': BOOK },
    // High enough for all of it: VS Code shows what is in sight, and a click into an output does not scroll there.
    viewport: { width: 1280, height: 2400 },
  });

  it('is run by Run All, and its table shows what the report says, number by number', async () => {
    const { page, folder } = vscode();
    await execute(vscode(), 'vscode.open', { file: join(folder, 'story.xenbook') });
    await runAllCells(page);
    const frame = await outputFrame(page, '[data-show="chart"] canvas');
    const { stdout } = await run(process.execPath, [
      'dist/cli.js',
      'report',
      await runFile(folder),
      '--format',
      'json',
    ]);
    const report: Report = JSON.parse(stdout);
    const shown = await frame.locator('[data-show="cv-table"] td[data-group]').evaluateAll((cells) =>
      cells.map((cell) => {
        const { group, target, value, low, high, n, case: case_ } = (cell as HTMLElement).dataset;
        return [group, target, Number(value), Number(low), Number(high), Number(n), case_];
      }),
    );
    const told = report.cvTable.map(({ group, target, maxCv, interval, n, case: case_ }) => [
      group,
      target,
      maxCv,
      interval?.[0] ?? 0,
      interval?.[1] ?? 0,
      n,
      case_,
    ]);
    const inOrder = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(inOrder(shown)).toEqual(inOrder(told));
  });

  it('has the numbers of each chart behind it, for those who do not see it', async () => {
    const { page, folder } = vscode();
    const frame = await outputFrame(page, '[data-figure="TCP small"] canvas');
    const figure = frame.locator('[data-figure="TCP small"]');
    expect(await figure.locator('canvas').getAttribute('aria-label')).toContain('Chart of TCP small');
    await figure.locator('summary').click();
    await figure.locator('tbody tr').first().waitFor();
    const medians = await figure
      .locator('tbody tr td:nth-of-type(2)')
      .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset['value'])));
    const { stdout } = await run(process.execPath, [
      'dist/cli.js',
      'report',
      await runFile(folder),
      '--format',
      'json',
    ]);
    const report: Report = JSON.parse(stdout);
    const told = report.series
      .filter(({ group, metric }) => group === 'TCP small' && metric === 'throughput')
      .map(({ median }) => Number((median ?? 0).toPrecision(10)));
    expect([...medians].sort()).toEqual([...told].sort());
  });

  it('shows names of files and hosts as text', async () => {
    const { page } = vscode();
    const frame = await outputFrame(page, '[data-show="cv-table"]');
    expect(await frame.locator('[data-show="cv-table"] th').nth(2).innerText()).toContain(HOSTILE);
    expect(await frame.locator('[data-show] img').count()).toBe(0);
  });

  it('keeps its outputs when it is saved and the window is loaded anew, and the file reads as text', async () => {
    const { page, folder } = vscode();
    await runCommand(page, 'File: Save');
    await expect
      .poll(() => readFile(join(folder, 'story.xenbook'), 'utf8'))
      .toContain('```json xenbench-output');
    await vscode().reload();
    const frame = await outputFrame(page, '[data-show="chart"] canvas');
    expect(await frame.locator('[data-show="cv-table"] td.cv').count()).toBeGreaterThan(5);
    const text = await readFile(join(folder, 'story.xenbook'), 'utf8');
    expect(text).toContain('> | CV, largest of each group | bare (native; simulated) |');
    expect(text).not.toContain('"stdout"');
  });

  it('says below its cells that their run file is gone', async () => {
    const { page, folder } = vscode();
    const status = page.locator('.cell-statusbar-container');
    await status
      .getByText(/story-.*\.xenrun/)
      .first()
      .waitFor();
    await rm(await runFile(folder));
    await status
      .getByText(/is gone/)
      .first()
      .waitFor();
  });

  it('loads nothing that the page forbids', () => {
    expect(cspViolations(vscode().console)).toEqual([]);
  });

  it('is begun from the File menu', async () => {
    const { page } = vscode();
    await newFile(page, 'New Xen Bench Notebook');
    await page.locator('.tabs-container .tab.active').filter({ hasText: 'Untitled' }).waitFor();
    await page.locator('.notebookOverlay:visible .view-lines').getByText('"cv-table"').waitFor();
    await outputFrame(page, 'text=A new experiment');
  });

  it('is exported where the person says', async () => {
    const { page, folder } = vscode();
    await execute(vscode(), 'vscode.open', { file: join(folder, 'story.xenbook') });
    await outputFrame(page, '[data-show="chart"] canvas');
    await runCommand(page, 'Xen Bench: Export Notebook');
    await pick(page, 'HTML');
    // Beside the notebook, by its name, where the person says nothing else.
    await expect.poll(() => quickInputBox(page).inputValue()).toBe(join(folder, 'story.html'));
    await accept(page);
    await expect
      .poll(() => readFile(join(folder, 'story.html'), 'utf8').catch(() => ''))
      .toContain('data:image/svg+xml');
  });
});

/** Chooses a kind of new file. A window that was just loaded has the command before it has the kinds. */
async function newFile(page: Page, kind: string): Promise<void> {
  const tooEarly = dialog(page).filter({ hasText: 'resulted in an error' });
  for (;;) {
    await runCommand(page, 'Create: New File...');
    await quickPickItem(page, kind).or(tooEarly).first().waitFor();
    if (!(await tooEarly.isVisible())) break;
    await answerDialog(page, 'OK');
  }
  await pick(page, kind);
}
