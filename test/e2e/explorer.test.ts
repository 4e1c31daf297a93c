import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cspViolations } from './support/console.ts';
import { answerNotification } from './support/notifications.ts';
import {
  accept,
  answer,
  dismiss,
  pick,
  quickInputMessage,
  quickInputTitle,
  typeInto,
} from './support/quick-pick.ts';
import {
  chooseFromRowMenu,
  clickRowAction,
  expandRow,
  openViewContainer,
  treeLabels,
  treeRow,
} from './support/tree.ts';
import { useVscode } from './support/use-vscode.ts';

const HOSTILE = '$(trash) <img src=x onerror=alert(1)> "q" [l](command:x)';
const EXPERIMENT = `{
  // What is compared.
  "targets": {
    "bare": { "kind": "native", "host": "lab:native" }, // rack 1
    ${JSON.stringify(HOSTILE)}: { "kind": "pv", "host": "lab:pv" }
  },
  "baseline": "bare",
  "benchmarks": ["cpu"],
  "repetitions": 2
}
`;

function welcome(page: Page, words: string) {
  return page.locator('.part.sidebar .welcome-view-content').getByText(words);
}

describe('an empty folder', () => {
  const vscode = useVscode({ files: { 'readme.txt': '' } });

  it('says what to do, and a button makes the first experiment', async () => {
    const { page, folder } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await welcome(page, 'There is no experiment in this folder yet').waitFor();
    await page
      .locator('.part.sidebar')
      .getByRole('button', { name: 'Create Experiment', exact: true })
      .last()
      .click();
    await answer(page, 'pv-vs-hvm');
    await treeRow(page, 'pv-vs-hvm').waitFor();
    await page.locator('.tabs-container .tab').filter({ hasText: 'pv-vs-hvm.xenbench.jsonc' }).waitFor();
    expect(await readFile(join(folder, 'pv-vs-hvm.xenbench.jsonc'), 'utf8')).toContain('root@10.0.0.11');
    // The only experiment is open.
    await treeRow(page, 'Targets').waitFor();
    await treeRow(page, 'pv').waitFor();
  });
});

describe('a folder that is not trusted', () => {
  const vscode = useVscode({ files: { 'a.xenbench.jsonc': EXPERIMENT }, trusted: false });

  it('shows no experiments, and the way to trust it', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await welcome(page, 'Nothing of it happens until you trust the folder').waitFor();
    await page.locator('.part.sidebar').getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    expect(await treeLabels(page)).toEqual([]);
  });
});

describe('the explorer', () => {
  const vscode = useVscode({
    files: { 'a.xenbench.jsonc': EXPERIMENT, 'broken.xenbench.jsonc': '{\n  "x"\n}\n' },
  });
  const text = () => readFile(join(vscode().folder, 'a.xenbench.jsonc'), 'utf8');

  it('shows what is in experiments as text, whatever it says', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    await expandRow(treeRow(page, 'a'));
    await treeRow(page, HOSTILE).waitFor();
    const labels = await treeLabels(page);
    expect(labels).toEqual(['a', 'Targets', 'bare', HOSTILE, 'Benchmarks', 'Runs', 'broken']);
    expect(await page.locator('.part.sidebar .monaco-list-row img').count()).toBe(0);
    const spoken = await treeRow(page, 'bare').getAttribute('aria-label');
    expect(spoken).toContain('bare, target of kind native, host lab:native');
  });

  it('checks a target where it stands', async () => {
    const { page } = vscode();
    await clickRowAction(treeRow(page, 'bare'), 'Check Targets');
    await treeRow(page, 'bare').filter({ hasText: 'ready, simulated' }).waitFor();
  });

  it('adds a target by steps, and says at once what is wrong with an answer', async () => {
    const { page } = vscode();
    await clickRowAction(treeRow(page, 'Targets'), 'Add Target');
    await quickInputTitle(page).filter({ hasText: 'Add Target (1/4)' }).waitFor();
    await pick(page, 'hvm');
    await quickInputTitle(page).filter({ hasText: 'Add Target (2/4)' }).waitFor();
    await typeInto(page, '-oProxyCommand=x');
    await quickInputMessage(page).filter({ hasText: 'must not begin with "-"' }).waitFor();
    await typeInto(page, 'lab:hvm');
    await quickInputMessage(page).filter({ hasText: 'must not begin' }).waitFor({ state: 'hidden' });
    await pick(page, 'lab:hvm');
    await quickInputTitle(page).filter({ hasText: 'Add Target (3/3)' }).waitFor();
    await accept(page);
    await treeRow(page, 'hvm').waitFor();
    await expect
      .poll(text)
      .toBe(
        EXPERIMENT.replace(
          '"host": "lab:pv" }\n',
          '"host": "lab:pv" },\n    "hvm": { "kind": "hvm", "host": "lab:hvm" }\n',
        ),
      );
  });

  it('removes a target with its comment, and puts both back', async () => {
    const { page } = vscode();
    const before = await text();
    await chooseFromRowMenu(treeRow(page, 'bare'), 'Remove Target');
    await pick(page, 'hvm');
    await treeRow(page, 'bare').waitFor({ state: 'hidden' });
    await expect
      .poll(text)
      .toBe(
        before
          .replace('    "bare": { "kind": "native", "host": "lab:native" }, // rack 1\n', '')
          .replace('"baseline": "bare"', '"baseline": "hvm"'),
      );
    await answerNotification(page, 'Removed the target "bare"', 'Undo');
    await treeRow(page, 'bare').waitFor();
    await expect.poll(text).toBe(before);
  });

  it('gives up a question without a trace', async () => {
    const { page } = vscode();
    const before = await text();
    await clickRowAction(treeRow(page, 'Benchmarks'), 'Add Benchmark');
    await dismiss(page);
    await expect.poll(text).toBe(before);
  });

  it('opens a broken experiment at its first mistake', async () => {
    const { page } = vscode();
    const row = treeRow(page, 'broken');
    await row
      .filter({ hasText: 'line 2' })
      .or(row.filter({ hasText: 'line 3' }))
      .waitFor();
    await row.click();
    await page.locator('.tabs-container .tab.active').filter({ hasText: 'broken.xenbench.jsonc' }).waitFor();
    await page
      .locator('.statusbar')
      .getByText(/Ln [23], /)
      .first()
      .waitFor();
  });

  it('follows a run: it counts, and has its outcome at the end', async () => {
    const { page } = vscode();
    await clickRowAction(treeRow(page, 'bare'), 'Run Xen Benchmark');
    await quickInputTitle(page).filter({ hasText: 'Run a' }).waitFor();
    await accept(page);
    // The list of runs opens by itself with its first one.
    await page
      .locator('.part.sidebar .monaco-list-row')
      .filter({ hasText: '2 of 2 valid, simulated' })
      .first()
      .waitFor();
  });

  it('breaks no rule about what a page may load', () => {
    expect(cspViolations(vscode().console)).toEqual([]);
  });
});
