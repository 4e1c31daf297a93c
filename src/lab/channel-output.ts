import type { Writable } from 'node:stream';
import type { ServerChannel } from 'ssh2';

/** The two streams to a client. Each write settles when the client's window has taken it; never, when it has gone. */
export interface ChannelOutput {
  stdout(data: Buffer | string): Promise<void>;
  stderr(data: Buffer | string): Promise<void>;
}

/**
 * Writes to both streams of a channel in turn. Both share one window, and ssh2 1.17 wakes only one of two writes that
 * wait for it; what waited once it keeps, and sends again when the other stream has to wait.
 */
export function channelOutput(channel: ServerChannel): ChannelOutput {
  let last: Promise<void> = Promise.resolve();
  const writer = (stream: Writable) => (data: Buffer | string) => {
    last = last.then(
      () =>
        new Promise((resolve) => {
          stream.write(data, () => {
            Object.assign(channel, NOTHING_WAITS);
            resolve();
          });
        }),
    );
    return last;
  };
  return { stdout: writer(channel), stderr: writer(channel.stderr) };
}

/** ssh2's own fields for what waits for the window. */
const NOTHING_WAITS = {
  _chunk: undefined,
  _chunkcb: undefined,
  _chunkErr: undefined,
  _chunkcbErr: undefined,
};
