import { spawn } from 'node:child_process';
import type { Channel, Connection } from '../../src/remote/transport.ts';

/** A Connection to this very machine without SSH: each command under /bin/sh, its own process group, as sshd does. */
export function localConnection(environment: NodeJS.ProcessEnv = process.env): Connection & { drop(): void } {
  const channels = new Set<() => void>();
  let drop: (error: Error) => void = () => {};
  const lost = new Promise<Error>((resolve) => {
    drop = resolve;
  });
  const closeAll = () => {
    for (const close of channels) close();
  };
  return {
    address: 'local',
    lost,
    dispose: closeAll,
    drop() {
      closeAll();
      drop(new Error('dropped by the test'));
    },
    async exec(command) {
      const child = spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe', env: environment });
      child.stdin.on('error', () => {});
      let close: () => void = () => {};
      const closed = new Promise<void>((resolve) => {
        child.on('close', () => resolve());
        close = () => {
          child.stdin.destroy();
          child.stdout.destroy();
          child.stderr.destroy();
          resolve();
        };
      });
      channels.add(close);
      const channel: Channel = {
        write: (data) => void child.stdin.write(data),
        end: () => void child.stdin.end(),
        onStdout: (listener) => void child.stdout.on('data', listener),
        onStderr: (listener) => void child.stderr.on('data', listener),
        closed,
        destroy: close,
      };
      return channel;
    },
  };
}
