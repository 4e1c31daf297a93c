import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { ServerChannel } from 'ssh2';
import { channelOutput } from './channel-output.ts';
import type { ProcessGroups } from './process-groups.ts';

/** The signals that SSH has names for (RFC 4254, 6.10); of another, the shell's number says as much. */
const SSH_SIGNALS = /^SIG(ABRT|ALRM|FPE|HUP|ILL|INT|KILL|PIPE|QUIT|SEGV|TERM|USR1|USR2)$/;

/**
 * Really runs a command for an exec request, as sshd does without a terminal: under /bin/sh, in a process group of its
 * own, with pipes. When the channel goes, only its pipes do: a job outlives its connection, and the agent cleans up.
 *
 * @param gone settles when the client closed the channel or the connection, whether or not all was read
 */
export function runOnThisMachine(
  command: string,
  channel: ServerChannel,
  groups: ProcessGroups,
  gone: Promise<void>,
): void {
  const output = channelOutput(channel);
  channel.on('error', () => {});
  const end = (status: number | string) => {
    if (typeof status === 'number') channel.exit(status);
    else channel.exit(status);
    channel.end();
  };
  const refuse = (why: string) => void output.stderr(`${why}\n`).then(() => end(127));
  if (process.platform === 'win32') {
    refuse('lab:this-machine needs a POSIX system: on Windows, start Xen Bench inside WSL.');
    return;
  }
  const child = spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' });
  if (child.pid !== undefined) groups.add(child.pid);
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});
  channel.pipe(child.stdin);
  // A command may close its input before the client has said all: the rest is read all the same, or nothing would
  // tell when the client ends.
  child.stdin.on('close', () => channel.resume());
  const sent = Promise.all([pump(child.stdout, output.stdout), pump(child.stderr, output.stderr)]);
  void gone.then(() => {
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
  });
  child.on('error', (error) => refuse(`/bin/sh cannot be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    void sent.then(() => {
      if (signal === null) end(code ?? 255);
      else end(SSH_SIGNALS.test(signal) ? signal.slice('SIG'.length) : 128 + constants.signals[signal]);
    });
  });
}

/** Hands a pipe on piece by piece, each when the one before was taken; ends with the pipe, or when it is destroyed. */
async function pump(pipe: Readable, write: (bytes: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const bytes of pipe) await write(bytes);
  } catch {
    // The channel is gone, and with it whoever would read the rest.
  }
}
