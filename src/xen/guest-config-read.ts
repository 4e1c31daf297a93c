import { plain } from '../report/plain.ts';
import { type ConfigMistake, type Token, tokensOf } from './guest-config-tokens.ts';

/** A value of a configuration: a string or number (xl keeps both as text), or a list of values. */
export type ConfigValue = string | readonly ConfigValue[];

export interface ConfigSetting {
  readonly value: ConfigValue;
  /** Where it was set last, from 1; null where it comes from no file. */
  readonly line: number | null;
}

/** A guest's configuration: the last value of every key. */
export type GuestConfig = ReadonlyMap<string, ConfigSetting>;

export type ConfigReading =
  | { readonly ok: true; readonly config: GuestConfig }
  | { readonly ok: false; readonly mistakes: readonly ConfigMistake[] };

/** Longest file that is read, in UTF-16 units; real ones have a few thousand. */
const LONGEST = 1024 * 1024;
const DEEPEST = 20;
const MOST_MISTAKES = 20;
/** Longest list that more is added to. */
const MOST_JOINED = 1_000;

/**
 * Reads an xl configuration file as xl does (xl.cfg(5); tools/libs/util/libxlu_cfg_y.y): `key = value` and `key += value`, ended
 * by a line end or `;`; values are strings, numbers and lists, nested, that may go on over lines. Every mistake has its
 * line. Keys are not judged here.
 */
export function readGuestConfig(text: string): ConfigReading {
  if (text.length > LONGEST) {
    return {
      ok: false,
      mistakes: [{ line: 1, message: 'the file is too long for a configuration of a guest' }],
    };
  }
  const { tokens, mistakes } = tokensOf(text);
  const config = new Map<string, ConfigSetting>();
  const reader = new Reader(tokens);
  for (let wrong = 0; !reader.atEnd() && wrong < MOST_MISTAKES; ) {
    const mistake = reader.statement(config);
    if (mistake === null) continue;
    mistakes.push(mistake);
    wrong += 1;
  }
  if (mistakes.length === 0) return { ok: true, config };
  mistakes.sort((a, b) => a.line - b.line);
  // What xl cannot read at all makes its line wrong as well: one sentence for a line is enough.
  const first = mistakes.filter(
    ({ line }, index) => mistakes.findIndex((other) => other.line === line) === index,
  );
  return { ok: false, mistakes: first.slice(0, MOST_MISTAKES) };
}

/** A mistake of the statement that is being read; what is left of its line is passed over. */
class Wrong extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#next().kind === 'end';
  }

  /** Reads up to the end of a statement, into `config`. */
  statement(config: Map<string, ConfigSetting>): ConfigMistake | null {
    try {
      if (!this.#skip('newline', ';')) {
        this.#assignment(config);
        if (!(this.atEnd() || this.#skip('newline', ';'))) {
          throw this.#wrong('a line end or ";" is missing before');
        }
      }
      return null;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      while (!(this.atEnd() || this.#skip('newline'))) this.#at += 1;
      return { line: error.line, message: error.message };
    }
  }

  #assignment(config: Map<string, ConfigSetting>): void {
    const key = this.#next();
    if (key.kind !== 'name') throw this.#wrong('a key was expected, not');
    this.#at += 1;
    const adds = this.#next().kind === '+=';
    if (!this.#skip('=', '+=')) throw this.#wrong(`"=" is missing after ${key.text}, before`);
    const value = this.#value(0);
    const before = adds ? config.get(key.text)?.value : undefined;
    config.set(key.text, {
      value: before === undefined ? value : joined(before, value, key.line),
      line: key.line,
    });
  }

  #value(depth: number): ConfigValue {
    const token = this.#next();
    if (token.kind === 'string' || token.kind === 'number') {
      this.#at += 1;
      return token.text;
    }
    if (token.kind !== '[') {
      const bare = token.kind === 'name' ? ` (a text needs quotes: "${token.text.slice(0, 40)}")` : '';
      throw this.#wrong('a string, a number or a list was expected, not', bare);
    }
    if (depth >= DEEPEST) throw new Wrong(token.line, 'lists are nested too deeply');
    this.#at += 1;
    return this.#list(depth, token.line);
  }

  #list(depth: number, opened: number): readonly ConfigValue[] {
    const items: ConfigValue[] = [];
    for (;;) {
      this.#lines();
      if (this.#skip(']')) return items;
      if (this.atEnd()) throw new Wrong(opened, 'the list that begins here has no "]"');
      items.push(this.#value(depth + 1));
      this.#lines();
      if (this.#skip(']')) return items;
      if (this.atEnd()) throw new Wrong(opened, 'the list that begins here has no "]"');
      if (!this.#skip(',')) throw this.#wrong('"," or "]" was expected, not');
    }
  }

  #lines(): void {
    while (this.#skip('newline'));
  }

  #skip(...kinds: readonly Token['kind'][]): boolean {
    if (!kinds.includes(this.#next().kind)) return false;
    this.#at += 1;
    return true;
  }

  #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', line: this.#tokens.at(-1)?.line ?? 1 };
  }

  #wrong(what: string, more = ''): Wrong {
    const token = this.#next();
    return new Wrong(token.line, `${what} ${shown(token)}${more}`);
  }
}

function joined(before: ConfigValue, value: ConfigValue, line: number): ConfigValue {
  if (typeof before === 'string' && typeof value === 'string') return before + value;
  if (typeof before !== 'string' && typeof value !== 'string') {
    if (before.length > MOST_JOINED) throw new Wrong(line, 'the list is too long');
    return [...before, ...value];
  }
  throw new Wrong(line, 'a list cannot be added to a text, nor a text to a list');
}

function shown(token: Token): string {
  switch (token.kind) {
    case 'newline':
      return 'the end of the line';
    case 'end':
      return 'the end of the file';
    case 'name':
    case 'number':
    case 'string':
      return `"${plain(token.text, 40)}"`;
    default:
      return `"${token.kind}"`;
  }
}
