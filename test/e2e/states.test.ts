import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { METHOD_2008, sampleRun } from '../support/sample-runs.ts';
import { offersCommand, runCommand } from './support/commands.ts';
import { cspViolations } from './support/console.ts';
import { execute } from './support/driver.ts';
import { dialog, notificationsSeen } from './support/notifications.ts';
import { accept, pick, quickInput, quickPickItem } from './support/quick-pick.ts';
import { terminalText } from './support/terminal.ts';
import { expandRow, openViewContainer, treeRow } from './support/tree.ts';
import { useVscode } from './support/use-vscode.ts';
import { webviewFrame } from './support/webview.ts';

const SAMPLE = '.xenbench/runs/sample-2026-01-01T00-00-00Z.xenrun';
const EMPTY = '.xenbench/runs/sample-2026-01-02T00-00-00Z.xenrun';

describe('where there is little to show', () => {
  const vscode = useVscode(async () => ({
    files: {
      'nowhere.xenbench.jsonc': JSON.stringify({
        title: 'A host that is not there',
        targets: { gone: { kind: 'pv', host: `root@127.0.0.1:${await freePort()}` } },
        benchmarks: [{ benchmark: 'command', name: 'true', run: 'true' }],
        repetitions: 2,
      }),
      'sample.xenbench.jsonc': JSON.stringify(METHOD_2008),
      [SAMPLE]: sampleRun(),
      // Of a run that was ended before its first trial.
      [EMPTY]: sampleRun({ id: 'empty', most: 4 }),
    },
  }));
  const results = () => webviewFrame(vscode().page);
  const sideBar = () => vscode().page.locator('.part.sidebar');

  it('a run whose host is not there says so in its terminal, and measures nothing', async () => {
    const { page } = vscode();
    await runCommand(page, 'Run Xen Benchmark');
    await pick(page, 'A host that is not there');
    await quickPickItem(page, 'gone').waitFor();
    await accept(page);
    await quickPickItem(page, 'true').waitFor();
    await accept(page);
    await quickInput(page).waitFor({ state: 'hidden' });
    await expect.poll(() => terminalText(page)).toMatch(/exit code: [1-9]/);
    expect(await terminalText(page)).toMatch(/gone|127\.0\.0\.1/);
    await execute(vscode(), 'workbench.action.closePanel');
  });

  it('a run without a trial says that there is nothing, and leads on', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await expandRow(treeRow(page, 'sample'));
    await sideBar().locator('.monaco-list-row').filter({ hasText: 'cut off, 0 of 1110 valid' }).click();
    await results().getByText('No trial was run').waitFor();
    await results().getByRole('button', { name: 'Resume' }).waitFor();
    await results().getByRole('button', { name: 'Open Experiment' }).click();
    await page.locator('.tabs-container .tab.active').filter({ hasText: 'sample.xenbench.jsonc' }).waitFor();
  });

  it('results of which everything is filtered away say so, and bring it back', async () => {
    const { folder } = vscode();
    await execute(vscode(), 'vscode.open', { file: join(folder, SAMPLE) });
    await results().locator('.cv-table .cv').first().waitFor();
    await results()
      .getByRole('button', { name: /^Targets/ })
      .click();
    for (const name of ['bare', 'pv', 'hvm'])
      await results().getByRole('menuitemcheckbox', { name, exact: true }).click();
    await results().getByText('All targets or all groups are hidden by the filters.').waitFor();
    expect(await results().locator('.cv-table').count()).toBe(0);
    await results().getByRole('button', { name: 'Show All' }).click();
    await results().locator('.cv-table .cv').first().waitFor();
    expect(await results().locator('.card').count()).toBeGreaterThan(8);
  });

  it('a run file that is damaged after it was opened is told of', async () => {
    const { folder } = vscode();
    writeFileSync(join(folder, SAMPLE), 'no run file any more\n');
    await results()
      .getByText(/not a line of JSON/)
      .waitFor();
    await results().getByRole('button', { name: 'Open as Text' }).waitFor();
  });

  it('an experiment that is emptied has a mistake, and cannot be run', async () => {
    const { page, folder } = vscode();
    await execute(vscode(), 'workbench.action.closeAllEditors');
    writeFileSync(join(folder, 'nowhere.xenbench.jsonc'), '');
    await treeRow(page, 'nowhere')
      .filter({ hasText: /line 1/ })
      .waitFor();
    await runCommand(page, 'Run Xen Benchmark');
    await pick(page, 'nowhere');
    await expect.poll(() => notificationsSeen(page)).toContainEqual(expect.stringMatching(/nowhere.*line 1/));
  });

  it('a window without a folder offers to open one, and the demo lab', async () => {
    const { page } = vscode();
    await page.goto(`${new URL(page.url()).origin}/?ew=true`);
    await openViewContainer(page, 'Xen Bench');
    await sideBar().getByText('Experiments live in a folder').waitFor();
    await sideBar().getByRole('button', { name: 'Open Folder' }).waitFor();
    await sideBar().getByRole('button', { name: 'Try the Demo Lab' }).waitFor();
    expect(await offersCommand(page, 'Xen Bench: Create Experiment')).toBe(false);
  });

  it('nothing broke the policy of a page', () => {
    expect(cspViolations(vscode().console)).toEqual([]);
  });
});

describe('a folder that is not trusted', () => {
  const vscode = useVscode({
    trusted: false,
    files: {
      'demo.xenbench.jsonc': JSON.stringify({
        targets: { pv: { kind: 'pv', host: 'lab:pv' } },
        benchmarks: ['cpu'],
        repetitions: 2,
      }),
      '.vscode/tasks.json': JSON.stringify({
        version: '2.0.0',
        tasks: [{ label: 'measure', type: 'xenbench', experiment: 'demo.xenbench.jsonc' }],
      }),
      [SAMPLE]: sampleRun(),
    },
  });

  it('has no command that connects or writes, and still those that show', async () => {
    const { page } = vscode();
    await expect.poll(() => offersCommand(page, 'Xen Bench: Open Results')).toBe(true);
    for (const title of [
      'Run Xen Benchmark',
      'Xen Bench: Check Targets',
      'Xen Bench: Resume Run',
      'Xen Bench: Create Experiment',
      'Xen Bench: Add Target',
      'Xen Bench: Try the Demo Lab',
    ])
      expect([title, await offersCommand(page, title)]).toEqual([title, false]);
  });

  it('runs no task before VS Code has asked', async () => {
    const { page } = vscode();
    void execute(vscode(), 'workbench.action.tasks.runTask', 'measure').catch(() => {});
    await dialog(page).getByText(/trust/i).first().waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect(await page.locator('.terminal-wrapper').count()).toBe(0);
  });

  it('has no commands above the lines of an experiment', async () => {
    const { page, folder } = vscode();
    await execute(vscode(), 'vscode.open', { file: join(folder, 'demo.xenbench.jsonc') });
    await page.locator('.monaco-editor .view-line').first().waitFor();
    expect(
      await page
        .locator('.codelens-decoration')
        .filter({ hasText: /Run|Check/ })
        .count(),
    ).toBe(0);
    expect(cspViolations(vscode().console)).toEqual([]);
  });
});
