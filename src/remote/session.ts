import { randomBytes } from 'node:crypto';
import { excerpt } from '../benchmarks/excerpt.ts';
import { shellQuote } from '../benchmarks/quote.ts';
import { EXIT, HumanError } from '../human-error.ts';
import AGENT from './agent.sh';
import ALIVE from './alive.sh';
import { type Frame, FrameReader } from './frames.ts';
import type { JobResult } from './job.ts';
import { keptOutput } from './output.ts';
import STOP from './stop.sh';
import { ended, within } from './time-limit.ts';
import type { Channel, Connection } from './transport.ts';

/** The connection ended, or the agent, before an answer came. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

export interface SessionOptions {
  /** The shell that runs the agent and its jobs; the host's /bin/sh unless a test names another. */
  readonly shell?: string;
  /** Longest wait for the agent to answer what needs no job, ms. */
  readonly answerMs?: number;
}

/** What became of a job that was to be stopped. `stopped`: proved, no process of its group is left. */
export type StopOutcome = 'stopped' | 'finished' | 'alive' | 'unknown';

/** Grace beyond a job's own deadline, which the host enforces, before the link or the agent is held for dead, ms. */
const DEADLINE_GRACE_MS = 20_000;

/**
 * A session with a host: the agent running there, and the jobs it runs one at a time. `dispose` ends it and leaves
 * nothing behind.
 */
export class RemoteSession {
  readonly address: string;
  readonly #connection: Connection;
  readonly #shell: string;
  readonly #id: string;
  readonly #nonce: string;
  readonly #answerMs: number;
  #channel: Channel | null = null;
  #directory = '';
  #frames: Frame[] = [];
  #wake: (() => void) | null = null;
  #over = false;
  #jobs = 0;
  #running: number | null = null;
  #busy = false;

  private constructor(connection: Connection, options: SessionOptions) {
    this.address = connection.address;
    this.#connection = connection;
    this.#shell = options.shell ?? '/bin/sh';
    this.#answerMs = options.answerMs ?? 30_000;
    this.#id = randomBytes(12).toString('hex');
    this.#nonce = randomBytes(16).toString('hex');
  }

  /**
   * Starts the agent. Throws HumanError where the host cannot run it (no shell, nowhere to write, no `setsid`),
   * ConnectionLostError where the link ends.
   */
  static async open(connection: Connection, options: SessionOptions = {}): Promise<RemoteSession> {
    const session = new RemoteSession(connection, options);
    try {
      await session.#start();
      return session;
    } catch (error) {
      await session.dispose();
      throw error;
    }
  }

  /** The session's private folder on the host (0700), removed with it. */
  get directory(): string {
    return this.#directory;
  }

  /** Number of the newest job, for `collect` after a lost connection. */
  get lastJob(): number {
    return this.#jobs;
  }

