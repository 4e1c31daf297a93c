import { answer, type SimulatedMachine } from './answers.ts';

/**
 * A simulated guest's shell: the agent's protocol (src/remote/agent.sh), answered without a process. It understands
 * the text that starts an agent, the requests that follow, and the second shell that would stop a job; nothing else.
 */
export class GuestShell {
  readonly #machine: SimulatedMachine & { pass(seconds: number): void };
  readonly #write: (text: string) => void;
  readonly #complain: (text: string) => void;
  #pending = '';
  #nonce: string | null = null;
  #directory = '';

  constructor(
    machine: SimulatedMachine & { pass(seconds: number): void },
    write: (text: string) => void,
    complain: (text: string) => void,
  ) {
    this.#machine = machine;
    this.#write = write;
    this.#complain = complain;
  }

  /** Takes what the client typed. False: it was nothing that is known here, and the shell is over. */
  input(text: string): boolean {
    this.#pending += text;
    if (this.#pending.length > MOST_INPUT) return this.#refuse();
    if (this.#nonce === null && !this.#start()) return this.#couldStart() || this.#refuse();
    for (;;) {
      const end = endOfRequest(this.#pending);
      if (end < 0) return true;
      const request = wordsOf(this.#pending.slice(0, end));
      this.#pending = this.#pending.slice(end + 1);
      if (request.length > 0 && !this.#request(request)) return this.#refuse();
    }
  }

  /** The end of the input; a second shell gives its answer now: no simulated job lasts long enough to be stopped. */
  end(): void {
    if (this.#nonce === null && this.#pending.startsWith('set -- ')) this.#write('finished\n');
  }

  /** The agent's text is there whole when its last line is. */
  #start(): boolean {
    const begin = this.#pending.indexOf('\nxb_begin\n');
    const named = /^xb_nonce=(\w+) xb_id=(\w+) /.exec(this.#pending);
    if (begin < 0 || named === null) return false;
    this.#pending = this.#pending.slice(begin + '\nxb_begin\n'.length);
    this.#nonce = named[1] ?? '';
    this.#directory = `/tmp/xen-bench.${named[2]}`;
    this.#say('ready', this.#directory);
    return true;
  }

  #couldStart(): boolean {
    return ['xb_nonce=', 'set -- '].some(
      (start) => this.#pending.startsWith(start) || start.startsWith(this.#pending),
    );
  }

  #request([name = '', ...words]: readonly string[]): boolean {
    switch (name) {
      case 'xb_run':
        this.#run(words[0] ?? '', words[2] ?? '');
        return true;
      case 'xb_put':
        this.#say('put');
        return true;
      case 'xb_scratch':
        this.#say('scratch', `${words[0]}/${this.#directory.slice('/tmp/'.length)}`);
        return true;
      case 'xb_service':
        this.#say('service', '2');
        return true;
      case 'xb_collect':
        this.#say('refuse', 'gone');
        return true;
      default:
        return false;
    }
  }

  #run(job: string, command: string): void {
    const from = this.#machine.uptime;
    const { code, stdout, stderr, seconds } = answer(command, this.#machine);
    this.#machine.pass(seconds);
    const clock = [from, from + seconds].map((time) => time.toFixed(2));
    const sizes = [stdout, stderr].map((text) => Buffer.byteLength(text));
    this.#say('result', job, 'done', code, ...clock, ...sizes);
    this.#write(stdout);
    this.#say('err');
    this.#write(stderr);
    this.#say('end', job);
  }

  #say(...words: readonly (string | number)[]): void {
    this.#write(`\n@${this.#nonce} ${words.join(' ')}\n`);
  }

  #refuse(): false {
    this.#complain('This is a simulated guest: it answers the benchmarks of Xen Bench and nothing else.\n');
    return false;
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
