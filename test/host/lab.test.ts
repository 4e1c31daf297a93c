import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, labConnection, startLab } from '../../src/lab/lab.ts';
import { type LabFiles, writeLabFiles } from '../../src/lab/lab-files.ts';
import { observeHost } from '../../src/remote/facts.ts';
import { RemoteSession } from '../../src/remote/session.ts';
import type { Report } from '../../src/report/model.ts';
import { runCli, startCli, workspaceWith } from '../support/cli.ts';
import { makeKey } from '../support/sshd.ts';

const run = promisify(execFile);
const forever = new AbortController().signal;
let lab: Lab;
let files: LabFiles;
let config: string;

beforeAll(async () => {
  lab = await startLab({ seed: 7 });
  files = await writeLabFiles(lab);
  config = /ssh -F (\S+)/.exec(files.description)?.[1] ?? '';
});
afterAll(async () => {
  await lab.stop();
  await files.remove();
});

async function session(machine: string): Promise<RemoteSession> {
  return RemoteSession.open(await labConnection(lab, machine, forever));
}

describe('who gets in', () => {
  test('the server listens on loopback only', () => {
    const listening = readFileSync('/proc/net/tcp', 'utf8') + readFileSync('/proc/net/tcp6', 'utf8');
    const port = lab.port.toString(16).toUpperCase().padStart(4, '0');
    const addresses = [...listening.matchAll(new RegExp(`([0-9A-F]+):${port} [0-9A-F:]+ 0A`, 'g'))].map(
      ([, at]) => at,
    );
    expect(addresses).toEqual(['0100007F']);
  });

  test('the real ssh client, with the files written for it, and nobody else', async () => {
    const { stdout } = await run('ssh', ['-F', config, 'lab-this-machine', 'echo really; exit 0']);
    expect(stdout).toBe('really\n');
    expect(statSync(dirname(config)).mode & 0o077).toBe(0);
    expect(statSync(join(dirname(config), 'id_ed25519')).mode & 0o077).toBe(0);
    await expect(run('ssh', ['-F', config, 'lab-this-machine', 'exit 7'])).rejects.toMatchObject({ code: 7 });

    const wrong = join(dirname(config), 'wrong');
    await makeKey(wrong, 'ed25519');
    await expect(enter({ privateKey: readFileSync(wrong) })).rejects.toThrow(/authentication/i);
    await expect(enter({ password: 'x' })).rejects.toThrow(/authentication/i);
    await expect(enter({})).rejects.toThrow(/authentication/i);
    await expect(enter({ privateKey: lab.privateKey }, 'root')).rejects.toThrow(/authentication/i);
    await expect(enter({ privateKey: lab.privateKey }, 'pv')).resolves.toBeUndefined();
  });

  function enter(
    credentials: { privateKey?: string | Buffer; password?: string },
    username = 'pv',
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const client = new Client();
      client.on('error', reject);
      client.on('ready', () => {
        client.end();
        resolve();
      });
      client.connect({ host: lab.host, port: lab.port, username, hostVerifier: () => true, ...credentials });
    });
  }

  test('no forwarding', async () => {
    await new Promise<void>((resolve, reject) => {
      const client = new Client();
      client.on('error', reject);
      client.on('ready', () => {
        client.forwardOut('127.0.0.1', 1, '127.0.0.1', lab.port, (error) => {
          client.end();
          if (error) resolve();
          else reject(new Error('it forwarded'));
        });
      });
      const { host, port, privateKey } = lab;
      client.connect({ host, port, username: 'pv', privateKey, hostVerifier: () => true });
    });
  });

  test('a machine that is not there is named with those that are', async () => {
    await expect(labConnection(lab, 'hwm', forever)).rejects.toThrow(
      /no machine "hwm".*Did you mean lab:hvm/,
    );
  });
});

describe('this-machine really runs', () => {
  test('50 MB there and back, intact', async () => {
    const connection = await labConnection(lab, 'this-machine', forever);
    const sent = randomBytes(25e6).toString('hex');
    const channel = await connection.exec('cat');
    const hash = createHash('sha256');
    let length = 0;
    channel.onStdout((bytes) => {
      length += bytes.length;
      hash.update(bytes);
    });
    channel.onStderr(() => {});
    channel.write(sent);
    channel.end();
    await channel.closed;
    connection.dispose();
    expect(length).toBe(sent.length);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(sent).digest('hex'));
  });

  test('its facts are this machine’s, and it is not marked as simulated', async () => {
    const real = await session('this-machine');
    const { environment, simulated } = await observeHost(real);
    expect(environment['release']).toBe(execFileSync('uname', ['-r'], { encoding: 'utf8' }).trim());
    expect(simulated).toBe(false);
    expect(await real.dispose()).toBe(true);
  });
});

