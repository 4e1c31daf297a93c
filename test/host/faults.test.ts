import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, runCli, startCli, type Workspace, workspaceWith } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { descendantsOf, signalProcess } from '../support/process-tree.ts';
import { makeKey, type Sshd, startSshd } from '../support/sshd.ts';

const NAP = { benchmark: 'command', name: 'nap', run: 'true', metrics: [] };

let sshd: Sshd;
const workspaces: Workspace[] = [];
let scratch: string;

beforeAll(async () => {
  sshd = await startSshd({ environment: { PATH: process.env['PATH'] ?? '' } });
  scratch = await mkdtemp(join(tmpdir(), 'xen-bench-faults-'));
});
afterEach(async () => {
  for (const workspace of workspaces.splice(0)) await workspace.remove();
});
afterAll(async () => {
  await sshd.stop();
  await rm(scratch, { recursive: true });
});

async function workspaceOf(experiment: unknown): Promise<Workspace> {
  const workspace = await workspaceWith(experiment);
  workspaces.push(workspace);
  return workspace;
}

/** Runs an experiment with one target and one repetition. */
async function runOn(
  host: string,
  benchmarks: unknown[],
  more: Record<string, unknown> = {},
  home = sshd.home,
): Promise<Ended & { workspace: Workspace }> {
  const workspace = await workspaceOf({
    targets: { guest: { kind: 'any', host, ...((more['target'] as object | undefined) ?? {}) } },
    benchmarks,
    repetitions: 1,
    warmup: 0,
    ...(more['peer'] === undefined ? {} : { peer: more['peer'] }),
  });
  return {
    ...(await runCli(['run', workspace.file, '--output', workspace.runFile], { HOME: home })),
    workspace,
  };
}

/** A home folder whose known_hosts is the given text. */
async function homeWith(knownHosts: string): Promise<string> {
  const home = await mkdtemp(join(scratch, 'home-'));
  await mkdir(join(home, '.ssh'), { mode: 0o700 });
  await writeFile(join(home, '.ssh', 'known_hosts'), knownHosts);
  await symlink(sshd.identityFile, join(home, '.ssh', 'id_ed25519'));
  return home;
}

function fingerprintOf(path: string): string {
  return execFileSync('ssh-keygen', ['-lf', path], { encoding: 'utf8' }).split(' ')[1] ?? '';
}

/** A TCP server that does as told with each connection. */
async function tcpServer(
  onConnection: Parameters<typeof createServer>[1],
): Promise<{ port: number; server: Server }> {
  const server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

describe('a host that may not be trusted or does not let us in ends the run before it begins, with 3', () => {
  test('an unknown key: its fingerprint, and the exact way to accept it, which works', async () => {
    const home = await homeWith('');
    const refused = await runOn(sshd.spec, [NAP], {}, home);
    const fingerprint = fingerprintOf(`${sshd.hostKeyPath}.pub`);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(fingerprint);
    expect(refused.stderr).toContain(`--accept-host-key ${fingerprint}`);

    const { workspace } = refused;
    const accept = ['run', workspace.file, '--output', workspace.runFile, '--accept-host-key', fingerprint];
    expect((await runCli(accept, { HOME: home })).code).toBe(0);
    expect(await readFile(join(home, '.ssh', 'known_hosts'), 'utf8')).toContain(sshd.knownHostsLine.trim());
  });

  test('a changed key: both fingerprints', async () => {
    const other = join(scratch, 'other-host-key');
    await makeKey(other, 'ed25519');
    const [type, key] = (await readFile(`${other}.pub`, 'utf8')).split(' ');
    const home = await homeWith(`[127.0.0.1]:${sshd.port} ${type} ${key}\n`);
    const { code, stderr } = await runOn(sshd.spec, [NAP], {}, home);
    expect(code).toBe(3);
    expect(stderr).toContain(fingerprintOf(`${other}.pub`));
    expect(stderr).toContain(fingerprintOf(`${sshd.hostKeyPath}.pub`));
    expect(stderr).toContain('ssh-keygen -R');
  });

  test('a wrong key: what was tried, what to do', async () => {
    const wrong = join(scratch, 'wrong-key');
    await makeKey(wrong, 'ed25519');
    const home = await homeWith(`${sshd.knownHostsLine}\n`);
    await rm(join(home, '.ssh', 'id_ed25519'));
    const { code, stderr } = await runOn(sshd.spec, [NAP], { target: { identityFile: wrong } }, home);
    expect(code).toBe(3);
    expect(stderr).toContain(wrong);
    expect(stderr).toMatch(/ssh-copy-id/);
  });

  test('a server that hangs up in the middle of its banner', async () => {
    const { port, server } = await tcpServer((socket) => socket.end('SSH-2.0-Op'));
    const { code, stderr } = await runOn(`root@127.0.0.1:${port}`, [NAP]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/closed the connection/);
    server.close();
  });

  test('nobody there: said so, and no run file begun', async () => {
    const port = await freePort();
    const { code, stderr, workspace } = await runOn(`root@127.0.0.1:${port}`, [NAP]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/No target is there/);
    await expect(readFile(workspace.runFile)).rejects.toThrow('ENOENT');
  });
});

describe('a missing tool is named with its host and the command that installs it', () => {
  /** A server whose PATH has what a minimal system has, and the named tools. */
  async function serverWith(tools: readonly string[]): Promise<Sshd> {
    const bin = await mkdtemp(join(scratch, 'bin-'));
    const found = (name: string) =>
      execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    const minimal = [
      'sh',
      'sleep',
      'setsid',
      'wc',
      'dd',
      'tail',
      'uname',
      'id',
      'getconf',
      'apt-get',
      'rm',
      'mkdir',
    ];
    for (const name of [...minimal, ...tools]) await symlink(found(name), join(bin, name));
    return startSshd({ environment: { PATH: bin } });
  }

  test('no netserver answers and the peer has no netserver', async () => {
    const bare = await serverWith(['netperf']);
    const peer = { host: bare.spec, address: '127.0.0.1', port: await freePort() };
    const { code, stderr } = await runOn(
      bare.spec,
      [{ benchmark: 'tcp-small', sizes: [1] }],
      { peer },
      bare.home,
    );
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/netserver is missing/);
    expect(stderr).toContain(`${bare.spec}`);
    expect(stderr).toMatch(/apt-get install netperf/);
    await bare.stop();
  });

  test('no netperf and no compiler on the target: both are told at once', async () => {
    const bare = await serverWith([]);
    const peer = { address: '127.0.0.1' };
    const benchmarks = [{ benchmark: 'tcp-small', sizes: [1] }, 'memory'];
    const { code, stderr } = await runOn(bare.spec, benchmarks, { peer }, bare.home);
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/guest \(.*\): netperf is missing.*apt-get install netperf/);
    expect(stderr).toMatch(/guest \(.*\): cc or gcc or clang is missing.*apt-get install gcc libc6-dev/);
    await bare.stop();
  });

  test('a binary of the user’s own that is not there', async () => {
    const own = { benchmark: 'memory', binary: '/nowhere/stream' };
    const { code, stderr } = await runOn(sshd.spec, [own]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/guest \(.*\): \/nowhere\/stream is missing, needed for the memory benchmark/);
  });

  test('no netserver answers and the peer cannot be entered', async () => {
    const peer = { address: '127.0.0.1', port: await freePort() };
    const { code, stderr } = await runOn(sshd.spec, [{ benchmark: 'tcp-small', sizes: [1] }], { peer });
    expect(code).toBe(3);
    expect(stderr).toMatch(/No netserver answers at 127\.0\.0\.1:\d+.*Start netserver there/);
  });
});

