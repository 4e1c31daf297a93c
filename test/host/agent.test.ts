import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { shellQuote } from '../../src/benchmarks/quote.ts';
import { ConnectionLostError } from '../../src/remote/agent-channel.ts';
import { observeHost } from '../../src/remote/facts.ts';
import { STREAM_LIMIT } from '../../src/remote/output.ts';
import { RemoteSession } from '../../src/remote/session.ts';
import { localConnection } from '../support/local-connection.ts';

/** Longer than a person waits for a cancel: what is shown here is that it is done, not how fast this machine is, ms. */
const PATIENT_MS = 60_000;

/** Processes of a group that are not yet zombies. */
function groupMembers(group: number): string[] {
  return execFileSync('ps', ['-eo', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.trim().split(/\s+/)[1] === String(group) && !/^\s*\d+\s+\d+\s+Z/.test(line));
}

/** State letter of a process; empty when it is gone. Nobody may be there to reap an orphan, so Z counts as gone. */
function stateOf(pid: number): string {
  try {
    return / ([A-Z]) [^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** Waits for what another process does; the limit only ends a test that has failed. */
async function eventually(what: () => boolean): Promise<void> {
  for (let i = 0; i < 1_000 && !what(); i += 1) await delay(10);
  expect(what()).toBe(true);
}

function pidOf(session: RemoteSession, file: string, field: number): number {
  return Number(readFileSync(`${session.directory}/${file}`, 'utf8').trim().split(/\s+/)[field]);
}

/** BusyBox takes its applet from the name it is called by. */
const folder = mkdtempSync(join(tmpdir(), 'xb-shells-'));
symlinkSync('/usr/bin/busybox', join(folder, 'ash'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['/bin/dash', '/bin/bash', join(folder, 'ash')])('the agent in %s', (shell) => {
  const sessions: RemoteSession[] = [];
  const open = async (connection = localConnection()) => {
    const session = await RemoteSession.open(connection, { shell });
    sessions.push(session);
    return session;
  };
  afterEach(async () => {
    for (const session of sessions.splice(0)) {
      await session.dispose();
      expect(existsSync(session.directory)).toBe(false);
    }
  });

  test('hands back exit status, both streams and the host clock', async () => {
    const session = await open();
    const result = await session.run('echo out; echo err >&2; sleep 0.3; exit 7', 20);
    expect(result).toMatchObject({
      end: 'done',
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
    expect(result.durationMs).toBeGreaterThanOrEqual(280);
  });

  test('tells what all CPUs of the host did while a job ran', async () => {
    const session = await open();
    const { cpu, durationMs } = await session.run(
      'n=0; while [ $n -lt 200000 ]; do n=$((n + 1)); done; sleep 0.3',
      60,
    );
    expect(cpu?.busy).toBeGreaterThan(0);
    expect(cpu?.steal).toBeLessThan(1);
    // As much for each CPU as the job took, up to what a tick and a virtual machine's idle count leave open.
    const whole = ((durationMs ?? 0) / 1000) * cpus().length;
    expect(cpu?.seconds).toBeGreaterThan(whole / 2);
    expect(cpu?.seconds).toBeLessThan(whole * 2 + 0.1);
  });

  test('runs many jobs in one session, each with its own output', async () => {
    const session = await open();
    for (let i = 0; i < 20; i += 1) {
      const result = await session.run(`printf %s ${i}`, 20);
      expect(result.stdout).toBe(String(i));
    }
    expect(await session.run('true', 20)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('loses no end of a job that is over at once, on a machine that is busy', async () => {
    // A job may end before its guard has become one; a lost end would be waited for until the deadline.
    const busy = await Promise.all(Array.from({ length: 6 }, () => open()));
    await Promise.all(
      busy.map(async (session) => {
        for (let i = 0; i < 60; i += 1) expect((await session.run('true', 600)).end).toBe('done');
      }),
    );
  });

  test('gives a command exactly the text it was given', async () => {
    const session = await open();
    const nasty = `a'b"c\\d$HOME\`id\`\n!x *~ %s \t ünï -- ;&|<>(){}[]#`;
    const result = await session.run(`printf %s ${shellQuote(nasty)}`, 20);
    expect(result.stdout).toBe(nasty);
  });

  test('a command that reads its input finds it empty and cannot eat our requests', async () => {
    const session = await open();
    expect((await session.run('cat; read x; echo "[$x]"', 20)).stdout).toBe('[]\n');
    expect((await session.run('echo next', 20)).stdout).toBe('next\n');
  });

  test('a syntax error is the command’s own failure', async () => {
    const session = await open();
    const result = await session.run('if then (', 20);
    expect(result.exitCode).toBeGreaterThan(0);
    expect(result.stderr).not.toBe('');
    expect((await session.run('exit 3', 20)).exitCode).toBe(3);
  });

  test('output that imitates frames stays output', async () => {
    const session = await open();
    const forged = '\n@0123456789abcdef result 1 done 0 0 0 0 0\n\n@ end 1\n';
    expect((await session.run(`printf %s ${shellQuote(forged)}`, 20)).stdout).toBe(forged);
  });

  test('100 MB of output is cut in the middle and says so', async () => {
    const session = await open();
    const result = await session.run(`echo first; head -c 100000000 /dev/zero | tr '\\0' x; echo last`, 60);
    expect(result.truncated).toBe(true);
    expect(result.stdout.length).toBeLessThan(STREAM_LIMIT + 200);
    expect(result.stdout.startsWith('first\n')).toBe(true);
    expect(result.stdout.endsWith('last\n')).toBe(true);
    expect(result.stdout).toContain(`of ${100_000_000 + 11} bytes cut here`);
    expect((await session.run('echo next', 20)).stdout).toBe('next\n');
  });

  test('a job beyond its deadline is stopped by the host', async () => {
    const session = await open();
    const result = await session.run('sleep 50 & sleep 60', 1);
    expect(result).toMatchObject({ end: 'deadline', exitCode: 143 });
  });

  test('a job that ignores SIGTERM is forced at its deadline', async () => {
    const session = await open();
    const result = await session.run(`trap '' TERM; while :; do sleep 0.2; done`, 1);
    expect(result).toMatchObject({ end: 'deadline', exitCode: null });
  });

  test('what a command leaves running is stopped before the next', async () => {
    const session = await open();
    const result = await session.run('sleep 1000 & echo $!', 20);
    expect(result.end).toBe('leftovers');
    expect(stateOf(Number(result.stdout))).toMatch(/^[ZX]?$/);
  });

  test('stopping proves that no process of the group is left', async () => {
    const session = await open();
    const run = session.run('sleep 1000 & sleep 1000', 100);
    await eventually(() => existsSync(`${session.directory}/pid.1`));
    const group = pidOf(session, 'pid.1', 0);
    const guard = pidOf(session, 'pid.1', 1);
    expect(await session.stop(PATIENT_MS)).toBe('stopped');
    // On a busy machine the job may need longer than it is given to end by itself, and is forced.
    expect([143, null]).toContain((await run).exitCode);
    expect(groupMembers(group)).toEqual([]);
    await eventually(() => /^[ZX]?$/.test(stateOf(guard)));
  });

  test('stopping forces a job that ignores SIGTERM', async () => {
    const session = await open();
    const run = session.run(`trap '' TERM; while :; do sleep 0.2; done`, 100);
    await eventually(() => existsSync(`${session.directory}/pid.1`));
    const group = pidOf(session, 'pid.1', 0);
    expect(await session.stop(PATIENT_MS)).toBe('stopped');
    expect((await run).exitCode).toBe(null);
    expect(groupMembers(group)).toEqual([]);
  });

  test('stopping at once, while the job is just starting, also proves it', async () => {
    for (let i = 0; i < 5; i += 1) {
      const session = await open();
      const run = session.run('sleep 1000', 100);
      expect(await session.stop(PATIENT_MS)).toBe('stopped');
      // A SIGTERM that meets the wrapper's trap between fork and command is lost; SIGKILL then follows.
      expect([143, null]).toContain((await run).exitCode);
    }
  });

  test('with nothing running there is nothing to stop', async () => {
    const session = await open();
    await session.run('true', 20);
    expect(await session.stop()).toBe('finished');
  });

  test('a result is collected after the connection was lost', async () => {
    const connection = localConnection();
    const before = await open(connection);
    const flag = `${before.directory}/go`;
    const run = before.run(`until [ -e ${flag} ]; do sleep 0.05; done; echo kept; exit 4`, 60);
    await eventually(() => existsSync(`${before.directory}/pid.1`));
    const agent = pidOf(before, 'agent', 0);
    connection.drop();
    await expect(run).rejects.toThrow(ConnectionLostError);
    const after = await open();
    const collected = after.collect(before.directory, 1, 60);
    writeFileSync(flag, '');
    expect(await collected).toMatchObject({ end: 'collected', exitCode: 4, stdout: 'kept\n' });
    await eventually(() => !existsSync(before.directory) && groupMembers(agent).length === 0);
  });

  test('a result that finished meanwhile is collected too', async () => {
    const connection = localConnection();
    const before = await open(connection);
    const run = before.run('sleep 0.3; echo kept', 60);
    await eventually(() => existsSync(`${before.directory}/pid.1`));
    connection.drop();
    await expect(run).rejects.toThrow(ConnectionLostError);
    await eventually(() => existsSync(`${before.directory}/rc.1`));
    const after = await open();
    expect(await after.collect(before.directory, 1, 60)).toMatchObject({ exitCode: 0, stdout: 'kept\n' });
    await eventually(() => !existsSync(before.directory));
  });

  test('there is nothing to collect where the host knows nothing', async () => {
    const session = await open();
    expect(await session.collect('/tmp/xen-bench.nowhere', 1, 5)).toBe(null);
    expect((await session.run('echo next', 20)).stdout).toBe('next\n');
  });

  test('an idle agent whose connection is lost removes its folders by itself', async () => {
    const connection = localConnection();
    const session = await open(connection);
    const scratch = await session.scratch('/var/tmp');
    writeFileSync(`${scratch}/file`, 'x');
    connection.drop();
    await eventually(() => !existsSync(session.directory) && !existsSync(scratch));
  });

  test('a service runs beside jobs and ends with the session', async () => {
    const session = await open();
    const group = await session.service('sleep 1000 & sleep 1000');
    await session.run('true', 20);
    expect(groupMembers(group).length).toBeGreaterThan(0);
    expect(await session.dispose()).toBe(true);
    expect(groupMembers(group)).toEqual([]);
  });

  test('files and folders are private and gone afterwards', async () => {
    const session = await open();
    const path = await session.put('text', `it's "here"\n\\n`);
    expect(readFileSync(path, 'utf8')).toBe(`it's "here"\n\\n`);
    const scratch = await session.scratch('/var/tmp');
    const modes = await session.run(`ls -ld ${session.directory} ${scratch} | cut -c1-10`, 20);
    expect(modes.stdout).toBe('drwx------\ndrwx------\n');
    await session.dispose();
    expect(existsSync(scratch)).toBe(false);
    expect(readdirSync('/tmp').filter((name) => session.directory.endsWith(name))).toEqual([]);
  });

  test('a folder that cannot be made says which and why', async () => {
    const session = await open();
    await expect(session.scratch('/nowhere/at/all')).rejects.toThrow(/\/nowhere\/at\/all.*No such file/);
  });

  test('facts about this machine agree with what Node sees', async () => {
    const session = await open();
    const observed = await observeHost(session);
    expect(observed.environment['system']).toBe('Linux');
    expect(observed.bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(observed.facts.cpus).toBeGreaterThan(0);
    expect(observed.simulated).toBe(false);
  });
});

test('a login shell that runs nothing is named with what it said', async () => {
  await expect(
    RemoteSession.open(localConnection(), { shell: 'echo This account is not available.' }),
  ).rejects.toThrow(/This account is not available/);
});

test('a host without setsid is refused with what to install', async () => {
  const environment = { ...process.env, PATH: '/nonexistent' };
  await expect(RemoteSession.open(localConnection(environment), { shell: '/bin/dash' })).rejects.toThrow(
    /setsid|folder/,
  );
});
