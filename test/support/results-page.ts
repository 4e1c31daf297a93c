import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { ToHost, ToPage } from '../../src/protocol.ts';
import { styleOf, type ThemeName, VSCODE_THEMES } from './vscode-themes.ts';

/** The results page alone in a browser, without VS Code: what it is told and what it says. */
export interface ResultsPage {
  readonly page: Page;
  tell(message: ToPage): Promise<void>;
  /** All that the page has said so far. */
  said(): Promise<readonly ToHost[]>;
  /** Errors, console messages and violations of the policy. */
  readonly complaints: readonly string[];
}

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What `getState` gives. */
  readonly kept?: unknown;
}

const ORIGIN = 'http://page.test';
const NONCE = 'bm9uY2U';
const DIST = fileURLToPath(new URL('../../dist/webview/', import.meta.url));

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
}

/** Opens the built page under a policy as strict as the extension's. */
export async function openResultsPage(browser: Browser, options: PageOptions = {}): Promise<ResultsPage> {
  const { theme = 'dark', width = 1400, height = 900, kept } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  await serve(context, theme, kept);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    complaints,
    tell: (message) => page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`),
    said: () => page.evaluate<readonly ToHost[]>('window.said'),
  };
}

async function serve(context: BrowserContext, theme: ThemeName, kept: unknown): Promise<void> {
  const { class: classes, kind, id } = VSCODE_THEMES[theme];
  const policy = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src ${ORIGIN} 'nonce-${NONCE}'; font-src ${ORIGIN}; img-src data: blob:`;
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${NONCE}">
<link rel="stylesheet" href="/results.css">
<script nonce="${NONCE}">
  document.documentElement.style.cssText = ${JSON.stringify(styleOf(VSCODE_THEMES[theme]))};
  window.said = [];
  window.kept = ${JSON.stringify(kept ?? null)} ?? undefined;
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.said.push(message),
    getState: () => window.kept,
    setState: (state) => { window.kept = state; },
  });
</script>
</head>
<body class="${classes}" data-vscode-theme-kind="${kind}" data-vscode-theme-id="${id}">
<script nonce="${NONCE}" src="/results.js"></script>
</body>
</html>`;
  await context.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const name = path.slice(1);
    if (name !== 'results.js' && name !== 'results.css') return route.fulfill({ status: 404 });
    const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: readFileSync(`${DIST}${name}`) });
  });
}
