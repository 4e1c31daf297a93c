import { describe, expect, it, test } from 'vitest';
import { readExperiment } from '../../../src/experiment/read.ts';
import { completionPlace } from '../../../src/ui/editor-help/completion-place.ts';
import { entryFacts } from '../../../src/ui/editor-help/entry-facts.ts';
import { lensPlaces } from '../../../src/ui/editor-help/lens-places.ts';
import { relatedPlace } from '../../../src/ui/editor-help/related-place.ts';

const read = (text: string) => readExperiment(new TextEncoder().encode(text), 'a.xenbench.jsonc');
const HOSTILE = ['', '//', '{', '[', 'null', '"x"', '{"targets":[],"benchmarks":{}}', '['.repeat(5000)];

/** A text with `|` where the cursor is. */
function at(marked: string): [string, number] {
  const offset = marked.indexOf('|');
  return [marked.replace('|', ''), offset];
}

describe('what may be written at a place', () => {
  const words = (marked: string) => {
    const place = completionPlace(...at(marked));
    return place === null ? null : `${place.kind}: ${place.words.join(' ')}`;
  };

  it.each([
    [
      '{ "targets": { "pv": { "host": "|" } } }',
      'ssh-host: lab:native lab:pv lab:hvm lab:pvh lab:kvm lab:this-machine',
    ],
    [
      '{ "targets": { "pv": { "host": | } } }',
      'ssh-host: lab:native lab:pv lab:hvm lab:pvh lab:kvm lab:this-machine',
    ],
    ['{ "targets": { "pv": { "host": "root@|" } } }', 'ssh-host: '],
    ['{ "targets": { "pv": { "jump": "|" } } }', 'ssh-host: '],
    ['{ "targets": { "pv": { "domain": { "dom0": "|" } } } }', 'ssh-host: '],
    ['{ "peer": { "host": "|" } }', 'ssh-host: lab:peer'],
    ['{ "targets": { "a": {}, "b b": {} }, "baseline": "|" }', 'target: a b b'],
    ['{ "benchmarks": [{ "benchmark": "udp-medium", "sizes": ["1K", "|"] }] }', 'size: 4K 16K 32K 62K'],
    ['{ "benchmarks": [{ "benchmark": "udp-medium", "sizes": ["1|K", 4096] }] }', 'size: 1K 16K 32K 62K'],
    ['{ "benchmarks": [{ "benchmark": "memory", "sizes": ["|"] }] }', 'size: '],
    ['{ "targets": { "pv": { "kind": "|" } } }', null],
    ['{ "targets": { "pv": { "|" } } }', null],
    ['{ "title": "|" }', null],
    ['|', null],
  ])('%s: %s', (marked, expected) => {
    expect(words(marked)).toBe(expected);
  });

  test('takes the place of the whole text that stands there', () => {
    const [text, offset] = at('{ "baseline": "ol|d" }');
    const place = completionPlace(text, offset);
    expect(text.slice(place?.offset, (place?.offset ?? 0) + (place?.length ?? 0))).toBe('"old"');
    expect(place?.quoted).toBe(true);
  });
});

describe('where commands stand', () => {
  test('above targets, each target, each benchmark that has a name', () => {
    const text =
      '{ "benchmarks": ["cpu", { "benchmark": "disk", "name": "tmp" }, 7], "targets": { "a": {}, "b": 1 } }';
    const { top, targets, benchmarks } = lensPlaces(text);
    expect(text.slice(top, top + 9)).toBe('"targets"');
    expect(targets.map(({ name, offset }) => [name, text.slice(offset, offset + 3)])).toEqual([
      ['a', '"a"'],
      ['b', '"b"'],
    ]);
    expect(benchmarks.map(({ name }) => name)).toEqual(['cpu', 'tmp']);
  });
});

describe('what an entry means', () => {
  const FILE = `{ "targets": { "a": { "kind": "pv", "host": "h" } }, "benchmarks": ["cpu|", { "benchmark": "disk", "sizes": ["64M"] }], "repetitions": 3 }`;

  test('its cases, and the time of their trials', () => {
    const [text, offset] = at(FILE);
    expect(entryFacts(text, offset, read(text).experiment)).toMatchObject({
      cases: ['cpu'],
      targets: 1,
      repetitions: 3,
      seconds: expect.any(Number),
    });
    expect(entryFacts(text, text.indexOf('disk'), null)).toMatchObject({
      cases: ['disk/64M'],
      seconds: null,
    });
  });

  test('nothing beside it, and nothing of one with a mistake', () => {
    const [text] = at(FILE);
    expect(entryFacts(text, text.indexOf('sizes'), null)).toBeNull();
    expect(entryFacts(text, 3, null)).toBeNull();
    expect(entryFacts('{ "benchmarks": ["nope"] }', 20, null)).toBeNull();
  });
});

describe('the other place of a mistake', () => {
  it.each([
    ['{ "seed": 1, "seed": 2 }', 'duplicate-key', 'first-key', '"seed"'],
    ['{ "baseline": "x", "targets": { "a": {} } }', 'unknown-target', 'targets', '"targets"'],
    ['{ "benchmarks": ["cpu", "memory", "memory"] }', 'same-case', 'first-entry', '"memory"'],
    [
      '{ "benchmarks": [{ "benchmark": "cpu", "name": "n" }, { "benchmark": "memory", "name": "n" }] }',
      'same-name',
      'first-name',
      '"name"',
    ],
  ])('%s', (text, code, is, marked) => {
    const diagnostic = read(text).diagnostics.find((each) => each.code === code);
    const place = diagnostic === undefined ? null : relatedPlace(text, diagnostic);
    expect(place?.is).toBe(is);
    expect(text.slice(place?.offset, (place?.offset ?? 0) + (place?.length ?? 0))).toBe(marked);
    expect(place?.offset).not.toBe(diagnostic?.offset);
  });
});

test.each(HOSTILE)('%.20s breaks nothing', (text) => {
  for (const offset of [0, text.length]) {
    completionPlace(text, offset);
    entryFacts(text, offset, null);
  }
  lensPlaces(text);
  for (const diagnostic of read(text).diagnostics) relatedPlace(text, diagnostic);
});