describe('what goes wrong in a trial is that trial’s reason, and the run ends with 1', () => {
  test('a disk that has no room', async () => {
    const { code, workspace } = await runOn(sshd.spec, [{ benchmark: 'disk', sizes: ['8192G'] }]);
    const [trial] = (await workspace.read()).trials;
    expect(code).toBe(1);
    expect(trial).toMatchObject({ outcome: 'invalid', measurements: [] });
    expect(trial?.reason).toMatch(/space/);
  });

  test('100 MB of escape sequences: kept in bounds, never to the terminal, and no number', async () => {
    const run = `printf '\\033]0;owned\\007\\033[2J'; head -c 100000000 /dev/zero | tr '\\0' '\\033'; exit 9`;
    const workspace = await workspaceOf({
      targets: { guest: { kind: 'any', host: sshd.spec } },
      benchmarks: [{ benchmark: 'command', name: 'loud', run, metrics: [] }],
      repetitions: 2,
      warmup: 1,
    });
    const running = startCli(['run', workspace.file, '--output', workspace.runFile], { HOME: sshd.home });
    let peakKiB = 0;
    const watch = setInterval(async () => {
      const status = await readFile(`/proc/${running.child.pid}/status`, 'utf8').catch(() => '');
      peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    }, 20);
    const { code, stdout, stderr } = await running.ended;
    clearInterval(watch);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).not.toContain('\x1b');
    expect(peakKiB).toBeGreaterThan(0);
    expect(peakKiB).toBeLessThan(300 * 1024);
    for (const trial of (await workspace.read()).trials) {
      expect(trial).toMatchObject({ outcome: 'invalid', truncated: true, exitCode: 9, measurements: [] });
      expect(trial.stdout.length).toBeLessThan(300 * 1024);
      expect(trial.reason).toMatch(/9/);
    }
  });

  test('a command beyond its time limit', async () => {
    const slow = { benchmark: 'command', name: 'slow', run: 'sleep 100', metrics: [], timeout: 1 };
    const { code, workspace } = await runOn(sshd.spec, [slow]);
    expect(code).toBe(1);
    expect((await workspace.read()).trials).toMatchObject([
      { outcome: 'failed', exitCode: 143, signal: 'SIGTERM', reason: expect.stringMatching(/time limit/) },
    ]);
  });

  test('an output without the metric is invalid, never zero', async () => {
    const fio = {
      benchmark: 'command',
      name: 'fio',
      run: `echo '{"jobs":[{"read":{}}]}'`,
      metrics: [{ name: 'iops', unit: '1/s', json: '/jobs/0/read/iops' }],
    };
    const { code, workspace } = await runOn(sshd.spec, [fio]);
    expect(code).toBe(1);
    expect((await workspace.read()).trials).toMatchObject([
      { outcome: 'invalid', measurements: [], reason: expect.stringMatching(/iops/) },
    ]);
  });
});

