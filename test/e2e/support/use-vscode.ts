import { afterAll, afterEach, beforeAll } from 'vitest';
import { savePicture } from './picture.ts';
import { openVscode, type Vscode, type VscodeOptions } from './vscode.ts';

/**
 * One window for the tests of a file (or of a `describe`): opened before them, closed after them. After a test that has
 * failed the window is saved as a picture, and its path printed. Options that need a server first come from a function.
 */
export function useVscode(
  options: VscodeOptions | (() => VscodeOptions | Promise<VscodeOptions>) = {},
): () => Vscode {
  let vscode: Vscode | undefined;
  const current = (): Vscode => {
    if (vscode === undefined) throw new Error('The window is not open yet: use it inside a test.');
    return vscode;
  };
  beforeAll(async () => {
    vscode = await openVscode(typeof options === 'function' ? await options() : options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && vscode !== undefined) await savePicture(vscode.page, task.name);
  });
  afterAll(async () => {
    await vscode?.close();
  });
  return current;
}
