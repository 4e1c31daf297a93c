import type { Page } from 'playwright-core';
import { LIMIT_MS } from './limit.ts';
import { quickInput, quickInputBox, quickPickItem } from './quick-pick.ts';

/**
 * Runs a command from the palette by its full title (`Xen Bench: Show Log`). It waits until the command is there: an
 * extension that is just being loaded has none yet.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  await inPalette(page, title, (item) => item.click());
}

/** Whether the palette offers a command, by its full title. Unlike {@link runCommand} it does not wait for it. */
export async function offersCommand(page: Page, title: string): Promise<boolean> {
  await openPalette(page, title);
  const rows = quickInput(page).locator('.quick-input-list .monaco-list-row');
  await rows.first().waitFor();
  const offered = (await quickPickItem(page, title).count()) > 0;
  await page.keyboard.press('Escape');
  await quickInput(page).waitFor({ state: 'hidden' });
  return offered;
}

type Item = ReturnType<typeof quickPickItem>;

async function inPalette(page: Page, title: string, use: (item: Item) => Promise<void>): Promise<void> {
  for (const limit = Date.now() + LIMIT_MS; ; ) {
    await openPalette(page, title);
    const item = quickPickItem(page, title).first();
    try {
      // The list does not grow while it is open, so a command that comes later needs it opened again.
      await item.waitFor({ timeout: 3000 });
      await use(item);
      return;
    } catch (error) {
      await page.keyboard.press('Escape');
      if (Date.now() > limit) throw new Error(`The palette has no command "${title}".`, { cause: error });
    }
  }
}

/** Opens the palette with a title typed in; again, where something else took the focus. */
async function openPalette(page: Page, title: string): Promise<void> {
  for (const limit = Date.now() + LIMIT_MS; ; ) {
    try {
      await page.keyboard.press('F1');
      await quickInputBox(page).waitFor({ timeout: 5000 });
      await quickInputBox(page).fill(`>${title}`, { timeout: 5000 });
      return;
    } catch (error) {
      if (Date.now() > limit) throw error;
    }
  }
}
