import { randomBytes } from 'node:crypto';
import { excerpt } from '../benchmarks/excerpt.ts';
import { shellQuote } from '../benchmarks/quote.ts';
import AGENT from './agent.sh';
import { AgentChannel, AgentRefusedError, ConnectionLostError } from './agent-channel.ts';
import ALIVE from './alive.sh';
import { type JobResult, readJobResult } from './job.ts';
import { agentRefusal, noShell } from './refusal.ts';
import STOP from './stop.sh';
import { within } from './time-limit.ts';
import type { Connection } from './transport.ts';

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
  readonly #agent: AgentChannel;
  readonly #shell: string;
  readonly #answerMs: number;
  #directory = '';
  #jobs = 0;
  #running: number | null = null;
  #busy = false;

  private constructor(connection: Connection, agent: AgentChannel, shell: string, answerMs: number) {
    this.address = connection.address;
    this.#connection = connection;
    this.#agent = agent;
    this.#shell = shell;
    this.#answerMs = answerMs;
  }

  /**
   * Starts the agent. Throws HumanError where the host cannot run it (no shell, nowhere to write, no `setsid`),
   * ConnectionLostError where the link ends.
   */
  static async open(
    connection: Connection,
    { shell = '/bin/sh', answerMs = 90_000 }: SessionOptions = {},
  ): Promise<RemoteSession> {
    // The nonce marks the agent's lines and stays between it and us; the id names folders that anybody may see.
    const nonce = randomBytes(16).toString('hex');
    const id = randomBytes(12).toString('hex');
    const channel = await connection.exec(`exec ${shell}`);
    const agent = new AgentChannel(connection.address, channel, nonce);
    const session = new RemoteSession(connection, agent, shell, answerMs);
    try {
      agent.write(
        `xb_nonce=${nonce} xb_id=${id} xb_shell=${shellQuote(shell)}\n${ALIVE}\n${AGENT}\nxb_begin`,
      );
      session.#directory = (await agent.frame('ready', answerMs)).text;
      return session;
    } catch (error) {
      await session.dispose();
      if (error instanceof AgentRefusedError) throw agentRefusal(connection.address, error.message);
      const said = excerpt(agent.said);
      throw error instanceof ConnectionLostError && said !== '' ? noShell(connection.address, said) : error;
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
        if (error instanceof AgentRefusedError) return null;
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
    if (!this.#agent.over) await this.stop(limitMs);
    return this.#agent.close(limitMs);
  }

  async #job(job: number, request: string, limitMs: number): Promise<JobResult> {
    this.#running = job;
    try {
      this.#agent.write(request);
      const { text } = await this.#agent.frame('result', limitMs);
      const out = await this.#agent.frame('err', this.#answerMs);
      const err = await this.#agent.frame('end', this.#answerMs);
      const result = readJobResult(text, out.before, err.before);
      if (result === null) throw new ConnectionLostError(`${this.address} sent something that is no result`);
      return result;
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

  async #ask(request: string, answer: string): Promise<string> {
    try {
      this.#agent.write(request);
      return (await this.#agent.frame(answer, this.#answerMs)).text;
    } catch (error) {
      throw error instanceof AgentRefusedError ? agentRefusal(this.address, error.message) : error;
    }
  }
}