  /**
   * Runs shell text as a detached job and waits for its end. Nothing crosses the connection meanwhile.
   *
   * @param deadlineSeconds the host stops the job after this time, whether or not we are still connected
   */
  run(command: string, deadlineSeconds: number): Promise<JobResult> {
    return this.#alone(() => {
      this.#jobs += 1;
      const limit = Math.max(1, Math.ceil(deadlineSeconds));
      return this.#job(
        this.#jobs,
        `xb_run ${this.#jobs} ${limit} ${shellQuote(command)}`,
        limit * 1000 + DEADLINE_GRACE_MS,
      );
    });
  }

  /**
   * Waits for a job of an earlier session to this host whose connection was lost, fetches its result and ends that
   * session. Null when the host knows nothing of it any more.
   */
  collect(directory: string, job: number, seconds: number): Promise<JobResult | null> {
    return this.#alone(() => {
      const limit = Math.max(1, Math.ceil(seconds));
      return this.#job(
        job,
        `xb_collect ${shellQuote(directory)} ${job} ${limit}`,
        limit * 1000 + DEADLINE_GRACE_MS,
      ).catch((error: unknown) => {
        if (error instanceof RefusedError) return null;
        throw error;
      });
    });
  }

  /** Writes a text file into the session's folder; gives its path. */
  put(name: string, text: string): Promise<string> {
    return this.#alone(async () => {
      await this.#ask(`xb_put ${shellQuote(name)} ${shellQuote(text)}`, 'put');
      return `${this.#directory}/${name}`;
    });
  }

  /** Makes a private folder under `directory`, removed with the session; gives its path. */
  scratch(directory: string): Promise<string> {
    return this.#alone(() => this.#ask(`xb_scratch ${shellQuote(directory)}`, 'scratch'));
  }

  /** Starts a command that runs beside the jobs until the session ends; gives its process group. */
  service(command: string): Promise<number> {
    return this.#alone(async () => Number(await this.#ask(`xb_service ${shellQuote(command)}`, 'service')));
  }

  /**
   * Stops the running job, if any, from a second shell (the agent itself is waiting for it), and proves it: asks the
   * process group to end, forces it after half a second, looks. The pending `run` then settles by itself.
   */
  async stop(limitMs = 1_200): Promise<StopOutcome> {
    const job = this.#running;
    if (job === null) return 'finished';
    const attempt = this.#stopThroughSecondShell(job);
    return (await within(attempt, limitMs).catch(() => null)) ?? 'unknown';
  }

  /**
   * Ends the session: a running job is stopped, the agent stops its services and removes its folders. Waits for that,
   * but not longer than `limitMs`; true when the host confirmed it. What is not confirmed the host does by itself as
   * soon as it can.
   */
  async dispose(limitMs = 2_000): Promise<boolean> {
    const channel = this.#channel;
    if (channel === null) return true;
    if (!this.#over) await this.stop(limitMs);
    this.#over = true;
    channel.end();
    const confirmed = await ended(channel.closed, limitMs);
    channel.destroy();
    return confirmed;
  }

  async #start(): Promise<void> {
    const channel = await this.#connection.exec(`exec ${this.#shell}`);
    this.#channel = channel;
    const reader = new FrameReader(this.#nonce);
    let complaint = '';
    channel.onStderr((bytes) => {
      if (complaint.length < 4_096) complaint += bytes.toString('utf8');
    });
    channel.onStdout((bytes) => {
      this.#frames.push(...reader.push(bytes));
      this.#wake?.();
    });
    void channel.closed.then(() => {
      this.#over = true;
      this.#wake?.();
    });
    channel.write(
      `xb_nonce=${this.#nonce} xb_id=${this.#id} xb_shell=${shellQuote(this.#shell)}\n${ALIVE}\n${AGENT}\nxb_begin\n`,
    );
    try {
      this.#directory = await this.#answer('ready', this.#answerMs);
    } catch (error) {
      if (error instanceof RefusedError) throw cannotRun(this.address, error.message);
      if (error instanceof ConnectionLostError) {
        const said = excerpt(`${reader.rest.toString('utf8')} ${complaint}`);
        if (said !== '') throw noShell(this.address, said);
      }
      throw error;
    }
  }

  async #job(job: number, request: string, limitMs: number): Promise<JobResult> {
    this.#running = job;
    try {
      this.#write(request);
      const [, end = '', code = '-', from = '-', to = '-', outSize = '0', errSize = '0'] = (
        await this.#answer('result', limitMs)
      ).split(' ');
      const out = await this.#frame('err', this.#answerMs);
      const err = await this.#frame('end', this.#answerMs);
      const stdout = keptOutput(out.before, Number(outSize));
      const stderr = keptOutput(err.before, Number(errSize));
      return {
        end: end as JobResult['end'],
        exitCode: code === '-' ? null : Number(code),
        stdout: stdout.text,
        stderr: stderr.text,
        truncated: stdout.truncated || stderr.truncated,
        durationMs: clockDifference(from, to),
      };
    } finally {
      this.#running = null;
    }
  }

  async #stopThroughSecondShell(job: number): Promise<StopOutcome> {
    const channel = await this.#connection.exec(`exec ${this.#shell}`);
    let said = '';
    channel.onStdout((bytes) => {
      if (said.length < 4_096) said += bytes.toString('utf8');
    });
    channel.onStderr(() => {});
    channel.write(`set -- ${shellQuote(this.#directory)} ${job}\n${ALIVE}\n${STOP}\nexit\n`);
    channel.end();
    await channel.closed;
    if (/\bstopped\s*$/.test(said)) return 'stopped';
    if (/\b(finished|gone)\s*$/.test(said)) return 'finished';
    return /\balive\s*$/.test(said) ? 'alive' : 'unknown';
  }

  /** One request at a time: the agent is one shell, and callers wait for one answer before they ask again. */
  async #alone<T>(request: () => Promise<T>): Promise<T> {
    if (this.#busy) throw new Error(`the agent on ${this.address} is busy with another request`);
    this.#busy = true;
    try {
      return await request();
    } finally {
      this.#busy = false;
    }
  }

  #write(line: string): void {
    if (this.#over) throw new ConnectionLostError(`the connection to ${this.address} is closed`);
    this.#channel?.write(`${line}\n`);
  }

  async #ask(request: string, answer: string): Promise<string> {
    this.#write(request);
    try {
      return await this.#answer(answer, this.#answerMs);
    } catch (error) {
      if (error instanceof RefusedError) throw cannotRun(this.address, error.message);
      throw error;
    }
  }

  async #answer(word: string, limitMs: number): Promise<string> {
    return (await this.#frame(word, limitMs)).text;
  }

  async #frame(word: string, limitMs: number): Promise<Frame> {
    const limit = Date.now() + limitMs;
    for (;;) {
      const frame = this.#frames.shift();
      if (frame?.word === word) return frame;
      if (frame?.word === 'refuse') throw new RefusedError(frame.text);
      if (frame !== undefined) continue;
      if (this.#over) throw new ConnectionLostError(`the connection to ${this.address} was lost`);
      const arrived = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      if (!(await ended(arrived, limit - Date.now()))) {
        this.#over = true;
        this.#channel?.destroy();
        throw new ConnectionLostError(`${this.address} has not answered for ${Math.round(limitMs / 1000)} s`);
      }
    }
  }
}

/** The agent answered that it could not do what was asked. */
class RefusedError extends Error {}

/** Difference of two readings of /proc/uptime (seconds with two decimals), ms; null where either is missing. */
function clockDifference(from: string, to: string): number | null {
  const ms = Math.round(Number(to) * 1000) - Math.round(Number(from) * 1000);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

function cannotRun(address: string, why: string): HumanError {
  if (why === 'setsid') {
    return new HumanError(
      `${address} has no \`setsid\`, which starts a benchmark apart from its connection. Install util-linux (or BusyBox with setsid) there.`,
      EXIT.refused,
    );
  }
  if (why === 'folder') {
    return new HumanError(
      `${address}: no folder could be made under $TMPDIR, /tmp or /var/tmp. Is the file system full or read-only?`,
      EXIT.refused,
    );
  }
  return new HumanError(`${address}: ${excerpt(why)}`, EXIT.refused);
}

function noShell(address: string, said: string): HumanError {
  return new HumanError(
    `${address} let us in but runs no commands. It said: ${said}. Is the account's login shell a real one?`,
    EXIT.refused,
  );
}
