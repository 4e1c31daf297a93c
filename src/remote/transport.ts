import { HumanError } from '../human-error.ts';

/**
 * The port to a host, as the remote room needs it. `ssh/` gives it over ssh2; tests give it over a local shell.
 * Nothing here knows SSH.
 */

/** A running command: its two streams and its end. */
export interface Channel {
  write(data: string): void;
  /** Ends the command's standard input. */
  end(): void;
  /** Bytes as they come. Set once, before anything else is awaited. */
  onStdout(listener: (bytes: Buffer) => void): void;
  onStderr(listener: (bytes: Buffer) => void): void;
  /** Settles when the channel is closed for good, however that came about; never rejects. */
  readonly closed: Promise<void>;
  /** Drops the channel without waiting. */
  destroy(): void;
}

/** A live connection to one host. */
export interface Connection {
  /** How to call the host in messages: `root@10.0.0.11:22`. */
  readonly address: string;
  /** Starts `command` under the login shell. Rejects when the connection is lost or the host refuses. */
  exec(command: string): Promise<Channel>;
  /** Settles with the cause when the connection ends for any reason but `dispose`; never rejects. */
  readonly lost: Promise<Error>;
  /** Closes the connection, and the jumps under it, last first. */
  dispose(): void;
}

/** The host could not be reached at all (name, route, port, silence): it may be there later. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The server hung up before it said who it is: it refuses everybody, or is just starting. */
export class HangUpError extends HumanError {}
