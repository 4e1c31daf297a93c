import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT, HumanError } from '../../src/human-error.ts';
import { type Channel, type Connection, UnreachableError } from '../../src/remote/transport.ts';
import { type ConnectOptions, connectSsh } from '../../src/ssh/connect.ts';
import { resolveHost } from '../../src/ssh/resolve.ts';
import { descendantsOf, signalProcess, untilGone } from '../support/process-tree.ts';
import { addKnownHost, makeKey, type Sshd, startSshd } from '../support/sshd.ts';

const run = promisify(execFile);
const open: Connection[] = [];
let folder: string;
let sshd: Sshd;

beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xen-bench-test-'));
  useHome(sshd);
  await knownHosts(`${sshd.knownHostsLine}\n`);
  vi.stubEnv('SSH_AUTH_SOCK', undefined);
});
afterEach(async () => {
  for (const connection of open.splice(0)) connection.dispose();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe('a host key', () => {
  it('that is known lets the connection go on, and commands run', async () => {
    const connection = await connect(sshd.spec);
    expect(connection.address).toBe(sshd.spec);
    expect(await output(connection, 'echo out; echo err >&2')).toEqual({ stdout: 'out\n', stderr: 'err\n' });
  });

  it('that is unknown is refused with the fingerprint of ssh-keygen -lf and the way to accept it', async () => {
    await knownHosts('');
    const error = await refusal(connectSsh(sshd.spec));
    expect(error.exitCode).toBe(EXIT.refused);
    const print = await fingerprintOf(sshd.hostKeyPath);
    expect(error.message).toContain(`offered: ${print} (ssh-ed25519)`);
    expect(error.message).toContain('known: none');
    expect(error.message).toContain(`--accept-host-key ${print}`);
    expect(error.message).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
    expect(error.message).toContain(`-p ${sshd.port} ${sshd.user}@127.0.0.1`);
    expect(await readKnownHosts()).toBe('');
  });

  it('that is refused ends the connection before anything of authentication reaches the host', async () => {
    const strict = await startSshd({ configLines: ['LogLevel DEBUG1'] });
    try {
      useHome(strict);
      await writeFile(join(strict.home, '.ssh', 'known_hosts'), '');
      await refusal(connectSsh(strict.spec));
      // The log of the connection is whole once the server says that it is closed.
      await vi.waitFor(
        () => expect(strict.logs()).toMatch(/Received disconnect|Connection (?:closed|reset) by/),
        10_000,
      );
      expect(strict.logs()).toContain('SSH2_MSG_KEXINIT received');
      expect(strict.logs()).not.toContain('userauth-request');

      await writeFile(join(strict.home, '.ssh', 'known_hosts'), `${strict.knownHostsLine}\n`);
      await connect(strict.spec);
      expect(strict.logs()).toContain('userauth-request');
    } finally {
      await strict.stop();
    }
  });

  it('that has changed is refused with both fingerprints, file and line, and never accepted on a word', async () => {
    const other = join(folder, 'other');
    await makeKey(other, 'ed25519');
    await knownHosts(`# old\n[127.0.0.1]:${sshd.port} ${await readFile(`${other}.pub`, 'utf8')}`);
    const print = await fingerprintOf(sshd.hostKeyPath);
    const askHostKey = vi.fn(async () => true);
    const error = await refusal(connectSsh(sshd.spec, { acceptedFingerprints: [print], askHostKey }));
    const file = join(sshd.home, '.ssh', 'known_hosts');
    expect(error.message).toContain('CHANGED');
    expect(error.message).toContain(`offered: ${print}`);
    expect(error.message).toContain(`known: ${await fingerprintOf(other)} (ssh-ed25519, ${file}:2)`);
    expect(error.message).toContain(`ssh-keygen -R '[127.0.0.1]:${sshd.port}' -f ${file}`);
    expect(askHostKey).not.toHaveBeenCalled();

    // What the message says is what helps.
    await run('ssh-keygen', ['-R', `[127.0.0.1]:${sshd.port}`, '-f', file]);
    await connect(sshd.spec, { acceptedFingerprints: [print] });
  });

  it('that is revoked is refused', async () => {
    await knownHosts(`${sshd.knownHostsLine}\n@revoked ${sshd.knownHostsLine.replace(/^\S+/, '*')}\n`);
    expect((await refusal(connectSsh(sshd.spec))).message).toContain('REVOKED');
  });

  it('that only an authority vouches for is refused, saying that certificates cannot be checked', async () => {
    await knownHosts(`@cert-authority ${sshd.knownHostsLine}\n`);
    expect((await refusal(connectSsh(sshd.spec))).message).toContain('cannot check host certificates');
  });

  it('is found in a known_hosts file that ssh-keygen -H has hashed', async () => {
    const file = join(sshd.home, '.ssh', 'known_hosts');
    await knownHosts(`${sshd.knownHostsLine}\n`);
    await run('ssh-keygen', ['-H', '-f', file]);
    expect(await readKnownHosts()).toMatch(/^\|1\|/);
    await connect(sshd.spec);
  });

  it('is asked for by the type that is known: a host known by RSA only is still known', async () => {
    const rsa = join(folder, 'rsa');
    await makeKey(rsa, 'rsa');
    const both = await startSshd({ configLines: [`HostKey ${rsa}`] });
    try {
      useHome(both);
      await writeFile(
        join(both.home, '.ssh', 'known_hosts'),
        `[127.0.0.1]:${both.port} ${await readFile(`${rsa}.pub`, 'utf8')}`,
      );
      await connect(both.spec);
    } finally {
      await both.stop();
    }
  });

  it('that the person accepts by its fingerprint is appended once, and known from then on', async () => {
    await knownHosts('bench9 ssh-ed25519 AAAA');
    const print = await fingerprintOf(sshd.hostKeyPath);
    const wrong = await refusal(connectSsh(sshd.spec, { acceptedFingerprints: [`${print}x`] }));
    expect(wrong.message).toContain('not known');

    await connect(sshd.spec, { acceptedFingerprints: [print] });
    await connect(sshd.spec, { acceptedFingerprints: [print] });
    await connect(sshd.spec);
    expect(await readKnownHosts()).toBe(`bench9 ssh-ed25519 AAAA\n${sshd.knownHostsLine}\n`);
    // ssh itself reads it so.
    await run('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', join(sshd.home, '.ssh', 'known_hosts')]);
  });

  it('that the person accepts when asked makes the file, for the person alone; a no refuses', async () => {
    vi.stubEnv('HOME', join(folder, 'new'));
    const identityFile = sshd.identityFile;
    const questions: unknown[] = [];
    const answer = (yes: boolean) => async (question: unknown) => questions.push(question) > 0 && yes;
    expect(
      (await refusal(connectSsh(sshd.spec, { identityFile, askHostKey: answer(false) }))).message,
    ).toContain('not known');
    await connect(sshd.spec, { identityFile, askHostKey: answer(true) });
    expect(questions).toHaveLength(2);
    expect(questions[0]).toMatchObject({ fingerprint: await fingerprintOf(sshd.hostKeyPath), known: [] });
    expect((await stat(join(folder, 'new', '.ssh'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'new', '.ssh', 'known_hosts'))).mode & 0o777).toBe(0o600);
  });

  it('that the caller vouches for needs no file, and beats an old one', async () => {
    const other = join(folder, 'other');
    await makeKey(other, 'ed25519');
    await knownHosts(`[127.0.0.1]:${sshd.port} ${await readFile(`${other}.pub`, 'utf8')}`);
    const privateKey = await readFile(sshd.identityFile, 'utf8');
    await connect(sshd.spec, { extraKnownHosts: sshd.knownHostsLine, privateKey, configFile: 'none' });
  });
});

describe('authentication', () => {
  it('with a key that the host does not know is refused, saying what was tried and how to install it', async () => {
    const wrong = join(folder, 'wrong');
    await makeKey(wrong, 'ed25519');
    vi.stubEnv('HOME', await homeWithoutKeys());
    const error = await refusal(connectSsh(sshd.spec, { identityFile: wrong }));
    expect(error.exitCode).toBe(EXIT.refused);
    expect(error.message).toContain(`${wrong} (ssh-ed25519)`);
    expect(error.message).toContain('allows: publickey');
    expect(error.message).toContain(`ssh-copy-id -i ${wrong}.pub -p ${sshd.port}`);
  });

  it('tries the explicit key first and then the others', async () => {
    const wrong = join(folder, 'wrong');
    await makeKey(wrong, 'ecdsa');
    const log: string[] = [];
    await connect(sshd.spec, { identityFile: wrong, log: (line) => log.push(line) });
    const tried = log.filter((line) => line.includes('authentication:'));
    expect(tried[0]).toContain(wrong);
    expect(tried[1]).toContain(sshd.identityFile);
  });

  it.each([
    ['a missing', async () => join(folder, 'none'), 'does not exist'],
    ['a broken', async () => write('junk', 'no key at all'), 'is no SSH key'],
    ['a directory as', async () => folder, 'cannot be read'],
    [
      'a PKCS#8',
      async () => write('pkcs8', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'),
      'ssh-keygen -p -f',
    ],
    ['a FIDO', async () => write('sk', 'sk-ssh-ed25519@openssh.com AAAA me'), 'FIDO'],
    [
      'a certificate as',
      async () => write('cert', 'ssh-ed25519-cert-v01@openssh.com AAAA me'),
      'is a certificate',
    ],
  ])('says so before it connects, given %s identity file', async (_what, make, words) => {
    const error = await refusal(connectSsh('nobody@host.invalid', { identityFile: await make() }));
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toContain(words);
  });

  it('asks for the passphrase of an encrypted key up to three times, and then never again', async () => {
    const { identityFile, server } = await withEncryptedKey('right');
    try {
      const answers = ['wrong', 'wronger', 'right'];
      const secret = vi.fn(async (_question: string) => answers.shift() ?? null);
      await connect(server.spec, { identityFile, prompts: { secret } });
      expect(secret).toHaveBeenCalledTimes(3);
      expect(secret.mock.calls[0]?.[0]).toBe(`Passphrase of ${identityFile}: `);
      await connect(server.spec, { identityFile, prompts: { secret } });
      await connect(server.spec, { identityFile });
      expect(secret).toHaveBeenCalledTimes(3);
    } finally {
      await server.stop();
    }
  });

  it('gives up after three wrong passphrases, and never prints them', async () => {
    const { identityFile, server } = await withEncryptedKey('right');
    try {
      const log: string[] = [];
      const secret = vi.fn(async () => 'hunter2');
      const error = await refusal(
        connectSsh(server.spec, { identityFile, prompts: { secret }, log: (line) => log.push(line) }),
      );
      expect(secret).toHaveBeenCalledTimes(3);
      expect(error.message).toContain('none of 3 passphrases was right');
      expect(error.message + log.join()).not.toContain('hunter2');
    } finally {
      await server.stop();
    }
  });

  it('names ssh-add for an encrypted key where nobody can be asked; then the agent lets us in', async () => {
    const { identityFile, server } = await withEncryptedKey('right');
    const agent = await startAgent();
    try {
      const error = await refusal(connectSsh(server.spec, { identityFile }));
      expect(error.message).toContain(
        `${identityFile} is encrypted, add it to the agent (ssh-add ${identityFile})`,
      );

      await run('ssh-keygen', ['-p', '-P', 'right', '-N', '', '-f', identityFile]);
      await agent.add(identityFile);
      await run('ssh-keygen', ['-p', '-P', '', '-N', 'right', '-f', identityFile]);
      vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
      const secret = vi.fn(async () => null);
      await connect(server.spec, { identityFile, prompts: { secret } });
      expect(secret).not.toHaveBeenCalled();
    } finally {
      agent.stop();
      await server.stop();
    }
  });

  it('offers the keys of the agent; with IdentitiesOnly no other than the configured ones', async () => {
    const agent = await startAgent();
    const stray = join(folder, 'stray');
    await makeKey(stray, 'ed25519');
    try {
      await agent.add(stray);
      await agent.add(sshd.identityFile);
      vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
      vi.stubEnv('HOME', await homeWithoutKeys());
      const log: string[] = [];
      await connect(sshd.spec, { log: (line) => log.push(line) });
      expect(log.join('\n')).toContain('agent: stray');

      log.length = 0;
      const only = await write(
        'only',
        `Host *\n  IdentitiesOnly yes\n  IdentityFile ${sshd.identityFile}.pub\n`,
      );
      await connect(sshd.spec, { configFile: only, log: (line) => log.push(line) });
      expect(log.join('\n')).toContain('agent: id_ed25519');
      expect(log.join('\n')).not.toContain('stray');

      const none = await write('none', `Host *\n  IdentitiesOnly yes\n  IdentityFile ${stray}-missing\n`);
      const error = await refusal(connectSsh(sshd.spec, { configFile: none }));
      expect(error.message).toContain('no key that is configured (IdentitiesOnly)');
    } finally {
      agent.stop();
    }
  });

  it('goes on without an agent that does not answer', async () => {
    vi.stubEnv('SSH_AUTH_SOCK', join(folder, 'no-agent'));
    const log: string[] = [];
    await connect(sshd.spec, { log: (line) => log.push(line) });
    expect(log.join('\n')).toContain('agent: Failed');
  });

  it('answers the questions of the host and gives a password, where a person can be asked', async () => {
    let asked = 0;
    const server = await fakeServer((method, accept, reject) => {
      if (method.method === 'password' && method.password === 'open sesame') accept();
      else if (method.method === 'keyboard-interactive') {
        asked += 1;
        method.prompt([{ prompt: 'Code\u001b[31m: ', echo: false }], 'Name', 'Say', () =>
          reject(['password']),
        );
      } else reject([asked === 0 ? 'keyboard-interactive' : 'password']);
    });
    const answers = ['123', 'wrong', 'open sesame'];
    const secret = vi.fn(async (_question: string) => answers.shift() ?? null);
    await connect(server.spec, {
      extraKnownHosts: server.knownHostsLine,
      configFile: 'none',
      prompts: { secret },
    });
    expect(secret.mock.calls.map(([question]) => question)).toEqual([
      `me@127.0.0.1:${server.port}: Name Say Code [31m: `,
      `Password of me@127.0.0.1:${server.port}: `,
      `Password of me@127.0.0.1:${server.port}: `,
    ]);
    server.stop();
  });

  it('does not count the time that a person takes to answer', async () => {
    const server = await fakeServer((method, accept, reject) => {
      if (method.method === 'password') accept();
      else reject(['password']);
    });
    const secret = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('x'), 1_500));
    const options = { extraKnownHosts: server.knownHostsLine, configFile: 'none', prompts: { secret } };
    await connect(server.spec, { ...options, connectTimeoutMs: 1_000 });
    server.stop();
  });

  it('says that the host ended it, when the host allows no more attempts', async () => {
    const strict = await startSshd({ configLines: ['MaxAuthTries 1'] });
    const wrong = join(folder, 'wrong');
    await makeKey(wrong, 'ed25519');
    try {
      await addKnownHost(sshd, strict.knownHostsLine);
      const error = await refusal(connectSsh(strict.spec, { identityFile: wrong }));
      expect(error.message).toContain('Too many authentication failures');
    } finally {
      await strict.stop();
    }
  });
});

