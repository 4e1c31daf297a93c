import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly.ts';

/** The quick pick or input box that is open: `quickInput(page).waitFor()`. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

/** Text field of the quick pick or input box. */
export function quickInputBox(page: Page): Locator {
  return quickInput(page).locator('.quick-input-filter input, .quick-input-box input').first();
}

/** Title of the quick pick or input box, as `title` gives it, with the step: `Add Target (2/3)`. */
export function quickInputTitle(page: Page): Locator {
  return quickInput(page).locator('.quick-input-title');
}

/** What the quick pick or input box says below its field: prompt, or why a value is refused. */
export function quickInputMessage(page: Page): Locator {
  return quickInput(page).locator('.quick-input-message');
}

/** Items whose label is exactly `label`. */
export function quickPickItem(page: Page, label: string): Locator {
  return quickInput(page)
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.quick-input-list-label .label-name', { hasText: exactly(label) }) });
}

/** Labels of the items that are shown. */
export async function quickPickLabels(page: Page): Promise<string[]> {
  const labels = quickInput(page).locator(
    '.quick-input-list .monaco-list-row .quick-input-list-label .label-name',
  );
  return (await labels.allInnerTexts()).map((text) => text.trim());
}

/** Waits for the item, and chooses it. */
export async function pick(page: Page, label: string): Promise<void> {
  await untilListStands(page, label);
  await quickPickItem(page, label).first().click();
}

/** A list that is just being filtered gives its rows to other items: a click would meet one that was not meant. */
async function untilListStands(page: Page, label: string): Promise<void> {
  await quickPickItem(page, label).first().waitFor();
  for (let before = ''; ; ) {
    const now = JSON.stringify(await quickPickLabels(page));
    if (now === before && (await quickPickItem(page, label).count()) > 0) return;
    before = now;
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }
}

/** Ticks items of a quick pick that lets choose several, then accepts. */
export async function pickSeveral(page: Page, labels: readonly string[]): Promise<void> {
  for (const label of labels)
    await quickPickItem(page, label)
      .first()
      .locator('input[type=checkbox], .monaco-checkbox')
      .first()
      .click();
  await accept(page);
}

/** Types into the field of the quick pick or input box, in place of what was there. */
export async function typeInto(page: Page, text: string): Promise<void> {
  await quickInputBox(page).fill(text);
}

/** Enter, in the quick pick or input box. */
export async function accept(page: Page): Promise<void> {
  await quickInputBox(page).press('Enter');
}

/** Answers an input box. */
export async function answer(page: Page, text: string): Promise<void> {
  await typeInto(page, text);
  await accept(page);
}

/** Escape, in the quick pick or input box; waits until it is closed. */
export async function dismiss(page: Page): Promise<void> {
  await quickInputBox(page).press('Escape');
  await quickInput(page).waitFor({ state: 'hidden' });
}
