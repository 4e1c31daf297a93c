/** More is no configuration of a guest. */
const MOST_CHARACTERS = 8_192;

/** A comment, a text in quotes, a word or number, or a single character: every character belongs to one. */
const TOKEN = /#[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.+-]+|\n|[^\S\n]+|[\w\W]/g;

/**
 * The settings of a guest's configuration file (xl.cfg) that are a text or a number, `name = "pv"` as `name` to `pv`. As
 * in xl the last of several counts. Lists are passed over, and so is what cannot be read.
 */
export function readConfigWords(text: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  let depth = 0;
  let key: string | null = null;
  let assigned = false;
  for (const token of tokensOf(text)) {
    if (token === '[') depth += 1;
    else if (token === ']') depth = Math.max(0, depth - 1);
    if (depth > 0 || /^[^\S\n]|^#/.test(token)) continue;
    if (/^[\n;\]]/.test(token)) {
      key = null;
      assigned = false;
    } else if (token === '=') assigned = key !== null;
    else if (key === null) key = token;
    else if (assigned) {
      // A quote alone is one that is never closed.
      if (/^["'\w]./.test(token) || /^\w$/.test(token)) words.set(key, unquoted(token));
      key = null;
      assigned = false;
    }
  }
  return words;
}

function tokensOf(text: string): string[] {
  return text.slice(0, MOST_CHARACTERS).match(TOKEN) ?? [];
}

function unquoted(token: string): string {
  const quote = token[0];
  if ((quote !== '"' && quote !== "'") || !token.endsWith(quote)) return token;
  return token.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** A configuration file that lies on a dom0. */
export interface ConfigFile {
  readonly path: string;
  /** Of the domain that it starts. */
  readonly name: string;
  readonly type: 'pv' | 'hvm' | 'pvh';
  /** A PV guest in a shim. */
  readonly shim: boolean;
  readonly vcpus: number | null;
  readonly memoryMiB: number | null;
}

/** What a configuration file says of its domain; null: it names none, so it is not one. */
export function readConfigFile(path: string, text: string): ConfigFile | null {
  const words = readConfigWords(text);
  const name = words.get('name');
  if (name === undefined || name === '') return null;
  return {
    path,
    name,
    type: typeOf(words),
    shim: words.get('pvshim') === '1',
    vcpus: whole(words.get('vcpus')),
    memoryMiB: whole(words.get('memory')),
  };
}

/** `type`, or the `builder` of before 4.10; PV where neither stands, as xl takes it on x86. */
function typeOf(words: ReadonlyMap<string, string>): ConfigFile['type'] {
  const type = words.get('type')?.toLowerCase();
  if (type === 'pv' || type === 'hvm' || type === 'pvh') return type;
  if (words.get('pvh') === '1') return 'pvh';
  return words.get('builder')?.toLowerCase() === 'hvm' ? 'hvm' : 'pv';
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
