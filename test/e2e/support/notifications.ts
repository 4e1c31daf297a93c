import type { Locator, Page } from 'playwright-core';
import { runCommand } from './commands.ts';
import { LIMIT_MS } from './limit.ts';

const SEEN = '__xenBenchNotifications';

/** From now on every notification of the window is kept, also those that go by themselves. */
export async function collectNotifications(page: Page): Promise<void> {
  await page.addInitScript((seen) => {
    if (window !== window.top) return;
    const texts: string[] = [];
    Object.assign(window, { [seen]: texts });
    const keep = (text: string | undefined): void => {
      if (text !== undefined && text !== '' && !texts.includes(text)) texts.push(text);
    };
    const look = (): void => {
      for (const message of document.querySelectorAll('.notification-list-item-message'))
        keep(message.textContent?.trim());
      // Of many in a short time VS Code shows some only; all are read aloud.
      for (const alert of document.querySelectorAll('.monaco-aria-container .monaco-alert'))
        keep(/^(?:Error|Warning|Info): (.*)/s.exec(alert.textContent ?? '')?.[1]?.trim());
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  }, SEEN);
}

/** Texts of all notifications since the window was loaded, each once. Poll it. */
export async function notificationsSeen(page: Page): Promise<string[]> {
  return page.evaluate((seen) => {
    const texts: unknown = Reflect.get(window, seen);
    return Array.isArray(texts) ? texts.map(String) : [];
  }, SEEN);
}

/** Notifications on the screen that hold a text. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-list-item').filter({ hasText: text });
}

/** Waits for a notification and presses one of its buttons; also when it has gone to the notification center already. */
export async function answerNotification(page: Page, text: string | RegExp, button: string): Promise<void> {
  const item = notification(page, text).filter({ visible: true }).first();
  for (const limit = Date.now() + LIMIT_MS; ; ) {
    try {
      await item.getByRole('button', { name: button }).click({ timeout: 5000 });
      return;
    } catch (error) {
      if (Date.now() > limit) throw error;
    }
    const seen = (await notificationsSeen(page)).some((one) =>
      typeof text === 'string' ? one.includes(text) : text.test(one),
    );
    if (seen && !(await item.isVisible())) await runCommand(page, 'Notifications: Show Notifications');
  }
}

/** The modal dialog that is open. */
export function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

/** Waits for a modal dialog and presses one of its buttons. */
export async function answerDialog(page: Page, button: string): Promise<void> {
  await dialog(page).getByRole('button', { name: button }).click();
  await dialog(page).waitFor({ state: 'hidden' });
}
