import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { execute } from '../../test/e2e/support/driver.ts';
import { openVscode, type Vscode, type VscodeOptions } from '../../test/e2e/support/vscode.ts';
import { smallPng } from './small-png.ts';

export const IMAGES = 'docs/images';
export const VIEWPORT = { width: 1280, height: 800 };
/** GitHub shows pictures of this size quickly, and a repository stays small with them. */
const LARGEST = 150_000;

/** A part of the window, CSS pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether pictures of this name were asked for. */
export function wanted(name: string): boolean {
  const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  return words.every((word) => name.includes(word));
}

/** Opens a window that is made for pictures: nothing blinks in it, nothing but ours is in sight. */
export function openStudio(options: VscodeOptions): Promise<Vscode> {
  return openVscode({
    viewport: VIEWPORT,
    ...options,
    settings: {
      'editor.cursorBlinking': 'solid',
      'terminal.integrated.cursorBlinking': false,
      'editor.minimap.enabled': false,
      'window.commandCenter': false,
      'workbench.layoutControl.enabled': false,
      'breadcrumbs.enabled': false,
      ...options.settings,
    },
  });
}

/** Keeps a picture of the window, or of a part of it, as `docs/images/NAME.png`. */
export async function keep(vscode: Vscode, name: string, part?: Part): Promise<void> {
  if (!wanted(name)) return;
  const { page } = vscode;
  await execute(vscode, 'notifications.clearAll');
  await untilStill(page);
  const picture = smallPng(await page.screenshot(part === undefined ? {} : { clip: part }));
  if (picture.byteLength > LARGEST) throw new Error(`${name} has ${picture.byteLength} bytes: too many.`);
  await mkdir(IMAGES, { recursive: true });
  await writeFile(join(IMAGES, `${name}.png`), picture);
  process.stdout.write(`${name}.png ${Math.round(picture.byteLength / 1000)} kB\n`);
}

/** Waits until two pictures in a row are the same, or, while something goes on, until a few were taken. */
async function untilStill(page: Page): Promise<void> {
  let before = await page.screenshot();
  for (let count = 0; count < 10; count++) {
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const now = await page.screenshot();
    if (now.equals(before)) return;
    before = now;
  }
}
