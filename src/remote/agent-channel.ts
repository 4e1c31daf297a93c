import { type Frame, FrameReader } from './frames.ts';
import { ended } from './time-limit.ts';
import type { Channel } from './transport.ts';

/** The connection ended, or the agent, before an answer came. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

/** The agent answered that it could not do what was asked; the message is its word for why. */
export class AgentRefusedError extends Error {
  override readonly name = 'AgentRefusedError';
}

/** How much of what a host says beside the agent's lines is kept for an error message, bytes. */
const KEPT = 4_096;

/** The line to a running agent: requests go out as text, answers come back as frames, waited for one at a time. */
export class AgentChannel {
  readonly #address: string;
  readonly #channel: Channel;
  readonly #reader: FrameReader;
  readonly #frames: Frame[] = [];
  #complaint = '';
  #wake: () => void = () => {};
  #over = false;

  constructor(address: string, channel: Channel, nonce: string) {
    this.#address = address;
    this.#channel = channel;
    this.#reader = new FrameReader(nonce);
    channel.onStderr((bytes) => {
      if (this.#complaint.length < KEPT) this.#complaint += bytes.toString('utf8');
    });
    channel.onStdout((bytes) => {
      this.#frames.push(...this.#reader.push(bytes));
      this.#wake();
    });
    void channel.closed.then(() => {
      this.#over = true;
      this.#wake();
    });
  }

  /** Nobody answers any more. */
  get over(): boolean {
    return this.#over;
  }

  /** What the host said that was no answer: its own words where the agent did not start. */
  get said(): string {
    return `${this.#reader.rest.toString('utf8', 0, KEPT)} ${this.#complaint}`;
  }

  /** Throws ConnectionLostError where nobody answers any more. */
  write(text: string): void {
    if (this.#over) throw new ConnectionLostError(`the connection to ${this.#address} is closed`);
    this.#channel.write(`${text}\n`);
  }

  /**
   * The next frame with this word; others before it are answers that nobody waits for any more. Throws
   * AgentRefusedError where the agent refuses, ConnectionLostError where the line ends or is silent for `limitMs`.
   */
  async frame(word: string, limitMs: number): Promise<Frame> {
    const limit = Date.now() + limitMs;
    for (;;) {
      const frame = this.#frames.shift();
      if (frame?.word === word) return frame;
      if (frame?.word === 'refuse') throw new AgentRefusedError(frame.text);
      if (frame !== undefined) continue;
      if (this.#over) throw new ConnectionLostError(`the connection to ${this.#address} was lost`);
      const arrived = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      if (!(await ended(arrived, limit - Date.now()))) {
        this.#over = true;
        this.#channel.destroy();
        throw new ConnectionLostError(
          `${this.#address} has not answered for ${Math.round(limitMs / 1000)} s`,
        );
      }
    }
  }

  /** Ends the agent's input, at which it cleans up; true when it closed the line within `limitMs`. */
  async close(limitMs: number): Promise<boolean> {
    this.#over = true;
    this.#channel.end();
    const confirmed = await ended(this.#channel.closed, limitMs);
    this.#channel.destroy();
    return confirmed;
  }
}
