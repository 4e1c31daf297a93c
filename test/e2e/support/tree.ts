import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly.ts';
import { LIMIT_MS } from './limit.ts';

/** Opens a view container by its title in the activity bar, if it is not open. */
export async function openViewContainer(page: Page, title: string): Promise<void> {
  const tab = page.locator('.part.activitybar').getByRole('tab', { name: title });
  await tab.waitFor();
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  await page.locator('.part.sidebar .pane-header, .part.sidebar .title-label').first().waitFor();
}

/** Rows of tree views in the side bar whose label (without its description) is exactly `label`. */
export function treeRow(page: Page, label: string): Locator {
  return page
    .locator('.part.sidebar .monaco-list-row[role=treeitem]')
    .filter({ has: page.locator('.label-name', { hasText: exactly(label) }) });
}

/** Labels of all rows of the side bar that are in view, in their order. */
export async function treeLabels(page: Page): Promise<string[]> {
  const labels = await page
    .locator('.part.sidebar .monaco-list-row[role=treeitem] .label-name')
    .allInnerTexts();
  return labels.map((label) => label.trim());
}

/** Opens a row, if it is closed; again, where the tree was just drawn anew and did not listen. */
export async function expandRow(row: Locator): Promise<void> {
  await row.waitFor();
  const open = row.and(row.page().locator('[aria-expanded=true]'));
  for (const limit = Date.now() + LIMIT_MS; ; ) {
    try {
      if ((await row.getAttribute('aria-expanded')) === 'false')
        await row.locator('.monaco-tl-twistie').click({ timeout: 5000 });
      await open.waitFor({ timeout: 5000 });
      return;
    } catch (error) {
      if (Date.now() > limit) throw error;
    }
  }
}

/** Presses the inline action of a row, which shows while the pointer is over it. */
export async function clickRowAction(row: Locator, action: string): Promise<void> {
  await row.hover();
  await row.getByRole('button', { name: action }).click();
}

/** Opens the context menu of a row and chooses from it. */
export async function chooseFromRowMenu(row: Locator, item: string): Promise<void> {
  await row.click({ button: 'right' });
  await chooseFromMenu(row.page(), item);
}

/** Chooses from the menu that is open, and waits until it is closed. */
export async function chooseFromMenu(page: Page, item: string): Promise<void> {
  const entry = page.locator('.monaco-menu').getByRole('menuitem', { name: item, exact: true }).first();
  await entry.waitFor();
  // A menu does not listen in the first moment after it has opened, so one click may not be enough.
  for (const limit = Date.now() + LIMIT_MS; Date.now() < limit; ) {
    try {
      await entry.click({ timeout: 2000 });
    } catch {
      // It has closed, or moves still.
    }
    try {
      await entry.waitFor({ state: 'hidden', timeout: 2000 });
      return;
    } catch {
      // Once more.
    }
  }
  throw new Error(`The menu does not close after "${item}" was chosen.`);
}
