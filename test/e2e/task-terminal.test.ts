import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { runCommand } from './support/commands.ts';
import { cspViolations } from './support/console.ts';
import { execute } from './support/driver.ts';
import {
  accept,
  dismiss,
  pick,
  quickInput,
  quickInputTitle,
  quickPickItem,
  quickPickLabels,
} from './support/quick-pick.ts';
import { terminalText } from './support/terminal.ts';
import { useVscode } from './support/use-vscode.ts';
import { webviewFrame } from './support/webview.ts';

const TARGETS = {
  bare: { kind: 'native', host: 'lab:native' },
  pv: { kind: 'pv', host: 'lab:pv' },
};
const FILES = {
  'guests.xenbench.jsonc': JSON.stringify({
    title: 'PV against bare metal',
    targets: TARGETS,
    benchmarks: ['cpu', 'memory'],
    repetitions: 3,
  }),
  'long.xenbench.jsonc': JSON.stringify({
    title: 'A long one',
    targets: TARGETS,
    benchmarks: ['cpu'],
    repetitions: 10000,
  }),
};

describe('the task terminal', () => {
  const vscode = useVscode({ files: FILES });
  const runs = (name: string): string[] => {
    const folder = join(vscode().folder, '.xenbench', 'runs');
    return existsSync(folder) ? readdirSync(folder).filter((file) => file.startsWith(`${name}-2`)) : [];
  };
  const start = async (page: Page, title: string): Promise<void> => {
    await runCommand(page, 'Run Xen Benchmark');
    await pick(page, title);
    await expect.poll(() => quickPickLabels(page)).toEqual(['bare', 'pv']);
    await quickPickItem(page, 'bare').waitFor();
    await accept(page);
    await expect.poll(() => quickPickLabels(page)).not.toContain('bare');
    await accept(page);
    await quickInput(page).waitFor({ state: 'hidden' });
  };
  /** The row of the terminal that holds a text. */
  const line = (text: string | RegExp) =>
    vscode().page.locator('.terminal-wrapper.active .xterm-rows > div').filter({ hasText: text }).last();

  it('runs what was chosen in three steps, and shows plan, trials, table and run file', async () => {
    const { page } = vscode();
    await runCommand(page, 'Run Xen Benchmark');
    await expect.poll(() => quickPickLabels(page)).toEqual(['PV against bare metal', 'A long one']);
    await pick(page, 'PV against bare metal');
    await expect
      .poll(() => quickInputTitle(page).innerText())
      .toBe('Run PV against bare metal: 3 repetitions (2/3)');
    await accept(page);
    await expect.poll(() => quickPickLabels(page)).toEqual(['CPU', 'Memory']);
    await accept(page);
    await line('Run file: ').waitFor();
    await expect.poll(() => terminalText(page)).toContain('Simulated by the demo lab: bare and pv.');
    expect(runs('guests')).toHaveLength(1);
  });

  it('has opened the results by itself', async () => {
    const { page } = vscode();
    await webviewFrame(page).locator('body').getByText('PV against bare metal').first().waitFor();
  });

  it('leads from the line of a trial to the trial', async () => {
    const { page } = vscode();
    await execute(vscode(), 'workbench.action.terminal.scrollToTop');
    const trial = line(/^\s*2 {2}(bare|pv) /);
    await trial.waitFor();
    const box = await trial.boundingBox();
    if (box === null) throw new Error('The line is not on the screen.');
    await page.mouse.move(box.x + 30, box.y + box.height / 2);
    await page.getByText('Open the results at trial 2').first().waitFor();
    await page.keyboard.down('Control');
    await page.mouse.click(box.x + 30, box.y + box.height / 2);
    await page.keyboard.up('Control');
    await webviewFrame(page)
      .locator('body')
      .getByText(/Trial 2/)
      .first()
      .waitFor();
  });

  it('remembers what was ticked, and which experiment was run last', async () => {
    const { page } = vscode();
    const ticked = () =>
      quickInput(page).locator('.monaco-list-row:has([aria-checked=true]) .label-name').allInnerTexts();
    await runCommand(page, 'Run Xen Benchmark');
    await pick(page, 'A long one');
    await expect.poll(ticked).toEqual(['bare', 'pv']);
    await quickPickItem(page, 'bare').locator('.monaco-checkbox').click();
    await accept(page);
    await expect.poll(ticked).toEqual(['CPU']);
    await accept(page);
    await line(/pv +cpu/).waitFor();
    await runCommand(page, 'Xen Bench: Cancel Run');
    await line('exit code: 130').waitFor();
    await runCommand(page, 'Run Xen Benchmark');
    await expect.poll(() => quickPickLabels(page)).toEqual(['A long one', 'PV against bare metal']);
    await pick(page, 'A long one');
    await expect.poll(ticked).toEqual(['pv']);
    await quickPickItem(page, 'bare').locator('.monaco-checkbox').click();
    await accept(page);
    await expect.poll(ticked).toEqual(['CPU']);
    await dismiss(page);
  });

  it('tells how far it is in the status bar, and is cancelled by Ctrl+C', async () => {
    const { page } = vscode();
    await start(page, 'A long one');
    const item = page.locator('.statusbar-item').filter({ hasText: /Xen Bench \d+\/10000, .* left/ });
    await item.waitFor();
    await item.click();
    await expect.poll(() => quickPickLabels(page)).toEqual(['Show Terminal', 'Open Results', 'Cancel Run']);
    await pick(page, 'Show Terminal');
    await page.locator('.terminal-wrapper.active .xterm-helper-textarea').press('Control+C');
    await line('exit code: 130').waitFor();
    await item.waitFor({ state: 'hidden' });
    const file = runs('long').sort().at(-1) ?? '';
    const text = readFileSync(join(vscode().folder, '.xenbench', 'runs', file), 'utf8');
    expect(text.trimEnd().split('\n').at(-1)).toContain('"outcome":"cancelled"');
  });

  it('breaks no rule about what a page may load', () => {
    expect(cspViolations(vscode().console)).toEqual([]);
  });
});
