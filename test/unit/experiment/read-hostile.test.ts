import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readExperiment } from '../../../src/experiment/read.ts';
import { experiment, FILE, read, told } from './reading.ts';

/** What holds of every reading, whatever came in. */
function sound(bytes: Uint8Array): void {
  const { experiment: found, text, diagnostics } = readExperiment(bytes, FILE);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(found === null).toBe(errors.length > 0);
  expect(diagnostics.length).toBeLessThanOrEqual(100);
  const lines = text.split(/\r\n|\n|\r/);
  for (const { message, line, column, offset, length } of diagnostics) {
    expect(message).toMatch(/^[^\p{Cc}]+[.?]$/u);
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(0);
    expect(offset + length).toBeLessThanOrEqual(text.length);
    expect(lines[line - 1]).toBeDefined();
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 2);
  }
}

const encode = (text: string) => new TextEncoder().encode(text);

describe('any input gives an experiment or an error inside the text', () => {
  test('bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), sound), { numRuns: 1000 });
  });

  test('JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => sound(encode(text))),
      { numRuns: 500 },
    );
  });

  test('experiments with anything in them', () => {
    const names = [
      '$schema',
      'title',
      'targets',
      'baseline',
      'peer',
      'benchmarks',
      'repetitions',
      'boots',
      '__proto__',
    ];
    const part = fc.oneof(
      fc.jsonValue(),
      fc.record({ pv: fc.record({ kind: fc.constant('pv'), host: fc.string(), domain: fc.jsonValue() }) }),
      fc.array(
        fc.record(
          {
            benchmark: fc.constantFrom('disk', 'command', 'tcp-small', 'memory'),
            sizes: fc.jsonValue(),
            name: fc.string(),
            metrics: fc.jsonValue(),
          },
          { requiredKeys: ['benchmark'] },
        ),
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), part)), (pairs) => {
        const keys = pairs.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
        sound(encode(`{${keys.join(',\n')}}`));
      }),
      { numRuns: 500 },
    );
  });

  test('a valid file with one stretch cut out or doubled', () => {
    const text = JSON.stringify(
      experiment({ benchmarks: ['memory', { benchmark: 'disk', sizes: ['64M'] }], title: 'é "x"' }),
      null,
      1,
    );
    const index = fc.nat({ max: text.length });
    fc.assert(
      fc.property(index, index, (from, to) => sound(encode(text.slice(0, from) + text.slice(to)))),
      { numRuns: 1000 },
    );
  });

  test('brackets, quotes, commas and comments in any order', () => {
    const tokens = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '/*',
      '*/',
      '//',
      '\n',
      '\\',
      'x',
    );
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 120 }), (parts) => sound(encode(parts.join('')))),
      { numRuns: 2000 },
    );
  });
});

describe('size and nesting are bounded before anything is parsed', () => {
  const MIB = 1024 ** 2;

  test('10 MB of brackets', () => {
    expect(told('['.repeat(10 * MIB))).toEqual([
      'demo.xenbench.jsonc:1:1: The file is larger than 1048576 bytes (1M), the most that an experiment may have.',
    ]);
  });

  it.each([
    ['brackets', '['.repeat(MIB)],
    ['objects', '{"a":'.repeat(200_000)],
    // The parser skips the wrong bracket and goes on inside the array: counting all closing ones would miss it.
    ['brackets that do not fit', '[},'.repeat(300_000)],
    ['brackets inside an experiment', `{"targets": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s nested deep', (_, text) => {
    expect(told(text)).toEqual([expect.stringContaining('nested deeper here than any experiment needs')]);
  });

  it.each([
    ['a list of numbers', `{"benchmarks": [${'1,'.repeat(400_000)}1]}`],
    ['a list of objects', `{"benchmarks": [${'{},'.repeat(300_000)}1]}`],
    ['one key again and again', `{${'"a":1,'.repeat(170_000)}}`],
    ['many targets', `{"targets": {${Array.from({ length: 80_000 }, (_, n) => `"t${n}":0`).join()}}}`],
    ['one mistake a line', `{${'x\n'.repeat(400_000)}`],
    ['a mebibyte of quotes', '"'.repeat(MIB)],
    ['a mebibyte of one key', `{"${'repetition'.repeat(100_000)}": 1}`],
    [
      'a mebibyte of one size',
      `{"benchmarks": [{"benchmark": "disk", "sizes": ["${'9'.repeat(1_000_000)}"]}]}`,
    ],
  ])('%s', (_, text) => {
    sound(encode(text));
  });
});

describe('bytes that are no UTF-8', () => {
  test('are told with their line', () => {
    const bytes = Uint8Array.of(...encode('{\n  "title": "caf'), 0xe9, ...encode('"\n}'));
    const { experiment: found, diagnostics, text } = readExperiment(bytes, FILE);
    expect(found).toBeNull();
    expect(text).toBe('{\n  "title": "caf');
    expect(diagnostics).toMatchObject([
      {
        line: 2,
        column: 16,
        message: 'The file is not UTF-8: byte 0xe9 at offset 17 begins no character. Save it as UTF-8.',
      },
    ]);
  });

  test('UTF-16 is named', () => {
    const [diagnostic] = readExperiment(Uint8Array.of(0xff, 0xfe, 0x7b, 0x00), FILE).diagnostics;
    expect(diagnostic?.message).toBe('The file is UTF-16, not UTF-8: save it as UTF-8.');
  });
});

describe('keys that JavaScript treats in its own way are plain data', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s as a key', (key) => {
    const text = `{"${key}": {"polluted": true}, "targets": {"a": {"kind": "pv", "host": "h", "${key}": 1}}, "benchmarks": ["cpu"]}`;
    expect(told(text)).toEqual([
      expect.stringContaining(`Unknown key "${key}" in the experiment`),
      expect.stringContaining(`Unknown key "${key}" in the target "a"`),
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('an inherited name stands in for no missing key', () => {
    expect(
      told('{"__proto__": {"targets": {"a": {"kind": "pv", "host": "h"}}, "benchmarks": ["cpu"]}}').join(),
    ).toContain('"targets" is missing from the experiment');
  });

  test('no target is called __proto__', () => {
    expect(told('{"targets": {"__proto__": {"kind": "pv", "host": "h"}}, "benchmarks": ["cpu"]}')).toEqual(
      expect.arrayContaining([
        expect.stringContaining('A target cannot be called "__proto__": choose another name.'),
      ]),
    );
  });

  test('a baseline or benchmark named like one is unknown', () => {
    const { diagnostics } = read(experiment({ baseline: 'toString', benchmarks: ['constructor'] }));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Unknown benchmark "constructor"/),
      'The baseline "toString" is no target: the targets are bare, pv.',
    ]);
  });
});