describe('names', () => {
  test('a target name with a line break is a mistake with its place', async () => {
    const workspace = await workspaceOf({
      targets: { 'a "quoted"\nname': { kind: 'any', host: sshd.spec } },
      benchmarks: ['cpu'],
    });
    const { code, stderr } = await runCli(['run', workspace.file], { HOME: sshd.home });
    expect(code).toBe(2);
    expect(stderr).toMatch(/test\.xenbench\.jsonc:3:\d+: /);
  });

  test('a target name with quotes and markup is a name like any other', async () => {
    const name = `it's "<script>" $(id) \`x\` \\`;
    const workspace = await workspaceOf({
      targets: { [name]: { kind: 'any', host: sshd.spec } },
      benchmarks: [NAP],
      repetitions: 2,
    });
    const ended = await runCli(['run', workspace.file, '--output', workspace.runFile], { HOME: sshd.home });
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain(name);
    expect((await workspace.read()).trials.every(({ target }) => target === name)).toBe(true);
  });
});

describe('a target that is not there, or goes away', () => {
  test('the others are measured, it is left pending, and resuming does it later', async () => {
    const late = await startSshd({ environment: { PATH: process.env['PATH'] ?? '' } });
    const port = late.port;
    await late.stop();
    const workspace = await workspaceOf({
      targets: {
        here: { kind: 'any', host: sshd.spec },
        away: { kind: 'pv', host: `root@127.0.0.1:${port}` },
      },
      benchmarks: [NAP],
      repetitions: 2,
    });
    const first = await runCli(['run', workspace.file, '--output', workspace.runFile], { HOME: sshd.home });
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(/away: not there, left pending/);
    expect(first.stdout).toMatch(/away/);
    expect((await workspace.read()).trials).toHaveLength(2);
  });

  test('a connection cut in the middle of a trial: its result is fetched, not repeated', async () => {
    const workspace = await workspaceOf({
      targets: { guest: { kind: 'any', host: sshd.spec } },
      benchmarks: [
        { benchmark: 'command', name: 'slow', run: 'echo begun; sleep 3; echo over', metrics: [] },
      ],
      repetitions: 1,
      warmup: 0,
    });
    const running = startCli(['run', workspace.file, '--output', workspace.runFile, '--json'], {
      HOME: sshd.home,
    });
    await new Promise<void>((resolve) => {
      running.child.stdout?.on('data', (text: string) => {
        if (text.includes('"trial-start"')) resolve();
      });
    });
    // The server's processes for its connections, as a network that dies would take them away; the job is none of them.
    for (const pid of descendantsOf(sshd.pid)) {
      const name = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      if (name.startsWith('sshd')) signalProcess(pid, 'SIGKILL');
    }
    const { code, stdout } = await running.ended;
    expect(stdout).toContain('Trying to come back');
    const { trials } = await workspace.read();
    expect(trials).toMatchObject([{ outcome: 'valid', attempt: 1, stdout: 'begun\nover\n', exitCode: 0 }]);
    expect(code).toBe(0);
  });
});

test('a torn last line is forgiven, and resuming goes on from there', async () => {
  const { workspace } = await runOn(sshd.spec, [NAP]);
  const text = await readFile(workspace.runFile, 'utf8');
  const lines = text.trimEnd().split('\n');
  const trial = lines.findIndex((line) => line.includes('"record":"trial"'));
  await writeFile(workspace.runFile, `${lines.slice(0, trial).join('\n')}\n${lines[trial]?.slice(0, 40)}`);
  const resumed = await runCli(['run', workspace.file, '--resume', workspace.runFile], { HOME: sshd.home });
  expect(resumed.code, resumed.stderr).toBe(0);
  const run = await workspace.read();
  expect(run.torn).toBe(false);
  expect(run.resumes).toMatchObject([{ valid: 0 }]);
  expect(run.trials).toMatchObject([{ outcome: 'valid', attempt: 1 }]);
});

test('`check` runs nothing and says what is there', async () => {
  const workspace = await workspaceOf({
    targets: { guest: { kind: 'any', host: sshd.spec } },
    benchmarks: ['memory', { benchmark: 'disk', sizes: ['1M'] }],
  });
  const { code, stdout } = await runCli(['check', workspace.file], { HOME: sshd.home });
  expect(code, stdout).toBe(0);
  expect(stdout).toMatch(/ok +guest +any \((un)?proved\)/);
  expect(stdout).toMatch(/label: .+; network \w+, disk \w+/);
  expect(stdout).toMatch(/20 trials \(1 target x 2 cases x 10 repetitions\)/);
});
