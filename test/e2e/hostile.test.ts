import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunFileRecord, TrialRecord } from '../../src/journal/records.ts';
import { recordsOf, textOf } from '../unit/engine/run-files.ts';
import { runCommand } from './support/commands.ts';
import { cspViolations } from './support/console.ts';
import { execute } from './support/driver.ts';
import { answerDialog, dialog, notificationsSeen } from './support/notifications.ts';
import { accept, pick, quickInput, quickInputTitle, quickPickLabels } from './support/quick-pick.ts';
import { shownCvTable, shownSeries } from './support/results.ts';
import { terminalText } from './support/terminal.ts';
import { chooseFromRowMenu, expandRow, openViewContainer, treeLabels, treeRow } from './support/tree.ts';
import { useVscode } from './support/use-vscode.ts';
import { webviewFrame } from './support/webview.ts';
import { wholeTerminal } from './support/whole-terminal.ts';

// Everything that an experiment file, a host or a run file may say, at its worst: it is shown as it is, and does nothing.

const IMAGE = '<img src=x onerror=top.owned=1>';
const LINK = '[l](command:workbench.action.quit)';
/** As long as a name may be. */
const TARGET = `${IMAGE}"'\`\${7*7}$(trash)<b>&amp;`;
const BENCHMARK = `<script>top.owned=1</script>$(sync~spin)\`\${7*7}`;
const TITLE = `<script>top.owned=1</script> ${IMAGE} "q" 'a' \`b\` \${7*7} ${LINK} **bold** $(trash) &lt;i&gt; <https://x.test>`;
/** A run file's own name; a slash cannot stand in one. */
const FILE = `<img src=x onerror=top.owned=1> $(trash) [l](command:x) "q"`;

/** What a tool prints: colours, a cleared screen, a title, a link, direction marks. */
const OUTPUT = `\u001b[2J\u001b[31mred\u001b]0;owned\u0007 \u001b]8;;command:workbench.action.quit\u001b\\link\u001b]8;;\u001b\\ \u202egnp.exe\u200b ${IMAGE} ${LINK}`;
/** The same for printf of a POSIX shell, which knows octal numbers only. */
const PRINTF = Array.from(
  new TextEncoder().encode(OUTPUT),
  (byte) => `\\${byte.toString(8).padStart(3, '0')}`,
);

/** What must reach no screen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const UNSEEN = /[\u001b\u202e\u200b]/;

const EXPERIMENT = {
  title: TITLE,
  targets: {
    [TARGET]: { kind: 'native', host: 'lab:this-machine' },
    'two "b"': { kind: 'native', host: 'lab:this-machine' },
  },
  benchmarks: [
    {
      benchmark: 'command',
      name: BENCHMARK,
      run: `printf '${PRINTF.join('')}'; echo; echo value 42; : ${IMAGE.replaceAll(/[<>]/g, '')}`,
      metrics: [{ name: '<i>rate</i>', unit: '<u>/s', pattern: 'value ([0-9]+)' }],
    },
    { benchmark: 'command', name: 'fails', run: `printf '${PRINTF.join('')}' >&2; exit 3` },
  ],
  repetitions: 2,
  warmup: 0,
};

/** A run file in which all that may be a text of any kind is hostile. */
function hostileRun(): string {
  const bad = (trial: TrialRecord): TrialRecord => ({
    ...trial,
    command: OUTPUT,
    stdout: OUTPUT,
    stderr: OUTPUT,
    signal: OUTPUT,
    ...(trial.trial % 3 === 0 ? { outcome: 'invalid' as const, reason: OUTPUT, measurements: [] } : {}),
  });
  const records = recordsOf({ ...EXPERIMENT, repetitions: 6 }, `<b>"${LINK}`, bad).map(
    (record): RunFileRecord => {
      if (record.record === 'target') {
        return {
          ...record,
          environment: { [OUTPUT]: OUTPUT, release: OUTPUT },
          proof: { status: OUTPUT },
          declared: { kind: OUTPUT, host: OUTPUT },
        };
      }
      if (record.record === 'run')
        return { ...record, software: { version: OUTPUT, node: OUTPUT, platform: OUTPUT } };
      return record;
    },
  );
  return textOf(records);
}

