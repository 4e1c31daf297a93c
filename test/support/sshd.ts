import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { descendantsOf, signalProcess, untilGone } from './process-tree.ts';

const run = promisify(execFile);

export interface SshdOptions {
  /** Lines of authorized_keys, beside the key that is made for the server. */
  readonly authorizedKeys?: readonly string[];
  readonly hostKeyType?: 'ed25519' | 'rsa' | 'ecdsa';
  /** Set in every session (SetEnv). */
  readonly environment?: Readonly<Record<string, string>>;
  readonly forceCommand?: string;
  /** Lines of sshd_config that come before ours, and so beat them. */
  readonly configLines?: readonly string[];
  /**
   * The login shell of the session: a path, or `NAME=PATH` for a link of that name to the program
   * (`ash=/usr/bin/busybox`). Set for this server only, by giving it a user database of its own (libnss-wrapper).
   */
  readonly loginShell?: string;
}

/** A real OpenSSH server on loopback, with keys of its own. */
export interface Sshd {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  /** `user@127.0.0.1:port`. */
  readonly spec: string;
  readonly pid: number;
  /** A temporary $HOME whose ~/.ssh knows the host and has the key that it lets in. */
  readonly home: string;
  readonly identityFile: string;
  readonly hostKeyPath: string;
  /** The line of known_hosts for this server. */
  readonly knownHostsLine: string;
  /** What the server has logged so far. */
  logs(): string;
  /** Ends the server and every process of its sessions; removes its files. */
  stop(): Promise<void>;
}

const SSHD = '/usr/sbin/sshd';

/** Starts a server and waits until it says who it is. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'xen-bench-sshd-'));
  const home = join(folder, 'home');
  const identityFile = join(home, '.ssh', 'id_ed25519');
  const hostKeyPath = join(folder, 'host_key');
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  await makeKey(hostKeyPath, options.hostKeyType ?? 'ed25519');
  await makeKey(identityFile, 'ed25519');
  const ownKey = await readFile(`${identityFile}.pub`, 'utf8');
  await writeFile(
    join(folder, 'authorized_keys'),
    [ownKey.trim(), ...(options.authorizedKeys ?? []), ''].join('\n'),
  );
  // As root sshd locks itself into this folder before anyone is let in.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });

  const environment = { ...process.env, ...(await userDatabase(folder, options.loginShell)) };
  for (;;) {
    const port = await freePort();
    const config = join(folder, 'sshd_config');
    await writeFile(config, sshdConfig(folder, port, hostKeyPath, options));
    const server = spawn(SSHD, ['-D', '-e', '-f', config], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: environment,
    });
    const log = collectLog(server);
    // A test run that is ended in the middle leaves no server behind.
    const onExit = (): void => void server.kill('SIGKILL');
    process.once('exit', onExit);
    if (!(await answers(port, server))) {
      // Someone else took the port between our look and the server's.
      if (/Address already in use/.test(log.text())) continue;
      throw new Error(`sshd did not start:\n${log.text()}`);
    }
    const [type, key] = (await readFile(`${hostKeyPath}.pub`, 'utf8')).split(' ');
    const knownHostsLine = `[127.0.0.1]:${port} ${type} ${key}`;
    await writeFile(join(home, '.ssh', 'known_hosts'), `${knownHostsLine}\n`, { mode: 0o600 });
    const { username } = userInfo();
    return {
      host: '127.0.0.1',
      port,
      user: username,
      spec: `${username}@127.0.0.1:${port}`,
      pid: server.pid ?? 0,
      home,
      identityFile,
      hostKeyPath,
      knownHostsLine,
      logs: log.text,
      stop: async () => {
        process.off('exit', onExit);
        await stop(server, folder);
      },
    };
  }
}

/** Makes a key pair at `path` and `path.pub`. */
export async function makeKey(
  path: string,
  type: 'ed25519' | 'rsa' | 'ecdsa',
  passphrase = '',
): Promise<void> {
  await run('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', basename(path), '-f', path]);
}

function sshdConfig(folder: string, port: number, hostKeyPath: string, options: SshdOptions): string {
  const environment = Object.entries(options.environment ?? {}).map(
    ([name, value]) => `"${`${name}=${value}`.replace(/["\\]/g, '\\$&')}"`,
  );
  return [
    ...(options.configLines ?? []),
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKeyPath}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    // The files are in a folder that others may write to (/tmp).
    'StrictModes no',
    'PermitRootLogin yes',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PidFile none',
    // DEBUG1 would tell more, but sshd then writes some of it into the standard error of commands.
    'LogLevel VERBOSE',
    // Many sessions start and end in one test.
    'MaxStartups 100:30:200',
    'MaxSessions 100',
    ...(environment.length > 0 ? [`SetEnv ${environment.join(' ')}`] : []),
    ...(options.forceCommand === undefined ? [] : [`ForceCommand ${options.forceCommand}`]),
    '',
  ].join('\n');
}

/** Environment that gives one sshd a user database in which the person's login shell is another program. */
async function userDatabase(folder: string, loginShell: string | undefined): Promise<Record<string, string>> {
  if (loginShell === undefined) return {};
  const named = /^([\w.-]+)=(.+)$/.exec(loginShell);
  const shell = named === null ? loginShell : join(folder, named[1] ?? '');
  if (named !== null) await symlink(named[2] ?? '', shell);

  const { username } = userInfo();
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => {
    const fields = line.split(':');
    return fields[0] === username ? [...fields.slice(0, 6), shell].join(':') : line;
  });
  const passwd = join(folder, 'passwd');
  const group = join(folder, 'group');
  await writeFile(passwd, accounts.join('\n'));
  await cp('/etc/group', group);
  return { LD_PRELOAD: 'libnss_wrapper.so', NSS_WRAPPER_PASSWD: passwd, NSS_WRAPPER_GROUP: group };
}

function collectLog(server: ChildProcess): { text(): string } {
  let text = '';
  server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { text: () => text };
}

/** True once the server on `port` has sent its banner; false when the process ended before. */
async function answers(port: number, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    const banner = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
        .on('data', (bytes) => {
          resolve(bytes.toString('latin1').startsWith('SSH-2.0-OpenSSH'));
          socket.destroy();
        })
        .on('error', () => {})
        .on('close', () => resolve(false));
    });
    if (banner) return true;
    await delay(10);
  }
  return false;
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const pid = server.pid;
  if (pid !== undefined && server.exitCode === null && server.signalCode === null) {
    // Sessions leave the server's process group, so they are found by descent while the server stands still.
    signalProcess(pid, 'SIGSTOP');
    const pids = [...descendantsOf(pid), pid];
    for (const one of pids) signalProcess(one, 'SIGKILL');
    await untilGone(pids);
  }
  await rm(folder, { recursive: true, force: true });
}

/** Adds a line to the known_hosts file of a server's home. */
export async function addKnownHost(sshd: Sshd, line: string): Promise<void> {
  await appendFile(join(sshd.home, '.ssh', 'known_hosts'), `${line}\n`);
}
