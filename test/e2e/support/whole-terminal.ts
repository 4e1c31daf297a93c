import { execute } from './driver.ts';
import type { Vscode } from './vscode.ts';

/** All that the terminal in front has printed so far, scrolled away or not. Poll it. */
export async function wholeTerminal(vscode: Vscode): Promise<string> {
  await execute(vscode, 'workbench.action.terminal.focus');
  await execute(vscode, 'workbench.action.terminal.selectAll');
  await execute(vscode, 'workbench.action.terminal.copySelection');
  await execute(vscode, 'workbench.action.terminal.clearSelection');
  return vscode.page.evaluate(() => navigator.clipboard.readText());
}
