import { spawn } from 'node:child_process';
import type { ServerChannel } from 'ssh2';

/** Process groups that a lab has started on this machine and that may still run. */
export type RunningGroups = Set<number>;

/**
 * Really runs a command for an exec request, as sshd does without a terminal: under /bin/sh, in a process group of its
 * own, with pipes. When the channel goes, only its pipes do: a job outlives its connection, and the agent cleans up.
 */
export function runOnThisMachine(command: string, channel: ServerChannel, running: RunningGroups): void {
  const child = spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {});
  channel.on('error', () => {});
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.on('close', () => {
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
  });
  child.on('error', (error) => {
    channel.stderr.write(`/bin/sh cannot be started: ${error.message}\n`);
    channel.exit(127);
    channel.end();
  });
  child.on('close', (code, signal) => {
    if (pid !== undefined) running.delete(pid);
    if (signal !== null) channel.exit(signal.replace(/^SIG/, ''));
    else channel.exit(code ?? 255);
    channel.end();
  });
}

/** Ends what still runs. Who leads a group that is gone already is none of ours any more. */
export function endGroups(running: RunningGroups): void {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}
