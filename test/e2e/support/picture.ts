import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Saves what a window shows, and says where: for people who look into a failure. Never fails by itself. */
export async function savePicture(page: Page, name: string): Promise<void> {
  try {
    const folder = await mkdtemp(join(tmpdir(), 'xen-bench-failure-'));
    const path = join(folder, `${name.replace(/\W+/g, '-').slice(0, 80)}.png`);
    await page.screenshot({ path, timeout: 20_000 });
    process.stderr.write(`The window of "${name}": ${path}\n`);
  } catch {
    // There is no window any more.
  }
}
