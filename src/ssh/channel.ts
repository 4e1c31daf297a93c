import type { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { Channel } from '../remote/transport.ts';

/** Bytes of one stream that are kept for a listener that is not there yet. */
const HELD_BYTES = 1 << 20;

/**
 * An ssh2 channel as the remote room knows it. Both streams are read from the start: one that nobody reads would stop
 * the other. `ended` settles when the connection under it is gone.
 */
export function openChannel(stream: ClientChannel, ended: Promise<unknown>): Channel {
  let open = true;
  let settle: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    settle = () => {
      open = false;
      resolve();
    };
  });
  // Writing to what has just closed is no news: `closed` tells.
  stream.on('error', () => {});
  stream.stderr.on('error', () => {});
  const onStdout = collect(stream);
  const onStderr = collect(stream.stderr);

  const closing = [stream, stream.stderr].map((one) => new Promise((resolve) => one.once('close', resolve)));
  Promise.race([Promise.all(closing), ended]).then(settle);

  const quietly = (action: () => void): void => {
    if (!open) return;
    try {
      action();
    } catch {
      // ssh2 throws when its connection broke a moment ago.
    }
  };
  return {
    write: (data) => quietly(() => stream.write(data)),
    end: () => quietly(() => stream.end()),
    onStdout,
    onStderr,
    closed,
    destroy: () => {
      quietly(() => stream.destroy());
      settle();
    },
  };
}

/** Reads `stream` at once and hands all of it to the listener, what came before it first. */
function collect(stream: Readable): (listener: (bytes: Buffer) => void) => void {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let deliver = (bytes: Buffer): void => {
    // Nobody may ever listen to this one; then it must not fill the memory.
    if (heldBytes + bytes.length > HELD_BYTES) return;
    held.push(bytes);
    heldBytes += bytes.length;
  };
  stream.on('data', (bytes: Buffer) => deliver(bytes));
  return (listener) => {
    deliver = listener;
    for (const bytes of held) listener(bytes);
    held = [];
  };
}
