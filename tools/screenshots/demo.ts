import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { DEMO_EXPERIMENT } from '../../src/experiment/templates.ts';
import { runCommand } from '../../test/e2e/support/commands.ts';
import { execute } from '../../test/e2e/support/driver.ts';
import { LIMIT_MS } from '../../test/e2e/support/limit.ts';
import { savePicture } from '../../test/e2e/support/picture.ts';
import { accept, quickInput, quickPickItem } from '../../test/e2e/support/quick-pick.ts';
import { terminalText } from '../../test/e2e/support/terminal.ts';
import type { Theme } from '../../test/e2e/support/theme.ts';
import { expandRow, openViewContainer, treeRow } from '../../test/e2e/support/tree.ts';
import type { Vscode } from '../../test/e2e/support/vscode.ts';
import { webviewFrame } from '../../test/e2e/support/webview.ts';
import { keep, openStudio } from './studio.ts';

const RUNS = '.xenbench/runs';
let earlier: Promise<EarlierRun> | null = null;

/** A run of before, with the name that it would have. */
interface EarlierRun {
  readonly name: string;
  readonly text: string;
}

/** Pictures of an experiment that is checked, run, looked at and compared with an earlier run. */
export async function photographDemo(theme: Theme): Promise<void> {
  earlier ??= runOfBefore();
  const { name, text } = await earlier;
  const vscode = await openStudio({
    theme,
    files: {
      'demo.xenbench.jsonc': DEMO_EXPERIMENT,
      [`${RUNS}/${name}.xenrun`]: text,
    },
  });
  try {
    await explorer(vscode, theme);
    await run(vscode, theme);
    await results(vscode, theme, name);
    await compare(vscode, theme);
  } catch (error) {
    await savePicture(vscode.page, `demo ${theme}`);
    throw error;
  } finally {
    await vscode.close();
  }
}

async function explorer(vscode: Vscode, theme: Theme): Promise<void> {
  const { page } = vscode;
  await openViewContainer(page, 'Xen Bench');
  await widenSideBar(page);
  await expandRow(treeRow(page, 'demo'));
  await expandRow(treeRow(page, 'Benchmarks'));
  await runCommand(page, 'Xen Bench: Check Targets');
  for (const name of ['bare', 'pv', 'hvm']) await treeRow(page, name).getByText('ready').first().waitFor();
  await keep(vscode, `explorer-${theme}`, { x: 0, y: 0, width: 480, height: 440 });
}

async function run(vscode: Vscode, theme: Theme): Promise<void> {
  const { page, folder } = vscode;
  await start(vscode, () => keep(vscode, `run-pick-${theme}`));
  await untilTerminal(page, /- Disk in paper mode/);
  await execute(vscode, 'workbench.action.toggleMaximizedPanel');
  // Up to where the last trials end and the table of coefficients of variation begins.
  while (!/^Done: /m.test(await terminalText(page)))
    await execute(vscode, 'workbench.action.terminal.scrollUp');
  await keep(vscode, `terminal-${theme}`);
  await execute(vscode, 'workbench.action.terminal.scrollToBottom');
  await execute(vscode, 'workbench.action.toggleMaximizedPanel');
  await execute(vscode, 'workbench.action.closeAllEditors');

  // So long that it goes on while its pictures are taken.
  await writeFile(
    join(folder, 'demo.xenbench.jsonc'),
    DEMO_EXPERIMENT.replace('"repetitions": 10', '"repetitions": 300'),
  );
  await start(vscode);
  await untilTerminal(page, /\b\d{3,} +(bare|pv|hvm) /);
  await webviewFrame(page).locator('.cv-table .cv').first().waitFor();
  await keep(vscode, `run-${theme}`);
  // On a fast machine it may be over by now.
  await execute(vscode, 'xenBench.cancel');
  await untilTerminal(page, /exit code: 130|^Run file: .*\n*$/m);
  await execute(vscode, 'workbench.action.closeAllEditors');
  await execute(vscode, 'workbench.action.closePanel');
}

async function start(vscode: Vscode, atBenchmarks?: () => Promise<void>): Promise<void> {
  const { page } = vscode;
  await runCommand(page, 'Run Xen Benchmark');
  await quickPickItem(page, 'hvm').waitFor();
  await accept(page);
  await quickPickItem(page, 'Disk').waitFor();
  await atBenchmarks?.();
  await accept(page);
  await quickInput(page).waitFor({ state: 'hidden' });
}

async function results(vscode: Vscode, theme: Theme, name: string): Promise<void> {
  const { page, folder } = vscode;
  await execute(vscode, 'workbench.action.closeSidebar');
  await execute(vscode, 'vscode.open', { file: join(folder, RUNS, `${name}.xenrun`) });
  const frame = webviewFrame(page);
  await frame.locator('.cv-table .cv').first().waitFor();
  await keep(vscode, `results-${theme}`);
  await frame.locator('#figures-heading').evaluate((head) => head.scrollIntoView({ block: 'start' }));
  await keep(vscode, `figures-${theme}`);
  const card = frame.locator('.card').nth(0);
  await card.locator('.card-title').click();
  await frame.locator('#figures-heading').evaluate((head) => head.scrollIntoView({ block: 'start' }));
  await keep(vscode, `figure-${theme}`);
  await card
    .getByRole('button', { name: /valid trials/ })
    .nth(5)
    .click();
  await frame.locator('.drawer-body').waitFor();
  await frame.locator('#figures-heading').evaluate((head) => head.scrollIntoView({ block: 'start' }));
  await keep(vscode, `trial-${theme}`);
}

async function compare(vscode: Vscode, theme: Theme): Promise<void> {
  const { page } = vscode;
  await runCommand(page, 'Xen Bench: Compare Runs');
  // The run in front, the oldest, is ticked; the newest was cancelled.
  const boxes = quickInput(page).locator(
    '.monaco-list-row input[type=checkbox], .monaco-list-row .monaco-checkbox',
  );
  await boxes.nth(1).click();
  await accept(page);
  await webviewFrame(page).locator('.runs').waitFor();
  await keep(vscode, `compare-${theme}`);
}

/** As wide as a person makes it who wants to read what stands in it. */
async function widenSideBar(page: Page): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('There is no side bar.');
  const [x, y] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 120, y, { steps: 4 });
  await page.mouse.up();
}

async function untilTerminal(page: Page, text: RegExp): Promise<void> {
  for (const limit = Date.now() + LIMIT_MS; !text.test(await terminalText(page)); ) {
    if (Date.now() > limit) throw new Error(`The terminal does not show ${text}.`);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/** A run file that the command line makes. */
async function runOfBefore(): Promise<EarlierRun> {
  const folder = await mkdtemp(join(tmpdir(), 'xen-bench-demo-'));
  try {
    const file = join(folder, 'demo.xenrun');
    const experiment = join(folder, 'demo.xenbench.jsonc');
    // Another seed: the demo lab's numbers are then others too.
    await writeFile(experiment, DEMO_EXPERIMENT.replace('"seed": 2008', '"seed": 2007'));
    await promisify(execFile)(process.execPath, ['dist/cli.js', 'run', experiment, '--output', file]);
    const text = await readFile(file, 'utf8');
    const { startedAt } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { startedAt: string };
    return { name: `demo-${startedAt.slice(0, 19).replaceAll(':', '-')}Z`, text };
  } finally {
    await rm(folder, { recursive: true });
  }
}
