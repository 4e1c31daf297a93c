import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { EXIT, HumanError } from '../human-error.ts';
import type { Channel, Connection } from '../remote/transport.ts';
import { openChannel } from './channel.ts';
import { plainText } from './plain-text.ts';

/** One open connection on the way, and what it runs over. */
export interface Hop {
  /** `user@host:port`. */
  readonly address: string;
  readonly client: Client;
  /** A socket for the first hop, a tunnel through the hop before for the others. */
  readonly wire: Duplex;
}

const EXEC_TIMEOUT_MS = 60_000;

/** A host that does not take our farewell gets no more than this, ms. */
const FAREWELL_MS = 2_000;

/** The last hop as the remote room's connection; it lives and ends with all hops under it. */
export function holdConnection(hops: readonly Hop[]): Connection {
  const target = hops.at(-1);
  if (target === undefined) throw new Error('a connection needs a host');
  const { address, client } = target;

  let gone: Error | null = null;
  let disposed = false;
  let end: (why: Error) => void = () => {};
  const ended = new Promise<Error>((resolve) => {
    end = resolve;
  });
  const lost = new Promise<Error>((resolve) => {
    ended.then((why) => disposed || resolve(why));
  });
  const lose = (hop: Hop, why: string): void => {
    if (gone !== null) return;
    const through = hop === target ? '' : `, because the jump host ${hop.address} was lost`;
    gone = new Error(`The connection to ${address} was lost${through}: ${why}.`);
    end(gone);
    hops[0]?.wire.destroy();
  };
  for (const hop of hops) {
    hop.client.on('error', (error) => lose(hop, plainText(error.message)));
    hop.client.on('end', () => lose(hop, 'the host closed it'));
    hop.client.on('close', () => lose(hop, 'it broke'));
  }

  const exec = async (command: string): Promise<Channel> => {
    if (gone !== null) throw gone;
    const refused = (error: Error): Error => gone ?? refusedCommand(address, error);
    return openChannel(await startCommand(client, address, command, ended, refused), ended);
  };
  const dispose = (): void => {
    if (disposed) return;
    disposed = true;
    gone ??= new Error(`The connection to ${address} is closed.`);
    end(gone);
    releaseHops(hops);
  };
  return { address, exec, lost, dispose };
}

/** Says goodbye to every hop, last first, and drops the socket once that is sent, or when it cannot be. */
export function releaseHops(hops: readonly Hop[]): void {
  for (const { client, wire } of hops.toReversed()) {
    client.on('error', () => {});
    try {
      client.end();
    } catch {
      // It broke a moment ago: there is nobody to say goodbye to.
    }
    wire.end();
  }
  const socket = hops[0]?.wire;
  if (socket === undefined) return;
  const timer = setTimeout(() => socket.destroy(), FAREWELL_MS);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
  if (socket.writableFinished) socket.destroy();
  else socket.once('finish', () => socket.destroy());
}

function startCommand(
  client: Client,
  address: string,
  command: string,
  ended: Promise<Error>,
  refused: (error: Error) => Error,
): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    let waiting = true;
    const settle = (action: () => void): void => {
      if (!waiting) return;
      waiting = false;
      clearTimeout(timer);
      action();
    };
    const timer = setTimeout(() => {
      const text = `${address} did not start a command within ${EXEC_TIMEOUT_MS / 1000} s: is it overloaded?`;
      settle(() => reject(new HumanError(text, EXIT.refused)));
    }, EXEC_TIMEOUT_MS);
    ended.then((error) => settle(() => reject(error)));
    try {
      client.exec(command, (error, channel) => {
        if (error) settle(() => reject(refused(error)));
        else if (waiting) settle(() => resolve(channel));
        else channel.destroy();
      });
    } catch (error) {
      settle(() => reject(new Error(`The connection to ${address} was lost.`, { cause: error })));
    }
  });
}

function refusedCommand(address: string, error: Error): HumanError {
  const why = plainText(error.message.replace('(SSH) Channel open failure: ', ''));
  return new HumanError(
    `${address} refused to start a command (${why}): too many sessions at once (MaxSessions), or none allowed for this user or key.`,
    EXIT.refused,
    { cause: error },
  );
}
