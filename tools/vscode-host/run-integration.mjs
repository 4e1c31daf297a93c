// @ts-check
// Runs test/integration inside the extension host of a real VS Code. Alone, with a pattern of titles:
// `node tools/vscode-host/run-integration.mjs 'activation'`.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';
import { bundleTests, TESTS_BUNDLE } from './bundle-tests.mjs';
import { copySampleWorkspace } from './sample-workspace.mjs';
import { startVscode, temporaryFolder } from './serve.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { TestEvent } from '../../test/integration/support/test-event.ts' */
/** @import { VscodeServer } from './serve.mjs' */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMIT_MS = 15 * 60_000;

/**
 * Runs all tests, or those whose titles match, and prints each. The extension must have been built.
 *
 * @param {{ grep?: string }} [options]
 * @returns {Promise<{ passed: number, failed: number }>} a run that dies without a word counts as one failure
 */
export async function runIntegration({ grep } = {}) {
  await bundleTests();
  const temporary = temporaryFolder();
  const workspace = join(temporary, 'examples');
  const journal = join(temporary, 'journal.jsonl');
  copySampleWorkspace(workspace);
  const server = await startVscode({
    temporary,
    // It comes as an extension under development, not as an installed one.
    extension: null,
    testDriver: true,
    env: {
      XEN_BENCH_TEST_JOURNAL: journal,
      ...(grep === undefined ? {} : { XEN_BENCH_TEST_GREP: grep }),
    },
  });
  try {
    const browser = await launchChromium();
    try {
      return await runIn(server, await browser.newPage(), workspace, journal);
    } finally {
      await browser.close().catch(() => {});
    }
  } finally {
    await server.stop();
  }
}

/**
 * @param {VscodeServer} server
 * @param {Page} page
 * @param {string} workspace
 * @param {string} journal
 */
async function runIn(server, page, workspace, journal) {
  /** @type {string | null} */
  let over = null;
  /** @type {string[]} */
  const said = [];
  const end = (/** @type {string} */ why) => {
    over ??= why;
  };
  page.on('crash', () => end('the page crashed'));
  page.on('close', () => end('the page was closed'));
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text());
  });
  void server.ended.then(() => end(`VS Code ended:\n${server.log()}`));
  await page.exposeFunction('codeAutomationLog', () => {});
  await page.exposeFunction('codeAutomationExit', () => end('done'));
  const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const url = server.url(workspace, [
    ['extensionDevelopmentPath', remote(ROOT.replace(/\/$/, ''))],
    ['extensionTestsPath', remote(TESTS_BUNDLE)],
  ]);
  page.goto(url, { timeout: LIMIT_MS }).catch((error) => end(`the page did not open: ${error.message}`));

  const tally = { passed: 0, failed: 0, finished: false };
  let read = 0;
  /** @type {string | null} */
  let current = null;
  for (const limit = Date.now() + LIMIT_MS; ; ) {
    // Before reading: what is written until the end is read then.
    const last = over !== null || Date.now() > limit;
    const events = readEvents(journal, read);
    read += events.length;
    for (const event of events) {
      if (event.event === 'begin') current = event.title;
      else if (event.event === 'finished') tally.finished = event.tests > 0;
      else if (event.event === 'broken') over = event.error;
      else if (event.event === 'end') {
        current = null;
        show(event);
        tally[event.state === 'passed' ? 'passed' : 'failed'] += 1;
        if (event.state === 'failed') await savePicture(page, event.title);
      }
    }
    if (last) break;
    await delay(100);
  }
  if (!tally.finished) {
    tally.failed += 1;
    const why =
      over === 'done' ? 'no test was run to its end' : (over ?? `not within ${LIMIT_MS / 60_000} min`);
    console.log(`FAIL integration: ${why}${current === null ? '' : ` (in "${current}")`}`);
    await savePicture(page, 'integration');
    for (const line of [...said.slice(-20), server.log()]) console.log(`     ${line}`);
  }
  return { passed: tally.passed, failed: tally.failed };
}

/**
 * Whole lines of the journal, from the `read`-th on.
 *
 * @param {string} journal
 * @param {number} read
 * @returns {TestEvent[]}
 */
function readEvents(journal, read) {
  if (!existsSync(journal)) return [];
  const lines = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
  return lines.slice(read).map((line) => JSON.parse(line));
}

/** @param {Extract<TestEvent, { event: 'end' }>} event */
function show({ title, state, durationMs, error }) {
  // A skipped test proves nothing.
  console.log(
    `${state === 'passed' ? 'ok  ' : 'FAIL'} ${title} (${durationMs} ms${state === 'skipped' ? ', skipped' : ''})`,
  );
  if (error !== undefined) console.log(error.replace(/^/gm, '     '));
}

/**
 * @param {Page} page
 * @param {string} title
 */
async function savePicture(page, title) {
  const path = join(
    mkdtempSync(join(tmpdir(), 'xen-bench-failure-')),
    `${title.replace(/\W+/g, '-').slice(0, 80)}.png`,
  );
  try {
    await page.screenshot({ path, timeout: 20_000 });
    console.log(`     The window: ${path}`);
  } catch {
    // There is no window any more.
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { report: { type: 'string' } },
    allowPositionals: true,
  });
  const [grep] = positionals;
  try {
    const { passed, failed } = await runIntegration(grep === undefined ? {} : { grep });
    if (values.report !== undefined) {
      const report = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 };
      writeFileSync(values.report, JSON.stringify(report));
    } else console.log(`\n${passed} passed, ${failed} failed`);
    process.exit(failed === 0 ? 0 : 1);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
