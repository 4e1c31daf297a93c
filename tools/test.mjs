// `npm test`: every gate, each also alone by its name (`npm run test:unit`). Ends with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, node } from './install.mjs';
import { ensureNetperf, ensureSystem } from './system-packages.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'xen-bench-test-'));
const tally = { passed: 0, failed: 0 };

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
    const missing = ensureSystem(['sshd', 'ssh', 'busybox', 'compiler', 'ps', 'nssWrapper']);
    const netperf = ensureNetperf();
    if (netperf === null) missing.push('netperf (component non-free)');
    if (missing.length > 0) {
      console.error(`FAIL tests on real hosts: these Debian packages are missing: ${missing.join(', ')}`);
      console.error('Install them, or run the tests as root, which installs them.');
      tally.failed += 1;
      return;
    }
    // The tests run the command line as people do: the built one.
    GATES.build();
    vitest('host', { PATH: `${netperf}${netperf === '' ? '' : ':'}${process.env.PATH}` });
  },
};
const ALL = ['lint', 'types', 'unit', 'host'];

function check(what, args) {
  const ok = node(args) === 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`);
  tally[ok ? 'passed' : 'failed'] += 1;
}

/** Runs a vitest project and counts its tests by its own report. */
function vitest(project, environment = {}) {
  const report = join(scratch, `${project}.json`);
  const status = node(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { env: { ...process.env, ...environment } },
  );
  const counts = readCounts(report);
  tally.passed += counts.passed;
  // A skipped test proves nothing, and a run that died without a report is a failure.
  tally.failed += counts.failed + (status !== 0 && counts.failed === 0 ? 1 : 0);
  console.log(
    `${status === 0 && counts.failed === 0 ? 'ok  ' : 'FAIL'} ${project}: ${counts.passed} passed, ${counts.failed} failed`,
  );
}

function readCounts(path) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(path, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(GATES, name));
if (unknown.length > 0) {
  console.error(`There is no gate ${unknown.join(', ')}: ${Object.keys(GATES).join(', ')}.`);
  process.exit(2);
}
installPackages();
for (const name of asked.length > 0 ? asked : ALL) GATES[name]();
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
