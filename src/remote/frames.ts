/**
 * Cuts an agent's standard output into its lines (`\n@NONCE word ...\n`) and what lies between them. The nonce is
 * known to the agent alone, so nothing that a job or a login script prints can pass for one.
 */

export interface Frame {
  /** The line's first word: `ready`, `result`, `err`, `end`, `refuse` ... */
  readonly word: string;
  /** The rest of the line. */
  readonly text: string;
  /** The bytes since the line before. */
  readonly before: Buffer;
}

/** More than the agent ever sends between two lines: one stream is 256 KiB at most. */
const LIMIT = 1024 * 1024;

export class FrameReader {
  readonly #mark: Buffer;
  #pending: Buffer = Buffer.alloc(0);

  constructor(nonce: string) {
    this.#mark = Buffer.from(`\n@${nonce} `);
  }

  /**
   * Takes the next bytes and gives the lines that they complete. What is printed before the first line (a login
   * script's greeting) may be long: of what carries no line only the end is kept.
   */
  push(bytes: Buffer): Frame[] {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const frames: Frame[] = [];
    for (;;) {
      const start = this.#pending.indexOf(this.#mark);
      const end = start < 0 ? -1 : this.#pending.indexOf(0x0a, start + this.#mark.length);
      if (end < 0) break;
      const line = this.#pending.toString('utf8', start + this.#mark.length, end);
      const [word = ''] = line.split(' ', 1);
      frames.push({ word, text: line.slice(word.length + 1), before: this.#pending.subarray(0, start) });
      this.#pending = this.#pending.subarray(end + 1);
    }
    if (this.#pending.length > LIMIT)
      this.#pending = this.#pending.subarray(this.#pending.length - LIMIT / 2);
    return frames;
  }

  /** The last bytes that no line followed: what a host said instead of starting the agent. */
  get rest(): Buffer {
    return this.#pending;
  }
}
