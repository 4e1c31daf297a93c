import { argumentsOf } from './shell-words.ts';

/** What a netperf command asks for. */
export interface NetperfRequest {
  /** `TCP_RR`, `UDP_RR`, or whatever else `-t` names. */
  readonly test: string;
  readonly length: { readonly seconds: number } | { readonly transactions: number };
  /** Bytes. */
  readonly requestSize: number;
  readonly responseSize: number;
  /** Output keys asked for with `-k`; empty: no `-k`, or a list that the command does not tell. */
  readonly keys: readonly string[];
  /** Letter of `-f`: `x` transactions; k m g bits, K M G bytes (request and response together). */
  readonly unit: string;
  /** `-i` or `-I`: the result is a mean of several runs. */
  readonly iterates: boolean;
  /** Transactions that may be on their way at once. */
  readonly inFlight: number;
}

/** Options that take a value, from netperf 2.7's own getopt strings: the global ones and, after `--`, those of the test. */
const GLOBAL_VALUES = 'AabBDfFHiIkKlLnOoPpstTvWwyYZ';
const TEST_VALUES = 'bdeGHijKlLmMpPrRsStTuwW';
/** After `--` these take the next word, unless it is an option. */
const TEST_OPTIONAL_VALUES = 'koO';

/** Reads a recorded netperf command as netperf would, defaults included; null: there is no call of netperf in it. */
export function netperfRequest(command: string): NetperfRequest | null {
  const words = argumentsOf('netperf', command);
  if (words === null) return null;
  const split = words.includes('--') ? words.indexOf('--') : words.length;
  const global = options(words.slice(0, split), GLOBAL_VALUES, '');
  const test = options(words.slice(split + 1), TEST_VALUES, TEST_OPTIONAL_VALUES);
  const length = size(global.get('l') ?? '') ?? 10;
  const [request, response] = sizes(test.get('r'));
  const keys = test.get('k') ?? '';
  return {
    test: (global.get('t') ?? 'TCP_STREAM').toUpperCase(),
    length: length < 0 ? { transactions: -length } : { seconds: length },
    requestSize: request ?? 1,
    responseSize: response ?? 1,
    // Anything else is the name of a file that holds the keys.
    keys: /^[A-Za-z0-9_,]+$/.test(keys) ? keyList(keys) : [],
    unit: global.get('f') ?? 'x',
    iterates: global.has('i') || global.has('I'),
    inFlight: 1 + (size(test.get('b') ?? '') ?? 0),
  };
}

function keyList(keys: string): string[] {
  return keys
    .toUpperCase()
    .split(',')
    .filter((key) => key !== '' && key !== 'ALL');
}

/** `64` sets both sizes, `64,` and `,128` one. */
function sizes(argument = ''): [request: number | null, response: number | null] {
  const comma = argument.indexOf(',');
  if (comma < 0) return [size(argument), size(argument)];
  return [size(argument.slice(0, comma)), size(argument.slice(comma + 1))];
}

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
};

/** netperf's own way with sizes: K, M, G are powers of 2 and k, m, g powers of 10. */
function size(text: string): number | null {
  const match = /^(-?\d{1,15})([kmgKMG]?)$/.exec(text);
  const factor = FACTORS[match?.[2] ?? ''];
  return match === null || factor === undefined ? null : Number(match[1]) * factor;
}

/** getopt: bundled letters, values joined or apart, the last of a repeated option wins. */
function options(
  words: readonly string[],
  withValue: string,
  withOptionalValue: string,
): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) continue;
    for (let letter = 1; letter < word.length; letter++) {
      const name = word.charAt(letter);
      if (withValue.includes(name)) {
        found.set(name, letter + 1 < word.length ? word.slice(letter + 1) : (words[++at] ?? ''));
        break;
      }
      const next = words[at + 1];
      const takesNext = withOptionalValue.includes(name) && next !== undefined && !next.startsWith('-');
      found.set(name, takesNext ? next : '');
      if (takesNext) {
        at++;
        break;
      }
    }
  }
  return found;
}
