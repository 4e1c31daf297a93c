import { answer, type SimulatedMachine } from './answers.ts';

/**
 * A simulated guest's shell: the agent's protocol (src/remote/agent.sh), answered without a process. It understands
 * the text that starts an agent, the requests that follow, and the second shell that would stop a job; nothing else.
 */
export class GuestShell {
  readonly #machine: SimulatedMachine & { pass(seconds: number): void };
  #pending = '';
  #nonce: string | null = null;
  #directory = '';
  #refuses = false;

  constructor(machine: SimulatedMachine & { pass(seconds: number): void }) {
    this.#machine = machine;
  }

  /** What was typed is nothing that is known here; the shell is over. */
  get refuses(): boolean {
    return this.#refuses;
  }

  /** Takes what the client typed and gives the answers to it, one by one. */
  *input(text: string): Generator<string, void> {
    this.#pending += text;
    if (this.#pending.length > MOST_INPUT) this.#refuses = true;
    if (this.#nonce === null && !this.#refuses) {
      if (this.#start()) yield this.#line('ready', this.#directory);
      else {
        this.#refuses = !this.#couldStart();
        return;
      }
    }
    while (!this.#refuses) {
      const end = endOfRequest(this.#pending);
      if (end < 0) return;
      const request = wordsOf(this.#pending.slice(0, end));
      this.#pending = this.#pending.slice(end + 1);
      if (request.length === 0) continue;
      const answer = this.#answer(request);
      if (answer === null) this.#refuses = true;
      else yield answer;
    }
  }

  /** The end of the input; a second shell gets its answer now: no simulated job lasts long enough to be stopped. */
  end(): string {
    return this.#nonce === null && this.#pending.startsWith('set -- ') ? 'finished\n' : '';
  }

  /** The agent's text is there whole when its last line is. */
  #start(): boolean {
    const begin = this.#pending.indexOf('\nxb_begin\n');
    const named = /^xb_nonce=(\w+) xb_id=(\w+) /.exec(this.#pending);
    if (begin < 0 || named === null) return false;
    this.#pending = this.#pending.slice(begin + '\nxb_begin\n'.length);
    this.#nonce = named[1] ?? '';
    this.#directory = `/tmp/xen-bench.${named[2]}`;
    return true;
  }

  #couldStart(): boolean {
    return ['xb_nonce=', 'set -- '].some(
      (start) => this.#pending.startsWith(start) || start.startsWith(this.#pending),
    );
  }

  #answer([name = '', ...words]: readonly string[]): string | null {
    switch (name) {
      case 'xb_run':
        return this.#run(words[0] ?? '', words[2] ?? '');
      case 'xb_put':
        return this.#line('put');
      case 'xb_scratch':
        return this.#line('scratch', `${words[0]}/${this.#directory.slice('/tmp/'.length)}`);
      case 'xb_service':
        return this.#line('service', '2');
      case 'xb_collect':
        return this.#line('refuse', 'gone');
      default:
        return null;
    }
  }

  #run(job: string, command: string): string {
    const from = this.#machine.uptime;
    const { code, stdout, stderr, seconds } = answer(command, this.#machine);
    this.#machine.pass(seconds);
    const clock = [from, from + seconds].map((time) => time.toFixed(2));
    const sizes = [stdout, stderr].map((text) => Buffer.byteLength(text));
    return [
      this.#line('result', job, 'done', code, ...clock, ...sizes),
      stdout,
      this.#line('err'),
      stderr,
      this.#line('end', job),
    ].join('');
  }

  #line(...words: readonly (string | number)[]): string {
    return `\n@${this.#nonce} ${words.join(' ')}\n`;
  }
}

/** More than a script and its requests ever are. */
const MOST_INPUT = 1024 ** 2;

/** Where the first request ends: a line end outside of single quotes; -1 while it is not there yet. */
function endOfRequest(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "'") quoted = !quoted;
    else if (character === '\\' && !quoted) at += 1;
    else if (character === '\n' && !quoted) return at;
  }
  return -1;
}

/** The words of a request: plain ones, and single-quoted ones in which `'\''` is a quote. */
function wordsOf(request: string): string[] {
  const words: string[] = [];
  for (const [word] of request.matchAll(/(?:'[^']*'|\\[\s\S]|[^\s'\\])+/g)) {
    words.push(word.replace(/'([^']*)'|\\([\s\S])/g, '$1$2'));
  }
  return words;
}
