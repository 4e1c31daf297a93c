import type { Page } from 'playwright-core';

/**
 * Text of the terminal that is shown: the lines that fit into its view, without blank ends. Poll it:
 * `await expect.poll(() => terminalText(page)).toContain('...')`.
 */
export async function terminalText(page: Page): Promise<string> {
  const lines = await page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts();
  return lines
    .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();
}