describe('hostile words', () => {
  const vscode = useVscode({
    files: {
      'hostile.xenbench.jsonc': JSON.stringify(EXPERIMENT, null, 2),
      // All on one line, so that the commands above it must say which target they are for.
      'line.xenbench.jsonc': JSON.stringify(EXPERIMENT),
      [`${FILE}.xenrun`]: hostileRun(),
      [`broken.xenbench.jsonc`]: JSON.stringify({ [TITLE]: 1, targets: { [TARGET]: { kind: IMAGE } } }),
    },
  });
  const dialogs: string[] = [];
  beforeAll(() => {
    vscode().page.on('dialog', (shown) => {
      dialogs.push(shown.message());
      void shown.dismiss();
    });
  });
  const rows = () => vscode().page.locator('.part.sidebar .monaco-list-row[role=treeitem]');
  const results = () => webviewFrame(vscode().page);

  /** No element was made of a word: no picture, no icon, no link. */
  async function isOnlyText(place: Locator): Promise<void> {
    for (const made of [
      'img',
      'script',
      'a[href], a[data-href]',
      'b',
      'i',
      'u',
      'strong',
      'em',
      'code',
      '.codicon-trash',
      '.codicon-sync',
    ])
      expect([made, await place.locator(made).count()]).toEqual([made, 0]);
  }

  it('are text in the tree and in what hovers over it', async () => {
    const { page } = vscode();
    await openViewContainer(page, 'Xen Bench');
    const experiment = rows()
      .filter({ hasText: TITLE.slice(0, 40) })
      .first();
    await expandRow(experiment);
    await expandRow(treeRow(page, 'Benchmarks'));
    await expect
      .poll(() => treeLabels(page))
      .toEqual(expect.arrayContaining([TARGET, 'two "b"', BENCHMARK, 'fails']));
    await expandRow(treeRow(page, 'Other runs'));
    await rows()
      .filter({ hasText: /of 24 valid/ })
      .first()
      .waitFor();
    const text = page.locator('.part.sidebar .monaco-list-row[role=treeitem] .monaco-icon-label-container');
    for (const label of await text.all()) await isOnlyText(label);
    for (const row of [
      experiment,
      rows().filter({ hasText: 'native' }).first(),
      rows().filter({ hasText: 'of 24 valid' }),
    ]) {
      await row.hover();
      const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'onerror' });
      await hover.first().waitFor();
      await isOnlyText(hover.first());
      await page.mouse.move(900, 400);
      await hover.first().waitFor({ state: 'hidden' });
    }
  });

  it('are text in an editor: its mistakes, what stands above its lines, what hovers', async () => {
    const { page, folder } = vscode();
    await execute(vscode(), 'vscode.open', { file: join(folder, 'broken.xenbench.jsonc') });
    const mistake = page.locator('.squiggly-error').first();
    await mistake.waitFor();
    await runCommand(page, 'Problems: Focus on Problems View');
    const problems = page.locator('.markers-panel .monaco-tl-contents');
    await problems.filter({ hasText: 'onerror' }).first().waitFor();
    for (const made of ['img', 'b', 'script', '.codicon-trash'])
      expect([made, await problems.locator(made).count()]).toEqual([made, 0]);
    await page
      .locator('.monaco-editor .view-line')
      .first()
      .hover({ position: { x: 30, y: 8 } });
    const hover = page
      .locator('.monaco-editor .monaco-hover:visible, .monaco-hover:visible')
      .filter({ hasText: 'onerror' });
    await hover.first().waitFor();
    for (const made of [
      'img',
      'script',
      '.codicon-trash',
      'a[data-href^="command:workbench.action.quit"]',
      'b',
    ])
      expect([made, await hover.locator(made).count()]).toEqual([made, 0]);
    await execute(vscode(), 'workbench.action.closePanel');

    await execute(vscode(), 'vscode.open', { file: join(folder, 'line.xenbench.jsonc') });
    const lens = page.locator('.codelens-decoration').filter({ hasText: 'onerror' });
    await lens.first().waitFor();
    for (const made of ['img', 'b', 'script', '.codicon'])
      expect([made, await lens.locator(made).count()]).toEqual([made, 0]);
    await execute(vscode(), 'workbench.action.closeAllEditors');
  });

  it('are text in the questions before a run, in its terminal and its status', async () => {
    const { page } = vscode();
    await runCommand(page, 'Run Xen Benchmark');
    await expect.poll(() => quickPickLabels(page)).toContain('broken');
    await isOnlyText(quickInput(page).locator('.quick-input-list .quick-input-list-label'));
    await quickInput(page).locator('.monaco-list-row').filter({ hasText: 'hostile.xenbench.jsonc' }).click();
    await quickInputTitle(page).filter({ hasText: '(2/3)' }).waitFor();
    expect(await quickInputTitle(page).innerText()).toContain(IMAGE);
    await isOnlyText(quickInputTitle(page));
    await isOnlyText(quickInput(page).locator('.quick-input-list .quick-input-list-label').first());
    await accept(page);
    await quickInputTitle(page).filter({ hasText: '(3/3)' }).waitFor();
    await accept(page);
    await expect.poll(() => terminalText(page)).toContain('exit code: 1');

    const text = await wholeTerminal(vscode());
    // Nothing cleared what stood there before.
    expect(text).toContain(TITLE);
    expect(text).toContain('8 trials: 2 targets x 2 cases');
    expect(text).toContain(`failed: the command "fails" ended with exit code 3`.replace('failed: ', ''));
    expect(text).toContain(IMAGE);
    expect(text).not.toMatch(UNSEEN);
    const red = page.locator('.terminal-wrapper.active .xterm-rows span').filter({ hasText: /^red/ });
    expect(await red.count()).toBe(0);
    const name = page.locator('.part.panel .single-terminal-tab, .part.panel .terminal-tabs-entry').first();
    await name.waitFor();
    expect(await name.innerText()).not.toBe('owned');
    expect(await name.locator('.codicon-trash').count()).toBe(0);
    await execute(vscode(), 'workbench.action.closePanel');
  });

  it('are text in the results of that run, and its numbers are right', async () => {
    await results()
      .getByRole('heading', { level: 1 })
      .filter({ hasText: '<script>top.owned=1</script>' })
      .waitFor();
    const table = await shownCvTable(results());
    expect(table.find(({ group, target }) => target === TARGET && group.startsWith(BENCHMARK))).toMatchObject(
      { value: 0, n: 2 },
    );
    const series = (await shownSeries(results())).filter(({ metric }) => metric === '<i>rate</i>');
    expect(series.map(({ target, median }) => [target, median])).toEqual([
      [TARGET, 42],
      ['two "b"', 42],
    ]);
    await results().getByText('4 trials without a valid number').waitFor();
    await hasNothingMade();
  });

  it('are text in a run file of somebody else, down to a single trial', async () => {
    const { page, folder } = vscode();
    await execute(vscode(), 'vscode.open', { file: join(folder, `${FILE}.xenrun`) });
    await page.locator('.tabs-container .tab.active').filter({ hasText: FILE }).waitFor();
    await results().getByText('16 of 24 trials valid').waitFor();
    // Notes, what differs, the environment of each target.
    for (const folded of await results().locator('summary').all()) await folded.click();
    await results().getByText('tables', { exact: true }).click();
    await results()
      .getByRole('gridcell', { name: 'open what is kept of it' })
      .or(results().locator('.problems .pickable'))
      .first()
      .click();
    const drawer = results().locator('.drawer-body');
    await drawer.waitFor();
    const output = await drawer.locator('.output').first().innerText();
    expect(output).toContain(`<U+001B>[2J<U+001B>[31mred<U+001B>]0;owned<U+0007>`);
    expect(output).toContain(`<U+202E>gnp.exe<U+200B> ${IMAGE} ${LINK}`);
    expect(await drawer.innerText()).not.toMatch(UNSEEN);
    await hasNothingMade();
  });

  it('are text where runs are compared and deleted', async () => {
    const { page } = vscode();
    await runCommand(page, 'Xen Bench: Compare Runs');
    await expect.poll(async () => (await quickPickLabels(page)).join()).toContain('onerror');
    await isOnlyText(quickInput(page).locator('.quick-input-list .quick-input-list-label').first());
    const boxes = quickInput(page).locator(
      '.monaco-list-row input[type=checkbox], .monaco-list-row .monaco-checkbox',
    );
    // The run in front, the last of them, is ticked already.
    await boxes.first().click();
    await accept(page);
    await results().locator('.runs').filter({ hasText: FILE }).waitFor();
    await hasNothingMade();

    await runCommand(page, 'Xen Bench: Delete Run');
    await quickInput(page).locator('.monaco-list-row').filter({ hasText: 'onerror' }).first().click();
    await dialog(page).getByText('Delete the run').waitFor();
    expect(await dialog(page).innerText()).toContain('<img src=x onerror=top.owned=1>');
    await isOnlyText(dialog(page).locator('.dialog-message-text'));
    await answerDialog(page, 'Cancel');
  });

  it('are text in a notification', async () => {
    const { page, folder } = vscode();
    await chooseFromRowMenu(
      rows().filter({ hasText: 'onerror' }).filter({ hasText: 'lab:this-machine' }).first(),
      'Remove Target',
    );
    await quickInput(page)
      .or(page.locator('.notification-list-item').filter({ hasText: 'Removed the target' }).first())
      .first()
      .waitFor();
    if (await quickInput(page).isVisible()) await pick(page, 'two "b"');
    await expect
      .poll(async () =>
        (await notificationsSeen(page)).some(
          (text) => text.includes('Removed the target') && text.includes(IMAGE),
        ),
      )
      .toBe(true);
    const shown = page.locator('.notification-list-item-message').filter({ hasText: 'Removed the target' });
    for (const made of ['img', 'a[href], a[data-href]', 'b', '.codicon-trash'])
      expect([made, await shown.locator(made).count()]).toEqual([made, 0]);
    expect(JSON.parse(readFileSync(join(folder, 'hostile.xenbench.jsonc'), 'utf8')).targets).toEqual({
      'two "b"': { kind: 'native', host: 'lab:this-machine' },
    });
  });

  it('ran nothing, opened nothing, broke no policy', async () => {
    const { page } = vscode();
    const owned = await Promise.all(
      page.frames().map((frame) => frame.evaluate('window.owned ?? null').catch(() => null)),
    );
    expect(owned.filter((each) => each !== null)).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(cspViolations(vscode().console)).toEqual([]);
  });

  /** The page of results holds only what its own code makes. */
  async function hasNothingMade(): Promise<void> {
    const body = results().locator('body');
    expect(await body.locator('img, script:not([src]), a[href], b, i, u, em, iframe').count()).toBe(0);
    expect(await body.innerText()).not.toMatch(UNSEEN);
  }
});