describe('simulated guests', () => {
  test('say that they are simulated, whoever asks', async () => {
    const guest = await session('hvm');
    const { simulated, environment } = await observeHost(guest);
    expect(simulated).toBe(true);
    expect(environment['hypervisor_guest_type']).toBe('HVM');
    expect((await guest.run('echo hello', 10)).exitCode).toBe(127);
    expect(await guest.dispose()).toBe(true);
    await expect(run('ssh', ['-F', config, 'lab-pv', 'uname -a'])).rejects.toMatchObject({
      code: 127,
      stderr: expect.stringMatching(/simulated guest/),
    });
  });

  test('every group of 2008 on every guest is valid and marked; the same seed gives the same numbers', async () => {
    const guests = ['native', 'pv', 'hvm', 'pvh', 'kvm'];
    const experiment = {
      targets: Object.fromEntries(guests.map((kind) => [kind, { kind, host: `lab:${kind}` }])),
      peer: { host: 'lab:peer', address: '10.0.0.2' },
      benchmarks: [
        ...['tcp-small', 'tcp-medium', 'tcp-large', 'udp-small', 'udp-medium', 'disk', 'memory', 'cpu'],
        { benchmark: 'disk', name: 'synced', sizes: ['128M'], mode: 'durable' },
      ],
      repetitions: 2,
    };
    const numbers = [];
    for (let i = 0; i < 2; i += 1) {
      const workspace = await workspaceWith(experiment);
      const ended = await runCli(['run', workspace.file, '--output', workspace.runFile]);
      expect(ended.code, ended.stderr.slice(-2_000)).toBe(0);
      expect(ended.stdout).toMatch(/not a measurement of Xen/);
      for (const format of ['markdown', 'csv', 'json', 'latex']) {
        const { stdout } = await runCli(['report', workspace.runFile, '--format', format]);
        expect(stdout).toMatch(
          format === 'markdown' || format === 'latex'
            ? /not a measurement of Xen/
            : /simulated.*true|,true,/s,
        );
      }
      const { trials, targets } = await workspace.read();
      expect(trials).toHaveLength(5 * 38 * 2);
      expect(targets.every(({ simulated }) => simulated)).toBe(true);
      numbers.push(
        trials.map(({ target, case: id, round, measurements }) => ({ target, id, round, measurements })),
      );
      const report = JSON.parse(
        (await runCli(['report', workspace.runFile, '--format', 'json'])).stdout,
      ) as Report;
      expect(report.simulated).toBe(true);
      await workspace.remove();
    }
    expect(numbers[0]).toEqual(numbers[1]);
  });
});

test('boots: what needs the guest started anew stays pending, and is done after it was', async () => {
  const workspace = await workspaceWith({
    targets: { pv: { kind: 'pv', host: 'lab:pv' }, hvm: { kind: 'hvm', host: 'lab:hvm' } },
    benchmarks: ['cpu'],
    repetitions: 4,
    boots: 2,
  });
  const first = await runCli(['run', workspace.file, '--output', workspace.runFile]);
  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(/pv: boot 2 of 2 needs the machine started anew.*resume the run/);
  expect((await workspace.read()).trials.map(({ boot }) => boot)).toEqual([1, 1, 1, 1]);
  // The lab starts with each command, and so do its guests.
  const second = await runCli(['run', workspace.file, '--resume', workspace.runFile]);
  expect(second.code, second.stderr).toBe(0);
  const { trials, targets } = await workspace.read();
  expect(trials.map(({ boot, outcome }) => [boot, outcome])).toEqual(
    [1, 1, 1, 1, 2, 2, 2, 2].map((boot) => [boot, 'valid']),
  );
  const bootIds = targets.filter(({ target }) => target === 'pv').map(({ observed }) => observed['boot_id']);
  expect(new Set(bootIds).size).toBe(2);
  await workspace.remove();
});

test('the `lab` command says how to reach it, and ends with Ctrl+C', async () => {
  const running = startCli(['lab']);
  let said = '';
  await new Promise<void>((resolve) => {
    running.child.stdout?.on('data', (text: string) => {
      said += text;
      if (said.includes('Ctrl+C ends')) resolve();
    });
  });
  const path = /ssh -F (\S+)/.exec(said)?.[1] ?? '';
  const { stdout } = await run('ssh', ['-F', path, 'lab-this-machine', 'echo in']);
  expect(stdout).toBe('in\n');
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
  expect(() => statSync(path)).toThrow('ENOENT');
});
