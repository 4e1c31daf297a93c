import { join } from 'node:path';
import { DEMO_EXPERIMENT } from '../../src/experiment/templates.ts';
import { execute } from '../../test/e2e/support/driver.ts';
import { notebookFile, outputFrame, runAllCells } from '../../test/e2e/support/notebook.ts';
import type { Theme } from '../../test/e2e/support/theme.ts';
import { keep, openStudio, wanted } from './studio.ts';

const STORY = notebookFile([
  '# Small messages cost HVM most\n\nThe 2008 method on the demo lab: its guests are *simulated*, nothing here measures Xen.',
  { experiment: './demo.xenbench.jsonc', benchmarks: ['tcp-small', 'udp-small', 'cpu'] },
  { show: 'chart', figure: 'TCP small' },
]);

/** A notebook that was run: its run with its table, and a chart. */
export async function photographNotebook(themes: readonly Theme[]): Promise<void> {
  for (const theme of themes.filter((each) => wanted(`notebook-${each}`))) {
    const vscode = await openStudio({
      theme,
      // VS Code shows what is in sight, so all of it is.
      viewport: { width: 1280, height: 2200 },
      files: { 'demo.xenbench.jsonc': DEMO_EXPERIMENT, 'story.xenbook': STORY },
    });
    try {
      await execute(vscode, 'workbench.action.closeSidebar');
      await execute(vscode, 'vscode.open', { file: join(vscode.folder, 'story.xenbook') });
      await runAllCells(vscode.page);
      await outputFrame(vscode.page, '[data-show="chart"] canvas');
      await vscode.page.mouse.move(640, 2_100);
      await keep(vscode, `notebook-${theme}`, { x: 0, y: 0, width: 1280, height: 1480 });
    } finally {
      await vscode.close();
    }
  }
}
