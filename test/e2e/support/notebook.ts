import type { Frame, Page } from 'playwright-core';
import { LIMIT_MS } from './limit.ts';

/** A notebook's file with these cells; an object is code, a text is Markdown. */
export function notebookFile(cells: readonly (string | object)[]): string {
  const blocks = cells.map((cell) =>
    typeof cell === 'string' ? cell : `\`\`\`jsonc xenbench\n${JSON.stringify(cell)}\n\`\`\``,
  );
  return `---\nxenbook: 1\n---\n\n${blocks.join('\n\n')}\n`;
}

/** The frame that holds the outputs of the notebook in front: found by what is in it. */
export async function outputFrame(page: Page, selector: string): Promise<Frame> {
  for (const limit = Date.now() + LIMIT_MS; ; ) {
    for (const frame of page.frames()) {
      const count = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (count > 0) return frame;
    }
    if (Date.now() > limit) throw new Error(`No output of a notebook has ${selector}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs all cells by the button of the notebook's toolbar. */
export async function runAllCells(page: Page): Promise<void> {
  await page.locator('.notebook-toolbar-container').getByRole('button', { name: 'Run All' }).click();
}
