import type { FrameLocator, Page } from 'playwright-core';

/** The page inside a webview that is visible; the `index`-th where there are several. Use it like a page. */
export function webviewFrame(page: Page, index = 0): FrameLocator {
  return page
    .locator('iframe.webview.ready:visible')
    .nth(index)
    .contentFrame()
    .locator('#active-frame')
    .contentFrame();
}