describe('through a jump host', () => {
  let inner: Sshd;
  beforeAll(async () => {
    inner = await startSshd({ authorizedKeys: [await readFile(`${sshd.identityFile}.pub`, 'utf8')] });
  });
  afterAll(() => inner.stop());

  it('reaches the target, every host verified under its own name', async () => {
    await knownHosts(`${sshd.knownHostsLine}\n`);
    const unknownTarget = await refusal(connectSsh(inner.spec, { jump: sshd.spec }));
    expect(unknownTarget.message).toContain(`The host 127.0.0.1:${inner.port} is not known`);
    expect(unknownTarget.message).toContain(`-J ${sshd.spec}`);

    await knownHosts(`${inner.knownHostsLine}\n`);
    const unknownJump = await refusal(connectSsh(inner.spec, { jump: sshd.spec }));
    expect(unknownJump.message).toContain(`The host 127.0.0.1:${sshd.port} is not known`);

    await knownHosts(`${sshd.knownHostsLine}\n${inner.knownHostsLine}\n`);
    const log: string[] = [];
    const connection = await connect(inner.spec, { jump: sshd.spec, log: (line) => log.push(line) });
    expect(log.filter((line) => line.endsWith('connected'))).toEqual([
      `${sshd.spec}: connected`,
      `${inner.spec}: connected`,
    ]);
    expect((await output(connection, 'echo $SSH_CONNECTION')).stdout).toContain(`127.0.0.1 ${inner.port}`);
  });

  it('follows a chain of jumps, and ProxyJump of the configuration, which `none` switches off', async () => {
    await knownHosts(`${sshd.knownHostsLine}\n${inner.knownHostsLine}\n`);
    const config = await write(
      'config',
      `Host gate\n  HostName 127.0.0.1\n  Port ${sshd.port}\nHost guest\n  HostName 127.0.0.1\n  Port ${inner.port}\nHost *\n  ProxyJump gate\n`,
    );
    const log: string[] = [];
    await connect('guest', { configFile: config, log: (line) => log.push(line) });
    expect(log.filter((line) => line.endsWith('connected'))).toHaveLength(2);

    log.length = 0;
    await connect('guest', { configFile: config, jump: 'gate,guest', log: (line) => log.push(line) });
    expect(log.filter((line) => line.endsWith('connected'))).toHaveLength(3);

    log.length = 0;
    await connect('guest', { configFile: config, jump: 'none', log: (line) => log.push(line) });
    expect(log.filter((line) => line.endsWith('connected'))).toHaveLength(1);
  });

  it('says that the target cannot be reached from there', async () => {
    const error = await failure(connectSsh('root@127.0.0.1:1', { jump: sshd.spec }));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain(`127.0.0.1:1 cannot be reached from the jump host ${sshd.spec}`);
  });

  it('refuses a configuration that goes round in a circle', async () => {
    const config = await write('config', 'Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n');
    expect((await refusal(connectSsh('a', { configFile: config }))).message).toContain('circle');
  });

  it('is lost when the jump host is lost', async () => {
    const jump = await startSshd({ authorizedKeys: [await readFile(`${sshd.identityFile}.pub`, 'utf8')] });
    await knownHosts(`${jump.knownHostsLine}\n${inner.knownHostsLine}\n`);
    const connection = await connect(inner.spec, { jump: jump.spec });
    const channel = await connection.exec('exec cat');
    await jump.stop();
    expect((await connection.lost).message).toContain('lost');
    await channel.closed;
  });
});

