import type { Duplex } from 'node:stream';
import { type BaseAgent, createAgent, type ParsedKey } from 'ssh2';
import { SUPPORTED_TYPES } from './key-file.ts';

/** The person's ssh-agent, for the time of one authentication. */
export interface Agent {
  /** Public keys that it holds and that this client can use; rejects where it does not answer. */
  keys(): Promise<readonly ParsedKey[]>;
  /** The agent as ssh2 takes it, showing only what `choose` leaves, in its order. */
  offering(choose: (keys: readonly ParsedKey[]) => readonly ParsedKey[]): BaseAgent;
  /** Drops what is still being asked. */
  close(): void;
}

/** Opens nothing yet: each question is a connection of its own to `socket`. */
export function openAgent(socket: string): Agent {
  const streams = new Set<Duplex>();
  let closed = false;

  const connect = (): BaseAgent => {
    const agent = createAgent(socket);
    const open = agent.getStream?.bind(agent);
    if (open !== undefined) {
      // An agent that never answers would keep its socket open beyond the connection's own end.
      agent.getStream = (reply) =>
        open((error, stream) => {
          if (stream !== undefined) {
            if (closed) stream.destroy();
            streams.add(stream);
            stream.once('close', () => streams.delete(stream));
          }
          reply(error, stream);
        });
    }
    return agent;
  };

  const offering: Agent['offering'] = (choose) => {
    const agent = connect();
    const list = agent.getIdentities.bind(agent);
    agent.getIdentities = (reply) =>
      list((error, keys) => reply(error, keys && [...choose((keys as ParsedKey[]).filter(isSupported))]));
    return agent;
  };

  return {
    keys: () =>
      new Promise((resolve, reject) => {
        offering((keys) => keys).getIdentities((error, keys) => {
          if (error) reject(error);
          else resolve((keys ?? []) as ParsedKey[]);
        });
      }),
    offering,
    close: () => {
      closed = true;
      for (const stream of streams) stream.destroy();
    },
  };
}

function isSupported(key: ParsedKey): boolean {
  return SUPPORTED_TYPES.includes(key.type);
}
