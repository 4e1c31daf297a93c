import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { runCli, type Workspace, workspaceWith } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { hostFolder } from '../support/on-host.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';

/** The number that follows a key in a tool's own output; a reading of its own, with nothing of ours. */
function numberAfter(text: string, pattern: RegExp): number {
  const match = pattern.exec(text);
  if (match === null) throw new Error(`${pattern} is not in:\n${text}`);
  return Number(match[1]);
}

describe.each([
  ['the account’s own login shell', undefined],
  ['BusyBox ash as login shell', 'ash=/usr/bin/busybox'],
])('all eight groups on a real host, with %s', (_, loginShell) => {
  let sshd: Sshd;
  let workspace: Workspace;
  let port: number;
  let folder: Awaited<ReturnType<typeof hostFolder>>;

  beforeAll(async () => {
    folder = await hostFolder();
    sshd = await startSshd({
      environment: { PATH: process.env['PATH'] ?? '', TMPDIR: folder.path },
      ...(loginShell === undefined ? {} : { loginShell }),
    });
    port = await freePort();
    workspace = await workspaceWith({
      title: 'all groups, small',
      targets: { host: { kind: 'any', host: sshd.spec } },
      peer: { host: sshd.spec, address: '127.0.0.1', port },
      benchmarks: [
        { benchmark: 'tcp-small', sizes: [64], seconds: 1 },
        { benchmark: 'tcp-medium', sizes: ['16K'], seconds: 1 },
        { benchmark: 'tcp-large', sizes: ['1M'], seconds: 1 },
        { benchmark: 'udp-small', sizes: [512], seconds: 1 },
        { benchmark: 'udp-medium', sizes: ['62K'], seconds: 1 },
        { benchmark: 'memory', passes: 3 },
        { benchmark: 'disk', sizes: ['8M'], directory: folder.path },
        { benchmark: 'cpu', seconds: 1 },
      ],
      repetitions: 3,
    });
  });
  afterAll(async () => {
    await workspace.remove();
    await sshd.stop();
    await folder.remove();
  });

  test('every trial is valid, and its numbers are those of the raw output', async () => {
    const ended = await runCli(['run', workspace.file, '--output', workspace.runFile], { HOME: sshd.home });
    const run = await workspace.read();
    expect(run.trials.filter((trial) => trial.outcome !== 'valid').map(({ reason }) => reason)).toEqual([]);
    expect(ended.code).toBe(0);
    expect(run.trials).toHaveLength(8 * 3);
    expect(run.ends).toMatchObject([{ outcome: 'completed' }]);
    expect(run.targets).toHaveLength(2);
    expect(run.targets[0]?.simulated).toBe(false);
    const [before, after] = run.targets;
    expect(before?.environment).toMatchObject({
      'program.version:netperf': expect.stringMatching(/netperf/i),
      'program.sha256:netperf': expect.stringMatching(/^[0-9a-f]{64}$/),
      'program.sha256:dd': expect.stringMatching(/^[0-9a-f]{64}$/),
      'peer.program.sha256:netserver': expect.stringMatching(/^[0-9a-f]{64}$/),
      [`disk.file_system:${folder.path}`]: expect.any(String),
      cpu_flags_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    // What changes by itself is beside the environment: the run itself changed nothing of it.
    expect(after?.environment).toEqual(before?.environment);
    expect(after?.environmentHash).toBe(before?.environmentHash);
    expect(before?.observed).toMatchObject({ load_average: expect.any(String), uptime: expect.any(String) });

    for (const { cpu } of run.trials.filter(({ durationMs }) => (durationMs ?? 0) > 500)) {
      expect(cpu?.busy).toBeGreaterThan(0);
      expect(cpu?.busy).toBeLessThanOrEqual(1);
      expect(cpu?.seconds).toBeGreaterThan(0);
    }

    for (const { case: case_, stdout, stderr, measurements } of run.trials) {
      const value = (metric: string) => measurements.find((each) => each.metric === metric)?.value;
      if (/^(tcp|udp)/.test(case_)) {
        const rate = numberAfter(stdout, /^TRANSACTION_RATE=([\d.]+)$/m);
        const bytes =
          numberAfter(stdout, /^REQUEST_SIZE=(\d+)$/m) + numberAfter(stdout, /^RESPONSE_SIZE=(\d+)$/m);
        expect(value('transactions')).toBe(rate);
        expect(value('throughput')).toBeCloseTo((rate * bytes) / 1e6, 9);
        expect(value('latency')).toBe(numberAfter(stdout, /^RT_LATENCY=([\d.]+)$/m));
      } else if (case_ === 'memory') {
        expect(value('copy')).toBe(numberAfter(stdout, /^Copy:\s+([\d.]+)/m));
        expect(value('scale')).toBe(numberAfter(stdout, /^Scale:\s+([\d.]+)/m));
        expect(value('add')).toBe(numberAfter(stdout, /^Add:\s+([\d.]+)/m));
        expect(value('triad')).toBe(numberAfter(stdout, /^Triad:\s+([\d.]+)/m));
      } else if (case_ === 'disk/8M') {
        const seconds = numberAfter(stderr, /copied, ([\d.e-]+) s,/);
        expect(value('time')).toBe(seconds);
        expect(value('throughput')).toBeCloseTo((8 * 1.048576) / seconds, 9);
      } else {
        expect(case_).toBe('cpu');
        expect(value('mflops')).toBe(numberAfter(stdout, /^mflops=([\d.]+)$/m));
      }
    }

    const report = await runCli(['report', workspace.runFile, '--format', 'json']);
    const { trials, cvTable, simulated } = JSON.parse(report.stdout) as Report;
    expect(trials).toMatchObject({ planned: 24, valid: 24 });
    expect(simulated).toBe(false);
    expect(cvTable.map(({ group }) => group)).toEqual([
      'TCP small',
      'TCP medium',
      'TCP large',
      'UDP small',
      'UDP medium',
      'Disk',
      'Memory Copy',
      'Memory Scale',
      'Memory Add',
      'Memory Triad',
      'CPU',
    ]);
    expect(cvTable.every(({ maxCv, n }) => maxCv !== null && maxCv >= 0 && n === 3)).toBe(true);
  });

  test('nothing of ours is left on the host, and the netserver that we started is gone', () => {
    expect(folder.left()).toEqual([]);
    const listening = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
    expect(listening).not.toContain(`netserver -D -p ${port}`);
  });
});
