import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../../test/e2e/support/driver.ts';
import { setTheme, type Theme } from '../../test/e2e/support/theme.ts';
import { openViewContainer } from '../../test/e2e/support/tree.ts';
import type { Vscode } from '../../test/e2e/support/vscode.ts';
import { keep, openStudio } from './studio.ts';

/** The files of these pictures are short. */
const EDITOR_TOP = { x: 0, y: 0, width: 1000, height: 440 };

/** Pictures of what somebody sees first: welcome, walkthrough, help in the editor. */
export async function photographFirstSteps(themes: readonly Theme[]): Promise<void> {
  const vscode = await openStudio({ files: { 'README.md': '' } });
  try {
    for (const take of [welcome, walkthrough, mistakes, completion]) {
      for (const theme of themes) {
        await setTheme(vscode, theme);
        await take(vscode, theme);
      }
    }
  } finally {
    await vscode.close();
  }
}

async function welcome(vscode: Vscode, theme: Theme): Promise<void> {
  const { page } = vscode;
  await openViewContainer(page, 'Xen Bench');
  await page.locator('.part.sidebar').getByRole('button', { name: 'Create Experiment' }).last().waitFor();
  await keep(vscode, `welcome-${theme}`, { x: 0, y: 0, width: 640, height: 400 });
}

async function walkthrough(vscode: Vscode, theme: Theme): Promise<void> {
  const { page } = vscode;
  await execute(vscode, 'workbench.action.openWalkthrough', 'xen-bench.xen-bench#xenBench.start');
  // It needs room to show its pictures.
  await execute(vscode, 'workbench.action.closeSidebar');
  await page.getByText('Describe an experiment').first().click();
  await keep(vscode, `walkthrough-${theme}`);
}

const MISTAKEN = `{
  "title": "Xen PV against HVM",
  "targets": {
    "bare": { "kind": "native", "host": "lab:native" },
    "pv": { "kind": "pw", "host": "lab:pv" },
    "hvm": { "kind": "hvm", "host": "lab:hvm" }
  },
  "baseline": "bear",
  "benchmarks": [
    "memory",
    { "benchmark": "disk", "sizes": ["128M", "1G"] },

  ],
  "repetitions": 10
}
`;

const HOSTS = `Host bench1
  HostName 10.0.0.1
Host guest-hvm
  HostName 10.0.0.12
Host guest-pv
  HostName 10.0.0.11
`;

async function mistakes(vscode: Vscode, theme: Theme): Promise<void> {
  const { page, folder } = vscode;
  const path = join(folder, 'mine.xenbench.jsonc');
  await writeFile(path, MISTAKEN);
  await execute(vscode, 'vscode.open', { file: path });
  await page.locator('.squiggly-error').nth(1).waitFor();
  await execute(vscode, 'editor.action.marker.next');
  await keep(vscode, `mistakes-${theme}`, EDITOR_TOP);
  await execute(vscode, 'workbench.action.closeAllEditors');
}

const GROWING = MISTAKEN.replace('"pw"', '"pv"').replace('"bear"', '"bare"').replace('"lab:hvm"', '""');

async function completion(vscode: Vscode, theme: Theme): Promise<void> {
  const { page, folder, home } = vscode;
  const path = join(folder, 'mine.xenbench.jsonc');
  await writeFile(path, GROWING);
  await mkdir(join(home, '.ssh'), { recursive: true });
  await writeFile(join(home, '.ssh', 'config'), HOSTS);
  await execute(vscode, 'vscode.open', { file: path });
  await page.locator('.codelens-decoration').first().waitFor();
  await page.locator('.view-line').filter({ hasText: '"hvm"' }).getByText('""', { exact: true }).click();
  await execute(vscode, 'editor.action.triggerSuggest');
  await page.locator('.suggest-widget .monaco-list-row').filter({ hasText: 'guest-hvm' }).waitFor();
  await page.locator('.codelens-decoration').filter({ hasText: '1 mistake keeps it' }).waitFor();
  await keep(vscode, `completion-${theme}`, EDITOR_TOP);
  await execute(vscode, 'hideSuggestWidget');
  await execute(vscode, 'workbench.action.closeAllEditors');
}
