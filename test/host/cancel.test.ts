import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trialKey } from '../../src/run/plan.ts';
import { runCli, startCli, type Workspace, workspaceWith } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { hostFolder, processesLeft } from '../support/on-host.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';

const MARK = `XEN_BENCH_TEST=${randomUUID()}`;
let sshd: Sshd;
let workspace: Workspace;
let folder: Awaited<ReturnType<typeof hostFolder>>;

beforeAll(async () => {
  const [name = '', value = ''] = MARK.split('=');
  folder = await hostFolder();
  sshd = await startSshd({
    environment: { PATH: process.env['PATH'] ?? '', TMPDIR: folder.path, [name]: value },
  });
  workspace = await workspaceWith({
    targets: { one: { kind: 'any', host: sshd.spec }, two: { kind: 'any', host: sshd.spec } },
    peer: { host: sshd.spec, address: '127.0.0.1', port: await freePort() },
    benchmarks: [
      { benchmark: 'udp-small', sizes: [16], seconds: 1 },
      { benchmark: 'disk', sizes: ['64M'], directory: folder.path },
      { benchmark: 'cpu', seconds: 1 },
      { benchmark: 'command', name: 'nap', run: 'sleep 0.4 & wait', metrics: [] },
    ],
    repetitions: 2,
    warmup: 0,
  });
});
afterAll(async () => {
  await workspace.remove();
  await sshd.stop();
  await folder.remove();
});

test('ten cancels at random moments leave nothing, and resuming completes the plan without repeating', async () => {
  const random = xoroshiro128plus(20_081_122);
  let cancelled = 0;
  for (let i = 0; i < 10; i += 1) {
    const resume = existsSync(workspace.runFile);
    const run = startCli(['run', workspace.file, resume ? '--resume' : '--output', workspace.runFile], {
      HOME: sshd.home,
    });
    // From before the first connection to the middle of trials; the moment itself is what varies.
    await new Promise((resolve) => run.child.stderr?.once('data', resolve));
    await delay(uniformInt(random, 0, 3_500));
    run.child.kill('SIGINT');
    const ended = await run.ended;
    const left = async () => ({ folders: folder.left(), processes: await processesLeft(MARK) });
    if (ended.stderr.includes('Left undone:')) {
      // A busy machine did not confirm within the time that a cancel has; it must then come true by itself.
      await expect.poll(left, { timeout: 60_000 }).toEqual({ folders: [], processes: [] });
    } else {
      expect(await left()).toEqual({ folders: [], processes: [] });
    }
    if (ended.code === 0) break;
    expect(ended.code, ended.stderr).toBe(130);
    expect(ended.stderr).toMatch(/Nothing of ours is left on the hosts\.|Left undone: /);
    cancelled += 1;
    if (existsSync(workspace.runFile)) {
      const read = await workspace.read();
      expect(read.torn).toBe(false);
      expect(read.ends.at(-1)).toMatchObject({ outcome: 'cancelled' });
    }
  }
  expect(cancelled).toBeGreaterThan(3);

  const flag = existsSync(workspace.runFile) ? '--resume' : '--output';
  const last = await runCli(['run', workspace.file, flag, workspace.runFile], { HOME: sshd.home });
  expect(last.code, last.stderr).toBe(0);
  const { run, trials } = await workspace.read();
  const valid = trials.filter((trial) => trial.outcome === 'valid').map(trialKey);
  expect(valid).toHaveLength(run.plan.trials);
  expect(new Set(valid).size).toBe(run.plan.trials);
  for (const trial of trials) {
    if (trial.outcome !== 'valid') expect(trial).toMatchObject({ outcome: 'cancelled', measurements: [] });
  }
  expect({ folders: folder.left(), processes: await processesLeft(MARK) }).toEqual({
    folders: [],
    processes: [],
  });
});
