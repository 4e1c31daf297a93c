import { existsSync, readFileSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loadReport } from '../../src/engine/load-report.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { EXPERIMENT, recordsOf, textOf } from '../unit/engine/run-files.ts';
import { runCommand } from './support/commands.ts';
import { cspViolations } from './support/console.ts';
import { answerDialog, dialog, notificationsSeen } from './support/notifications.ts';
import { accept, pick, quickInput, quickInputBox } from './support/quick-pick.ts';
import { useVscode } from './support/use-vscode.ts';
import { webviewFrame } from './support/webview.ts';

const RUNS = '.xenbench/runs';
const FILES = {
  'sample.xenbench.jsonc': JSON.stringify(EXPERIMENT),
  [`${RUNS}/sample-one.xenrun`]: textOf(recordsOf()),
  [`${RUNS}/sample-two.xenrun`]: textOf(
    recordsOf({ ...EXPERIMENT, title: 'Another time', repetitions: 3 }, 'run-b'),
  ),
  [`${RUNS}/sample-damaged.xenrun`]: 'hello\n',
};

/** A run in a list: its name stands before its date. */
function listedRun(page: Page, name: string): Locator {
  return quickInput(page)
    .locator('.monaco-list-row')
    .filter({ hasText: new RegExp(`^\\s*${name}`) });
}

async function openResults(page: Page, name: string): Promise<void> {
  await runCommand(page, 'Xen Bench: Open Results');
  await listedRun(page, name).click();
}

/** As a person does it, which also writes down which editors are open. */
async function reload(page: Page): Promise<void> {
  const begun = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await runCommand(page, 'Developer: Reload Window');
  await begun;
  await page.locator('.monaco-workbench').waitFor();
}

describe('runs in a window', () => {
  const vscode = useVscode({ files: FILES });
  const file = (name: string) => join(vscode().folder, RUNS, `${name}.xenrun`);
  const tab = (label: string | RegExp) =>
    vscode().page.locator('.tabs-container .tab').filter({ hasText: label });
  const body = () => webviewFrame(vscode().page).locator('body');

  it('are chosen from a list and shown; a reload brings the editor back', async () => {
    const { page } = vscode();
    await openResults(page, 'sample-one');
    await tab('sample-one').waitFor();
    await body().getByText('PV against HVM').first().waitFor();
    await reload(page);
    await tab('sample-one').waitFor();
    await body().getByText('PV against HVM').first().waitFor();
  });

  it('are compared in one editor, also after a reload', async () => {
    const { page } = vscode();
    await runCommand(page, 'Xen Bench: Compare Runs');
    // The run in front is ticked already; one is not enough.
    await listedRun(page, 'sample-one').waitFor();
    await accept(page);
    await quickInput(page).getByText('Choose at least two runs').waitFor();
    await listedRun(page, 'sample-two').click();
    await accept(page);
    await tab('Compare sample-one and sample-two').waitFor();
    await body().getByText('hvm (run 2)').filter({ visible: true }).first().waitFor();
    await reload(page);
    await tab('Compare sample-one and sample-two').waitFor();
    await body().getByText('hvm (run 2)').filter({ visible: true }).first().waitFor();
  });

  it('are followed while they grow', async () => {
    const { page } = vscode();
    const records = recordsOf(EXPERIMENT, 'growing');
    await writeFile(file('growing'), textOf(records.slice(0, 9)));
    await openResults(page, 'growing');
    await body()
      .getByText(/6 of 36/)
      .first()
      .waitFor();
    await appendFile(file('growing'), textOf(records.slice(9)));
    await body()
      .getByText(/36 of 36/)
      .first()
      .waitFor();
  });

  it('that are damaged say so, and open as text', async () => {
    const { page } = vscode();
    await openResults(page, 'sample-damaged');
    await body()
      .getByText(/sample-damaged\.xenrun:1: not a line of JSON/)
      .first()
      .waitFor();
    await body()
      .getByText(/as text/i)
      .first()
      .click();
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'hello' }).first().waitFor();
  });

  it('are exported beside the run, in a format that is asked for', async () => {
    const { page } = vscode();
    await tab('growing').first().click();
    await runCommand(page, 'Xen Bench: Export Report');
    await pick(page, 'Markdown');
    await expect.poll(() => quickInputBox(page).inputValue()).toContain('growing.md');
    await accept(page);
    const target = join(vscode().folder, RUNS, 'growing.md');
    await expect
      .poll(() => existsSync(target) && readFileSync(target, 'utf8'))
      .toBe(renderMarkdown(await loadReport([file('growing')])));
    await expect.poll(() => notificationsSeen(page)).toContainEqual(expect.stringContaining('growing.md'));
  });

  it('are deleted when it was confirmed, and an editor of one keeps what it shows', async () => {
    const { page } = vscode();
    await tab('Compare sample-one').first().click();
    await body().getByText('hvm (run 2)').filter({ visible: true }).first().waitFor();
    await runCommand(page, 'Xen Bench: Delete Run');
    await listedRun(page, 'sample-two').click();
    await dialog(page).getByText('Delete the run sample-two?').waitFor();
    await answerDialog(page, 'Cancel');
    expect(existsSync(file('sample-two'))).toBe(true);
    await runCommand(page, 'Xen Bench: Delete Run');
    await listedRun(page, 'sample-two').click();
    await answerDialog(page, 'Move to Trash');
    // A server has no trash.
    await answerDialog(page, 'Delete Permanently');
    await expect.poll(() => existsSync(file('sample-two'))).toBe(false);
    await body()
      .getByText(/Deleted since it was read/)
      .first()
      .waitFor();
    await body().getByText('hvm (run 2)').filter({ visible: true }).first().waitFor();
  });

  it('break no rule about what a page may load', () => {
    expect(cspViolations(vscode().console)).toEqual([]);
  });
});

describe('runs in a folder that is not trusted', () => {
  const vscode = useVscode({ files: FILES, trusted: false });

  it('are shown', async () => {
    const { page } = vscode();
    await openResults(page, 'sample-one');
    await webviewFrame(page).locator('body').getByText('PV against HVM').first().waitFor();
  });
});
