import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../tools/vscode-host/browser.mjs';
import { copySampleWorkspace } from '../../../tools/vscode-host/sample-workspace.mjs';
import { startVscode, temporaryFolder } from '../../../tools/vscode-host/serve.mjs';
import { type ConsoleMessage, collectConsole } from './console.ts';
import { type Driver, listenToDriver } from './driver.ts';
import { LIMIT_MS } from './limit.ts';
import { collectNotifications } from './notifications.ts';
import { savePicture } from './picture.ts';
import { THEMES, type Theme } from './theme.ts';

export interface VscodeOptions {
  /** Files of the workspace, path to text. A copy of the sample workspace where it is left out. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** $HOME of the extension: that of a server of `test/support/sshd.ts`, say. An empty private one where it is left out. */
  readonly home?: string;
  /** False: the folder is not trusted, and workspace trust is on. */
  readonly trusted?: boolean;
  /** More environment for the extension. */
  readonly env?: Readonly<Record<string, string>>;
  /** A .vsix file, or the folder of another extension. This checkout, as it was built, where it is left out. */
  readonly extension?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A window of a real VS Code. */
export interface Vscode {
  readonly page: Page;
  /** The workspace folder on the disk. */
  readonly folder: string;
  /** $HOME of the extension. */
  readonly home: string;
  /** See `execute` and `changeSettings` in `driver.ts`. */
  readonly driver: Driver;
  /** What the window, its webviews and the extension host in it have written to the console so far. */
  readonly console: readonly ConsoleMessage[];
  /** Loads the window anew, as "Developer: Reload Window" does. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Starts VS Code with a fresh workspace and opens a window on it. */
export async function openVscode(options: VscodeOptions = {}): Promise<Vscode> {
  const temporary = temporaryFolder();
  const folder = join(temporary, 'examples');
  if (options.files === undefined) copySampleWorkspace(folder);
  else writeFiles(folder, options.files);

  endWithTestRunner();
  const driverSocket = join(temporary, 'driver');
  const driver = await listenToDriver(driverSocket);
  const server = await startVscode({
    temporary,
    driver: driverSocket,
    settings: { 'workbench.colorTheme': THEMES[options.theme ?? 'dark'].name, ...options.settings },
    ...(options.home === undefined ? {} : { home: options.home }),
    ...(options.trusted === undefined ? {} : { trusted: options.trusted }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.extension === undefined ? {} : { extension: options.extension }),
  });
  let browser: Browser | undefined;
  let page: Page | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    driver.close();
    await server.stop();
  };
  try {
    browser = await launchChromium();
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(LIMIT_MS);
    page = await context.newPage();
    const console = collectConsole(page);
    await collectNotifications(page);
    const opened = page;
    const load = async (): Promise<void> => {
      driver.forget();
      await opened.goto(server.url(folder));
      await untilReady(opened);
    };
    await load();
    return {
      page,
      folder,
      home: server.home,
      driver,
      console,
      reload: load,
      close,
    };
  } catch (error) {
    if (page !== undefined) await savePicture(page, 'window does not open');
    const said = server.log();
    await close();
    throw new Error(`The window did not open. VS Code said:\n${said}`, { cause: error });
  }
}

/** The window is there and has asked the extensions what they contribute. */
async function untilReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench').waitFor();
  await page.locator('.part.activitybar').getByRole('tab').first().waitFor();
  await page.locator('.part.statusbar .statusbar-item').first().waitFor();
}

/** A worker whose test runner was killed would otherwise go on to the end of its tests, with all windows open. */
function endWithTestRunner(): void {
  if (process.listeners('disconnect').includes(onDisconnect)) return;
  process.on('disconnect', onDisconnect);
}

function onDisconnect(): void {
  process.exit(1);
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
