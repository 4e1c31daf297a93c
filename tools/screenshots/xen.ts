import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../../test/e2e/support/driver.ts';
import { notebookFile, outputFrame, runAllCells } from '../../test/e2e/support/notebook.ts';
import type { Theme } from '../../test/e2e/support/theme.ts';
import { webviewFrame } from '../../test/e2e/support/webview.ts';
import { keep, openStudio, wanted } from './studio.ts';

/** A run on the lab of `npm run xen-lab`: real guests of Xen, in QEMU. */
const RUN = 'xen-lab.xenrun';

const STORY = notebookFile([
  '# Every kind of guest on one Xen\n\nLabels proved on the guests, which a run started one after the other. The lab runs in QEMU: the *numbers* mean nothing, all else is real.',
  { show: 'summary', run: `./${RUN}` },
  { show: 'cv-table', run: `./${RUN}` },
  { show: 'chart', run: `./${RUN}`, figure: 'Memory' },
]);

/** Results and a notebook of a run with real guests. */
export async function photographXen(themes: readonly Theme[]): Promise<void> {
  for (const theme of themes) {
    if (wanted(`results-xen-${theme}`)) await results(theme);
    if (wanted(`notebook-xen-${theme}`)) await notebook(theme);
  }
}

async function results(theme: Theme): Promise<void> {
  const vscode = await openStudio({ theme, files: { [RUN]: await runFile() } });
  try {
    await execute(vscode, 'workbench.action.closeSidebar');
    await execute(vscode, 'vscode.open', { file: join(vscode.folder, RUN) });
    await webviewFrame(vscode.page).locator('.cv-table .cv').first().waitFor();
    await keep(vscode, `results-xen-${theme}`);
  } finally {
    await vscode.close();
  }
}

async function notebook(theme: Theme): Promise<void> {
  const vscode = await openStudio({
    theme,
    viewport: { width: 1280, height: 2200 },
    files: { [RUN]: await runFile(), 'story.xenbook': STORY },
  });
  try {
    await execute(vscode, 'workbench.action.closeSidebar');
    await execute(vscode, 'vscode.open', { file: join(vscode.folder, 'story.xenbook') });
    await runAllCells(vscode.page);
    await outputFrame(vscode.page, '[data-show="chart"] canvas');
    await vscode.page.mouse.move(640, 2_100);
    await keep(vscode, `notebook-xen-${theme}`, { x: 0, y: 0, width: 1280, height: 1480 });
  } finally {
    await vscode.close();
  }
}

function runFile(): Promise<string> {
  return readFile(`examples/${RUN}`, 'utf8');
}
