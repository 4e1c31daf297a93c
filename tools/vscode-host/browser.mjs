// @ts-check
// The browser that shows VS Code to tests: the system's Chromium, without a screen and without a network but loopback.
import { chromium } from 'playwright-core';
import { findChromium } from '../system-packages.mjs';

/**
 * Starts a browser; it ends with `close`, or with this process.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchChromium() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('Chromium is missing. On Debian: apt-get install chromium.');
  return chromium.launch({
    executablePath,
    timeout: 120_000,
    args: [
      // Tests may run as root or in a container, where its sandbox cannot be set up; it opens nothing but our own pages.
      '--no-sandbox',
      // Containers often have a /dev/shm of 64 MB, of which a page of this size dies.
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
