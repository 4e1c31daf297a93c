import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, env, tasks, workspace } from 'vscode';
import { parseRunFile } from '../../src/journal/read.ts';
import { makeKey, type Sshd, startSshd } from '../support/sshd.ts';
import { answerMessages, answerSecrets, replace } from './support/answers.ts';
import { activeExtension } from './support/extension.ts';
import { exitCodeOf, tasksOf } from './support/tasks.ts';
import { until } from './support/until.ts';
import { inWorkspace, writeText } from './support/workspace.ts';

const run = promisify(execFile);
const PASSPHRASE = 'open sesame';

describe('connections', () => {
  let sshd: Sshd;
  let locked: string;
  const environment = { HOME: process.env['HOME'], SSH_AUTH_SOCK: process.env['SSH_AUTH_SOCK'] };

  before(async () => {
    await activeExtension();
    sshd = await startSshd();
    locked = join(sshd.home, 'locked');
    await makeKey(locked, 'ed25519', PASSPHRASE);
  });
  after(() => sshd.stop());
  // The extension runs in this process, and ssh is started by it.
  beforeEach(() => {
    process.env['HOME'] = sshd.home;
    delete process.env['SSH_AUTH_SOCK'];
  });
  afterEach(() => {
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('to an unknown host are made only when the person says that its key is the right one', async () => {
    const knownHosts = join(sshd.home, '.ssh', 'known_hosts');
    await writeFile(knownHosts, '');
    const asked = answerMessages('showInformationMessage', () => undefined);
    equal(await runOn(sshd.spec), 3);
    equal(asked.length, 1);
    equal(asked[0]?.modal, true);
    match(asked[0]?.text ?? '', new RegExp(`127\\.0\\.0\\.1:${sshd.port} is not known`));
    const { stdout } = await run('ssh-keygen', ['-lf', `${sshd.hostKeyPath}.pub`]);
    ok(asked[0]?.detail.includes(stdout.split(' ')[1] ?? 'no fingerprint'));
    match(asked[0]?.detail ?? '', /ssh-keygen -lf \/etc\/ssh\/ssh_host_ed25519_key\.pub/);
    equal(await readFile(knownHosts, 'utf8'), '');

    const again = answerMessages('showInformationMessage', () => 'Accept and Remember');
    equal(await runOn(sshd.spec), 0);
    equal(again.length, 1);
    equal(await readFile(knownHosts, 'utf8'), `${sshd.knownHostsLine}\n`);
    equal(await runOn(sshd.spec), 0);
    equal(again.length, 1);
  });

  it('to an unknown host are not made by pressing Enter: the first button copies the fingerprint and asks again', async () => {
    const knownHosts = join(sshd.home, '.ssh', 'known_hosts');
    await writeFile(knownHosts, '');
    const copied: string[] = [];
    replace(env, 'clipboard', {
      readText: async () => '',
      writeText: async (text) => void copied.push(text),
    });
    const asked = answerMessages('showInformationMessage', ({ buttons }) =>
      asked.length <= 2 ? buttons[0] : undefined,
    );
    equal(await runOn(sshd.spec), 3);
    equal(asked.length, 3);
    const { stdout } = await run('ssh-keygen', ['-lf', `${sshd.hostKeyPath}.pub`]);
    deepEqual(copied, [stdout.split(' ')[1], stdout.split(' ')[1]]);
    equal(await readFile(knownHosts, 'utf8'), '');
    await writeFile(knownHosts, `${sshd.knownHostsLine}\n`);
  });

  it('to a host whose key has changed are refused without a question, and a dialog tells both keys', async () => {
    const other = join(sshd.home, 'other_host_key');
    await makeKey(other, 'ed25519');
    const knownHosts = join(sshd.home, '.ssh', 'known_hosts');
    const key = (await readFile(`${other}.pub`, 'utf8')).trim();
    await writeFile(knownHosts, `[127.0.0.1]:${sshd.port} ${key}\n`);
    const asked = answerMessages('showInformationMessage', ({ buttons }) => buttons[0]);
    const told = answerMessages('showErrorMessage', () => undefined);
    equal(await runOn(sshd.spec), 3);
    equal(asked.length, 0);
    const dialog = told.find(({ modal }) => modal);
    match(dialog?.text ?? '', /has CHANGED/);
    match(dialog?.detail ?? '', /offered: SHA256:[^\n]*\n {2}known: SHA256:/);
    ok(!(dialog?.detail ?? '').includes('--accept-host-key'));
    await writeFile(knownHosts, `${sshd.knownHostsLine}\n`);
  });

  it('to a host that hangs up end with 3', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    try {
      equal(await runOn(`root@127.0.0.1:${port}`), 3);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('to a target that is not what it is called are refused, and made with marks once the person says so', async () => {
    const refused = answerMessages('showWarningMessage', () => undefined);
    equal(await runOn(sshd.spec, { kind: 'pvh' }), 3);
    match(refused[0]?.text ?? '', /^Not what it is called: here/);
    deepEqual(refused[0]?.buttons, ['Run Anyway (Marked)']);

    answerMessages('showWarningMessage', ({ buttons }) => buttons[0]);
    const codes: (number | undefined)[] = [];
    const listener = tasks.onDidEndTaskProcess(({ exitCode }) => codes.push(exitCode));
    try {
      await runOn(sshd.spec, { kind: 'pvh' });
      await until('the run is made all the same', () => codes.length === 2);
    } finally {
      listener.dispose();
    }
    deepEqual(codes, [3, 0]);
    const runs = inWorkspace('.xenbench', 'runs');
    const name = (await readdir(runs.fsPath)).find((each) => each.startsWith(`connection-${count}-`));
    const path = join(runs.fsPath, name ?? '');
    const { targets } = parseRunFile(await readFile(path), path);
    deepEqual([...new Set(targets.map(({ proof }) => proof.status))], ['mismatch']);
  });

  it('are not made in a workspace that is not trusted, by a task or a command', async () => {
    const errors = answerMessages('showErrorMessage', () => undefined);
    replace(workspace, 'isTrusted', false);
    equal(await runOn('lab:pv'), 2);
    await commands.executeCommand('xenBench.run', { experiment: inWorkspace('demo.xenbench.jsonc') });
    match(errors.at(-1)?.text ?? '', /not trusted/);
  });

  describe('with an encrypted key', () => {
    let trusting: Sshd;
    before(async () => {
      trusting = await startSshd({ authorizedKeys: [(await readFile(`${locked}.pub`, 'utf8')).trim()] });
    });
    after(() => trusting.stop());
    beforeEach(() => {
      process.env['HOME'] = trusting.home;
    });
    /** The same key in a file that was written anew, so that a key which is unlocked in memory is of no use. */
    const rewrite = async (from: string, to: string): Promise<void> => {
      await run('ssh-keygen', ['-p', '-P', from, '-N', to, '-f', locked]);
    };
    const runLocked = (): Promise<number | undefined> => runOn(trusting.spec, { identityFile: locked });

    it('ask for its passphrase, try again when it was wrong, and keep nothing unless asked to', async () => {
      const answers = ['wrong', PASSPHRASE];
      const asked = answerSecrets(() => ({ text: answers.shift() ?? '' }));
      equal(await runLocked(), 0);
      equal(asked.length, 2);
      ok(asked.every(({ password, canKeep, title }) => password && canKeep && title.includes(locked)));
      match(asked[1]?.prompt ?? '', /does not open the key/);

      await rewrite(PASSPHRASE, PASSPHRASE);
      const again = answerSecrets(() => ({ text: PASSPHRASE }));
      equal(await runLocked(), 0);
      equal(again.length, 1);
    });

    it('keep it when asked to, use it, drop it when it does not fit any more, and forget it on command', async () => {
      await rewrite(PASSPHRASE, PASSPHRASE);
      answerSecrets(() => ({ text: PASSPHRASE, keep: true }));
      equal(await runLocked(), 0);

      await rewrite(PASSPHRASE, PASSPHRASE);
      const unasked = answerSecrets(() => null);
      equal(await runLocked(), 0);
      equal(unasked.length, 0);

      await rewrite(PASSPHRASE, 'another');
      const stale = answerSecrets(() => ({ text: 'another', keep: true }));
      equal(await runLocked(), 0);
      equal(stale.length, 1);
      match(stale[0]?.prompt ?? '', /kept in the secret storage does not open/);

      const warned = answerMessages('showWarningMessage', ({ buttons }) => buttons[0]);
      const told = answerMessages('showInformationMessage', () => undefined);
      await commands.executeCommand('xenBench.forgetPassphrases');
      match(warned[0]?.text ?? '', /Forget 1 kept passphrase/);
      equal(warned[0]?.detail, locked);
      match(told[0]?.text ?? '', /1 kept passphrase\(s\) and [1-9]\d* unlocked key\(s\) are forgotten/);

      // The key file is the same as before: neither the secret storage nor the memory has the passphrase.
      const anew = answerSecrets(() => ({ text: 'another' }));
      equal(await runLocked(), 0);
      equal(anew.length, 1);
      await rewrite('another', PASSPHRASE);
    });

    it('end with 3 when the person gives none', async () => {
      await rewrite(PASSPHRASE, PASSPHRASE);
      await writeFile(join(trusting.home, '.ssh', 'id_ed25519'), '');
      answerSecrets(() => null);
      equal(await runLocked(), 3);
    });
  });

  let count = 0;
  /** Runs one command on a host by a task; gives the exit code. */
  async function runOn(host: string, more: object = {}): Promise<number | undefined> {
    count += 1;
    const name = `connection-${count}`;
    const target = { kind: 'any', host, ...more };
    const benchmarks = host.startsWith('lab:')
      ? ['cpu']
      : [{ benchmark: 'command', name: 'true', run: 'true' }];
    await writeText(
      inWorkspace(`${name}.xenbench.jsonc`),
      JSON.stringify({ targets: { here: target }, benchmarks, repetitions: 2, warmup: 0 }),
    );
    const start = await tasksOf({ [name]: { experiment: `${name}.xenbench.jsonc` } });
    return exitCodeOf(() => start(name));
  }
});