describe('a peer that is no host', () => {
  it.each([
    ['closes at once', (socket: Socket) => socket.end(), 'before saying who it is'],
    ['resets at once', (socket: Socket) => socket.resetAndDestroy(), 'before saying who it is'],
    [
      'sends half a banner and closes',
      (socket: Socket) => socket.end('SSH-2.0-Open'),
      'while saying who it is',
    ],
    [
      'says that there are too many',
      (socket: Socket) => socket.end('Exceeded MaxStartups\r\n'),
      'Exceeded MaxStartups',
    ],
    ['closes after its banner', (socket: Socket) => socket.end('SSH-2.0-X\r\n'), 'during the key exchange'],
    [
      'speaks HTTP and waits',
      (socket: Socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'a web server',
    ],
    ['speaks SSH 1', (socket: Socket) => socket.write('SSH-1.5-old\r\n'), 'does not speak SSH 2'],
    [
      'sends garbage',
      (socket: Socket) => socket.write('\u001b[2J\u0007'.repeat(5_000)),
      'does not speak SSH 2',
    ],
  ])('and %s is refused in plain words', async (_what, greet, words) => {
    const peer = await rawServer(greet);
    const error = await refusal(connectSsh(`me@127.0.0.1:${peer.port}`));
    expect(error.exitCode).toBe(EXIT.refused);
    expect(error.message).toContain(words);
    expect(error.message).toContain(`127.0.0.1:${peer.port}`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is the point.
    expect(error.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    await peer.empty();
  });

  it.each([
    ['never speaks', () => {}, 'did not say who it is'],
    [
      'stops after its banner',
      (socket: Socket) => socket.write('SSH-2.0-X\r\n'),
      'did not finish the key exchange',
    ],
  ])('and %s is given up after the time limit', async (_what, greet, words) => {
    const peer = await rawServer(greet);
    const error = await failure(connectSsh(`me@127.0.0.1:${peer.port}`, { connectTimeoutMs: 200 }));
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain(words);
    await peer.empty();
  });

  it('and never speaks is given up after the ConnectTimeout of its configuration', async () => {
    const peer = await rawServer(() => {});
    const folder = await mkdtemp(join(tmpdir(), 'xen-bench-config-'));
    const configFile = join(folder, 'config');
    await writeFile(configFile, 'Host 127.0.0.1\n  ConnectTimeout 1\n');
    const error = await failure(connectSsh(`me@127.0.0.1:${peer.port}`, { configFile }));
    await rm(folder, { recursive: true });
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain('within 1 s');
    await peer.empty();
  });

  it('and does not listen, or has no name, is unreachable', async () => {
    const refused = await failure(connectSsh('me@127.0.0.1:1'));
    expect(refused).toBeInstanceOf(UnreachableError);
    expect(refused.message).toContain('nothing listens');
    expect(await failure(connectSsh('me@no-such-host.invalid'))).toBeInstanceOf(UnreachableError);
  });

  it('and shares no key exchange with us is named as such', async () => {
    const modern = await startSshd({ configLines: ['KexAlgorithms sntrup761x25519-sha512@openssh.com'] });
    try {
      const error = await refusal(connectSsh(modern.spec));
      expect(error.message).toContain('no key exchange algorithm in common');
      expect(error.message).toContain('post-quantum');
    } finally {
      await modern.stop();
    }
  });
});

describe('a connection', () => {
  it('that is cut while a command runs is lost; its channels close, and writing to them is harmless', async () => {
    const connection = await connect(sshd.spec);
    const channel = await connection.exec('echo ready; exec cat');
    await new Promise<void>((resolve) => channel.onStdout(() => resolve()));
    const session = descendantsOf(sshd.pid);
    for (const pid of session) signalProcess(pid, 'SIGKILL');
    await untilGone(session);
    expect((await connection.lost).message).toContain(`The connection to ${sshd.spec} was lost`);
    await channel.closed;
    channel.write('too late\n');
    channel.end();
    channel.destroy();
    await expect(connection.exec('true')).rejects.toThrow('was lost');
  });

  it('that is disposed of ends on the host, closes its channels, and is not called lost', async () => {
    const connection = await connect(sshd.spec);
    const channel = await connection.exec('cat');
    const session = descendantsOf(sshd.pid);
    expect(session.length).toBeGreaterThan(0);
    let lost = false;
    connection.lost.then(() => {
      lost = true;
    });
    connection.dispose();
    await channel.closed;
    await untilGone(session);
    expect(lost).toBe(false);
    await expect(connection.exec('true')).rejects.toThrow('is closed');
  });

  it('whose opening is called off leaves no socket open, wherever it was', async () => {
    for (const greet of [() => {}, (socket: Socket) => socket.write('SSH-2.0-X\r\n')]) {
      const peer = await rawServer(greet);
      const controller = new AbortController();
      const connecting = refusal(connectSsh(`me@127.0.0.1:${peer.port}`, { signal: controller.signal }));
      await peer.greeted;
      controller.abort();
      expect((await connecting).exitCode).toBe(EXIT.cancelled);
      await peer.empty();
    }
    const before = await refusal(connectSsh(sshd.spec, { signal: AbortSignal.abort() }));
    expect(before.exitCode).toBe(EXIT.cancelled);
  });

  it('whose opening is called off while a person is asked ends on the host', async () => {
    await knownHosts('');
    const controller = new AbortController();
    const asked = new Promise<void>((resolve) => {
      const askHostKey = (): Promise<boolean> => {
        resolve();
        return new Promise(() => {});
      };
      refusal(connectSsh(sshd.spec, { signal: controller.signal, askHostKey })).catch(() => {});
    });
    await asked;
    const session = descendantsOf(sshd.pid);
    expect(session.length).toBeGreaterThan(0);
    controller.abort();
    await untilGone(session);
  });

  it('carries standard input, much output on both streams, and what came before anyone listened', async () => {
    const connection = await connect(sshd.spec);
    const channel = await connection.exec('cat; head -c 8000000 /dev/zero >&2; head -c 8000000 /dev/zero');
    channel.write('hello\n');
    channel.end();
    const both = await Promise.all([collect(channel.onStdout, channel), collect(channel.onStderr, channel)]);
    expect(both[0].length).toBe(8_000_006);
    expect(both[0].toString('latin1', 0, 6)).toBe('hello\n');
    expect(both[1].length).toBe(8_000_000);
  });

  it('says that the host refuses a command, when it allows no sessions', async () => {
    const closed = await startSshd({ configLines: ['MaxSessions 0'] });
    try {
      useHome(closed);
      const connection = await connect(closed.spec);
      await expect(connection.exec('true')).rejects.toThrow('MaxSessions');
    } finally {
      await closed.stop();
    }
  });
});

describe('the server for tests', () => {
  it('gives sessions the asked login shell and environment, and leaves none behind', async () => {
    const ash = await startSshd({
      loginShell: 'ash=/usr/bin/busybox',
      environment: { GREETING: 'two "words"' },
    });
    useHome(ash);
    const connection = await connect(ash.spec);
    const { stdout } = await output(connection, 'readlink /proc/$$/exe; echo "$0 $GREETING"');
    expect(stdout).toBe('/usr/bin/busybox\nash two "words"\n');
    await connection.exec('exec cat');
    const session = descendantsOf(ash.pid);
    await ash.stop();
    await untilGone(session);
  });
});

describe('the configuration', () => {
  it('is what ssh -G says, with the paths of $HOME and what the spec itself says first', async () => {
    await run('mkdir', ['-p', join(folder, '.ssh')]);
    await writeFile(
      join(folder, '.ssh', 'config'),
      'Host bench\n  HostName 10.0.0.9\n  User alice\n  Port 2200\n  IdentityFile ~/.ssh/key_%h_%r\n  IdentityFile %d/.ssh/second\n' +
        '  IdentitiesOnly yes\n  HostKeyAlias Pet\n  ProxyJump bob@gate:33,[::1]:44\n  IdentityAgent ~/agent.sock\n',
    );
    vi.stubEnv('HOME', folder);
    const host = await resolveHost('bench');
    expect(host).toMatchObject({
      name: 'bench',
      host: '10.0.0.9',
      port: 2200,
      user: 'alice',
      identityFiles: [join(folder, '.ssh', 'key_10.0.0.9_alice'), join(folder, '.ssh', 'second')],
      identitiesOnly: true,
      hostKeyAlias: 'pet',
      jumps: ['bob@gate:33', '[::1]:44'],
    });
    expect(host.userKnownHostsFiles[0]).toBe(join(folder, '.ssh', 'known_hosts'));
    expect(await resolveHost('carol@bench:99', { jump: 'x, y' })).toMatchObject({
      user: 'carol',
      port: 99,
      jumps: ['x', 'y'],
    });
  });

  it('may name a ProxyCommand only where the experiment names a jump', async () => {
    const config = await write('config', 'Host a\n  ProxyCommand nc %h %p\n');
    const error = await refusal(resolveHost('a', { configFile: config }));
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toContain('"jump"');
    expect((await resolveHost('a', { configFile: config, jump: 'b' })).jumps).toEqual(['b']);
  });

  it('that ssh cannot read is a mistake with ssh’s own words', async () => {
    const config = await write('config', 'Nonsense yes\n');
    const error = await refusal(resolveHost('a', { configFile: config }));
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toContain('Nonsense'.toLowerCase());
  });

  it('is not needed: where no ssh client is installed the spec alone counts', async () => {
    vi.stubEnv('PATH', folder);
    expect(await resolveHost('me@10.0.0.9:2200')).toMatchObject({
      host: '10.0.0.9',
      port: 2200,
      user: 'me',
      jumps: [],
    });
    await connect(sshd.spec);
  });
});

async function connect(spec: string, options: ConnectOptions = {}): Promise<Connection> {
  const connection = await connectSsh(spec, options);
  open.push(connection);
  return connection;
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('expected a refusal');
  return error;
}

async function refusal(promise: Promise<unknown>): Promise<HumanError> {
  const error = await failure(promise);
  if (!(error instanceof HumanError)) throw new Error(`not meant for people: ${error.stack}`);
  return error;
}

async function collect(listen: Channel['onStdout'], channel: Channel): Promise<Buffer> {
  const chunks: Buffer[] = [];
  listen((bytes) => chunks.push(bytes));
  await channel.closed;
  return Buffer.concat(chunks);
}

async function output(connection: Connection, command: string): Promise<{ stdout: string; stderr: string }> {
  const channel = await connection.exec(command);
  const [stdout, stderr] = await Promise.all([
    collect(channel.onStdout, channel),
    collect(channel.onStderr, channel),
  ]);
  return { stdout: stdout.toString(), stderr: stderr.toString() };
}

function useHome(server: Sshd): void {
  vi.stubEnv('HOME', server.home);
}

/** A home that knows the host but has no key. */
async function homeWithoutKeys(): Promise<string> {
  const home = join(folder, 'home');
  await run('mkdir', ['-p', join(home, '.ssh')]);
  await writeFile(join(home, '.ssh', 'known_hosts'), `${sshd.knownHostsLine}\n`);
  return home;
}

async function knownHosts(text: string): Promise<void> {
  await writeFile(join(sshd.home, '.ssh', 'known_hosts'), text);
}

function readKnownHosts(): Promise<string> {
  return readFile(join(sshd.home, '.ssh', 'known_hosts'), 'utf8');
}

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function fingerprintOf(path: string): Promise<string> {
  const { stdout } = await run('ssh-keygen', ['-lf', `${path}.pub`]);
  return stdout.split(' ')[1] ?? '';
}

/** A server that lets in one encrypted key only, and a home that knows it. */
async function withEncryptedKey(passphrase: string): Promise<{ identityFile: string; server: Sshd }> {
  const identityFile = join(folder, 'encrypted');
  await makeKey(identityFile, 'ed25519', passphrase);
  const server = await startSshd({ authorizedKeys: [await readFile(`${identityFile}.pub`, 'utf8')] });
  vi.stubEnv('HOME', join(folder, 'home'));
  await run('mkdir', ['-p', join(folder, 'home', '.ssh')]);
  await writeFile(join(folder, 'home', '.ssh', 'known_hosts'), `${server.knownHostsLine}\n`);
  return { identityFile, server };
}

interface Agent {
  readonly socket: string;
  add(path: string): Promise<unknown>;
  stop(): void;
}

async function startAgent(): Promise<Agent> {
  const socket = join(folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  await vi.waitFor(() => stat(socket), 10_000);
  return {
    socket,
    add: (path) => run('ssh-add', ['-q', path], { env: { ...process.env, SSH_AUTH_SOCK: socket } }),
    stop: () => agent.kill(),
  };
}

interface RawServer {
  readonly port: number;
  /** Settles when someone has connected and was greeted. */
  readonly greeted: Promise<void>;
  /** Settles when every connection is closed; ends the server. */
  empty(): Promise<void>;
}

async function rawServer(greet: (socket: Socket) => unknown): Promise<RawServer> {
  const closed: Promise<unknown>[] = [];
  let welcome: () => void = () => {};
  const greeted = new Promise<void>((resolve) => {
    welcome = resolve;
  });
  const server = createServer((socket) => {
    closed.push(new Promise((resolve) => socket.once('close', resolve)));
    socket.on('error', () => {}).resume();
    greet(socket);
    welcome();
  });
  return {
    port: await listen(server),
    greeted,
    empty: async () => {
      await Promise.all(closed);
      server.close();
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

type Asked = ssh2.AuthContext;

/** An SSH server whose authentication is the test's own; sshd without PAM has no passwords. */
async function fakeServer(
  authenticate: (asked: Asked, accept: () => void, reject: (left: ssh2.AuthenticationType[]) => void) => void,
): Promise<{ spec: string; port: number; knownHostsLine: string; stop(): void }> {
  const hostKey = join(folder, 'fake_host_key');
  await makeKey(hostKey, 'ed25519');
  const server = new ssh2.Server({ hostKeys: [await readFile(hostKey)] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (asked) => {
      authenticate(
        asked,
        () => asked.accept(),
        (left) => asked.reject(left),
      );
    });
  });
  const port = await listen(server);
  const [type, key] = (await readFile(`${hostKey}.pub`, 'utf8')).split(' ');
  return {
    spec: `me@127.0.0.1:${port}`,
    port,
    knownHostsLine: `[127.0.0.1]:${port} ${type} ${key}`,
    stop: () => server.close(),
  };
}
