// `npm test`: every gate, each also alone by its name (`npm run test:unit`). Ends with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, node } from './install.mjs';
import { ensureNetperf, ensureSystem, VSCODE_NEEDS, XEN_LAB_NEEDS } from './system-packages.mjs';
import { ensureVscodeHost, platformProblem } from './vscode-host/install.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'xen-bench-test-'));
const tally = { passed: 0, failed: 0 };
/** Whether the build succeeded; null before it was made. */
let buildIsGood = null;

const GATES = {
  lint: () =>
    check('format, lint and boundaries', [
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      '.',
    ]),
  types: () => check('types', ['tools/types.mjs']),
  build: () => check('build', ['esbuild.mjs']),
  unit: () => vitest('unit'),
  host: () => {
    const missing = ensureSystem(HOST_NEEDS);
    const netperf = ensureNetperf();
    if (netperf === null) missing.push('netperf (component non-free)');
    if (!complete('real hosts', missing)) return;
    // The tests run the command line as people do: the built one.
    if (!built()) return;
    vitest('host', { PATH: `${netperf}${netperf === '' ? '' : ':'}${process.env.PATH}` });
  },
  integration: async () => {
    if (!(await vscodeIsReady())) return;
    counted('integration', (report) => node(['tools/vscode-host/run-integration.mjs', '--report', report]));
  },
  e2e: async () => {
    if (await vscodeIsReady()) vitest('e2e');
  },
  /** A real Xen, built where it is not in the cache: an hour and more under emulation. */
  xen: async () => {
    if (!complete('a real Xen', ensureSystem([...HOST_NEEDS, ...XEN_LAB_NEEDS]))) return;
    const { buildLab } = await import('./xen-lab/index.mjs');
    await buildLab();
    if (built()) vitest('xen');
  },
  /** The quick part of it, where a lab is in the cache: nothing is built for it. */
  'xen-quick': async () => {
    if (!(await labIsCached())) {
      console.log('left out: the quick tests on a real Xen, which `npm run xen-lab` builds');
      return;
    }
    if (built()) vitest('xen', {}, ['test/xen/identity.test.ts']);
  },
};
const ALL = ['lint', 'types', 'unit', 'host', 'integration', 'e2e', 'xen-quick'];
const HOST_NEEDS = ['sshd', 'ssh', 'busybox', 'compiler', 'ps', 'nssWrapper'];

/** Builds once, whatever gates want it. */
function built() {
  buildIsGood ??= GATES.build();
  return buildIsGood;
}

/** A real VS Code, a browser for it, and the servers that its tests connect to. */
async function vscodeIsReady() {
  try {
    const problem = platformProblem();
    if (problem !== null) throw new Error(problem);
    if (!complete('VS Code', ensureSystem([...HOST_NEEDS, ...VSCODE_NEEDS]))) return false;
    await ensureVscodeHost();
  } catch (error) {
    console.error(`FAIL tests in VS Code: ${error.message}`);
    tally.failed += 1;
    return false;
  }
  return built();
}

async function labIsCached() {
  if (ensureSystem(XEN_LAB_NEEDS, { install: false }).length > 0) return false;
  const { cachedLab } = await import('./xen-lab/index.mjs');
  return cachedLab()?.snapshots.includes('guests') === true;
}

function complete(what, missing) {
  if (missing.length === 0) return true;
  console.error(`FAIL tests with ${what}: these Debian packages are missing: ${missing.join(', ')}`);
  console.error('Install them, or run the tests as root, which installs them.');
  tally.failed += 1;
  return false;
}

function check(what, args) {
  const ok = node(args) === 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`);
  tally[ok ? 'passed' : 'failed'] += 1;
  return ok;
}

/** Runs a vitest project. */
function vitest(project, environment = {}, files = []) {
  counted(project, (report) =>
    node(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        ...files,
        '--project',
        project,
        '--reporter=dot',
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      { env: { ...process.env, ...environment } },
    ),
  );
}

/** Counts tests by the report that `run` leaves behind. */
function counted(name, run) {
  const report = join(scratch, `${name}.json`);
  const status = run(report);
  const counts = readCounts(report);
  if (counts === null) console.error(`FAIL ${name}: it ended with ${status} and without a report.`);
  const passed = counts?.passed ?? 0;
  // A skipped test proves nothing, and a run that died without a report is a failure.
  const failed = counts?.failed || (status === 0 && counts !== null ? 0 : 1);
  tally.passed += passed;
  tally.failed += failed;
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed`);
}

/** Vitest's report, or one with the same names; null where there is none. */
function readCounts(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return null;
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(GATES, name));
if (unknown.length > 0) {
  console.error(`There is no gate ${unknown.join(', ')}: ${Object.keys(GATES).join(', ')}.`);
  process.exit(2);
}
installPackages();
for (const name of asked.length > 0 ? asked : ALL) await GATES[name]();
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
