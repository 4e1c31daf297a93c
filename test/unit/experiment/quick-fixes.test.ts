import { describe, expect, it, test } from 'vitest';
import type { DiagnosticCode } from '../../../src/experiment/diagnostic.ts';
import { unedited, withEdits } from '../../../src/experiment/edit-text.ts';
import { quickFixes } from '../../../src/experiment/quick-fixes.ts';
import type { QuickFix } from '../../../src/experiment/quick-fixes-changes.ts';
import { experiment, read } from './reading.ts';

/** The fixes of the only diagnostic with this code, as `does what`, and the texts that they make. */
function fixesOf(text: string, code: DiagnosticCode) {
  const reading = read(text);
  const found = reading.diagnostics.filter((diagnostic) => diagnostic.code === code);
  expect(
    reading.diagnostics.map((diagnostic) => diagnostic.code),
    text,
  ).toContain(code);
  const [diagnostic] = found;
  if (diagnostic === undefined) throw new Error('no diagnostic');
  return quickFixes(reading.text, diagnostic).map((fix) => ({
    ...fix,
    title: titleOf(fix),
    after: withEdits(unedited(reading.text), fix.edits).text,
  }));
}

function titleOf({ does, what, preferred }: QuickFix): string {
  return `${preferred ? '* ' : ''}${does} ${what}`.trim();
}

const titles = (text: string, code: DiagnosticCode) => fixesOf(text, code).map(({ title }) => title);
const json = (changes: Record<string, unknown>) => JSON.stringify(experiment(changes), null, 2);
const peer = { address: '10.0.0.2' };
const command = (changes: Record<string, unknown>, metric?: Record<string, unknown>) =>
  json({
    benchmarks: [
      {
        benchmark: 'command',
        name: 'c',
        run: 'true',
        ...(metric === undefined ? {} : { metrics: [{ name: 'm', unit: 's', ...metric }] }),
        ...changes,
      },
    ],
  });

/** A mistake, its code, and the titles of what is offered; `*` marks the obvious one. */
const MISTAKES: readonly (readonly [string, DiagnosticCode, readonly string[]])[] = [
  [json({ titel: 'x' }), 'unknown-key', ['* change "title"', 'remove "titel"']],
  [json({ title: 'x', titel: 'y' }), 'unknown-key', ['remove "titel"']],
  [json({ colour: 'red' }), 'unknown-key', ['remove "colour"']],
  [json({ targets: { pv: { knd: 'pv', host: 'h' } } }), 'unknown-key', ['* change "kind"', 'remove "knd"']],
  [
    json({ targets: { pv: { kind: 'pw', host: 'h' } } }),
    'unknown-value',
    ['* change "pv"', 'change "native"', 'change "hvm"', 'change "pvh"', 'change "kvm"', 'change "any"'],
  ],
  [
    json({ targets: { pv: { kind: 'pv', under: 'kvm', host: 'h' } } }),
    'under-of-guest',
    ['* remove "under"'],
  ],
  [json({ order: 'random' }), 'unknown-value', ['change "interleaved"', 'change "sequential"']],
  [json({ baseline: 'bar' }), 'unknown-target', ['* change "bare"', 'change "pv"']],
  [json({ baseline: 'xyzzy' }), 'unknown-target', ['change "bare"', 'change "pv"']],
  [
    json({ benchmarks: ['tcp-smal'] }),
    'unknown-benchmark',
    [
      '* change "tcp-small"',
      ...['tcp-medium', 'tcp-large', 'udp-small', 'udp-medium', 'disk', 'memory', 'cpu'].map(
        (name) => `change "${name}"`,
      ),
    ],
  ],
  [
    json({ benchmarks: ['command'] }),
    'bare-command',
    ['* change { "benchmark": "command", "name": "my-benchmark", "run": "./my-benchmark" }'],
  ],
  [json({ targets: { pv: { kind: 'pv' } } }), 'missing-key', ['* add "host": "root@10.0.0.11"']],
  [json({ targets: { guest: { host: 'lab:pvh' } } }), 'missing-key', ['* add "kind": "pvh"']],
  [json({ targets: { 'old-hvm': { host: 'h' } } }), 'missing-key', ['* add "kind": "hvm"']],
  [json({ targets: { bare: { host: 'h' } } }), 'missing-key', ['* add "kind": "native"']],
  [
    '{ "benchmarks": ["cpu"] }',
    'missing-key',
    ['* add "targets": { "pv": { "kind": "pv", "host": "root@10.0.0.11" } }'],
  ],
  [json({ benchmarks: undefined }), 'missing-key', ['* add "benchmarks": ["memory", "disk", "cpu"]']],
  [json({ peer: {} }), 'missing-key', ['* add "address": "10.0.0.2"']],
  [
    json({ targets: { pv: { kind: 'pv', host: 'h', domain: { dom0: 'd' } } } }),
    'missing-key',
    ['* add "name": "pv"'],
  ],
  [command({ run: undefined }), 'missing-key', ['* add "run": "./my-benchmark"']],
  [command({}, { unit: undefined, json: '/a' }), 'missing-key', ['* add "unit": "1/s"']],
  [json({ benchmarks: [{ sizes: ['1K'] }] }), 'missing-key', []],
  [
    json({ benchmarks: ['tcp-small'] }),
    'missing-peer',
    ['* add "peer": { "host": "root@10.0.0.2", "address": "10.0.0.2" }'],
  ],
  [
    json({ targets: { pv: { kind: 'pv', host: 'lab:pv' } }, benchmarks: ['tcp-small'] }),
    'missing-peer',
    ['* add "peer": { "host": "lab:peer", "address": "10.0.0.2" }'],
  ],
  [
    json({ peer, benchmarks: [{ benchmark: 'udp-medium', sizes: ['1K', '64K'] }] }),
    'wrong-size',
    ['* change "62K"', 'remove "64K"'],
  ],
  [
    json({ peer, benchmarks: [{ benchmark: 'udp-medium', sizes: ['62K', '64K'] }] }),
    'wrong-size',
    ['remove "64K"'],
  ],
  [
    json({ peer, benchmarks: [{ benchmark: 'udp-small', sizes: [65_508] }] }),
    'wrong-size',
    ['* change "62K"'],
  ],
  [json({ peer, benchmarks: [{ benchmark: 'tcp-large', sizes: ['2G'] }] }), 'wrong-size', ['* change "1G"']],
  [
    json({ benchmarks: [{ benchmark: 'disk', sizes: ['1M', 1000] }] }),
    'wrong-size',
    ['* change "1K"', 'remove 1000'],
  ],
  [json({ benchmarks: [{ benchmark: 'disk', sizes: ['64mb'] }] }), 'wrong-size', ['* change "64M"']],
  [json({ benchmarks: [{ benchmark: 'disk', sizes: ['huge'] }] }), 'wrong-size', []],
  [json({ benchmarks: [{ benchmark: 'disk', sizes: ['1M', '1024K'] }] }), 'same-size', ['* remove "1024K"']],
  [
    json({ benchmarks: ['memory', 'memory'] }),
    'same-case',
    ['* change { "benchmark": "memory", "name": "memory-2" }', 'remove "memory"'],
  ],
  [
    json({ benchmarks: ['memory', { benchmark: 'memory', threads: 2 }] }),
    'same-case',
    ['* add "name": "memory-2"', 'remove { "benchmark": "memory", "threads": 2 }'],
  ],
  [
    json({
      benchmarks: [
        { benchmark: 'disk', sizes: ['1M'] },
        { benchmark: 'disk', sizes: ['2M', '1M'] },
      ],
    }),
    'same-case',
    ['* add "name": "disk-2"', 'remove "1M"'],
  ],
  [
    json({ benchmarks: ['fast', 'fast-2', 'fast'].map((name) => ({ benchmark: 'memory', name })) }),
    'same-name',
    ['* change "fast-3"'],
  ],
  [command({}, {}), 'no-source', ['add "json": "/value"', 'add "pattern": "([0-9.]+)"']],
  [command({}, { json: '/a', pattern: '(a)' }), 'two-sources', ['remove "pattern"', 'remove "json"']],
  [command({}, { json: 'jobs.0.iops' }), 'wrong-value', ['* change "/jobs/0/iops"']],
  [json({ boots: 11 }), 'too-many-boots', ['change "boots": 10', 'add "repetitions": 11']],
  [json({ repetitions: 3, boots: 4 }), 'too-many-boots', ['change "boots": 3', 'change "repetitions": 4']],
  [json({ repetitions: 1 }), 'one-repetition', ['* change 10']],
  [json({ repetitions: '10' }), 'quoted-number', ['* change 10']],
  [json({ margin: '0.02' }), 'quoted-number', ['* change 0.02']],
  [json({ targets: { pv: { kind: 'pv', host: 'lab:pw' } } }), 'wrong-value', ['* change "lab:pv"']],
  [json({ repetitions: 0 }), 'wrong-value', []],
  ['{ "a": 1 "b": 2 }', 'missing-comma', ['* add ","']],
  ["{ 'targets': {} }", 'single-quotes', ['* change "targets"']],
  ['', 'empty-file', ['* begin']],
  ['// to do', 'empty-file', ['* begin']],
  ['{ "seed": 1, "seed": 2 }', 'duplicate-key', ['remove "seed"', 'remove-other "seed"']],
];

describe('what has an obvious fix is offered it', () => {
  it.each(MISTAKES)('%j: %s', (text, code, expected) => {
    expect(titles(text, code)).toEqual(expected);
  });

  it.each(MISTAKES)('and is mended by it: %j: %s', (text, code) => {
    const count = (of: string) => read(of).diagnostics.filter((each) => each.code === code).length;
    for (const fix of fixesOf(text, code)) {
      expect(count(fix.after), `${fix.title}\n${fix.after}`).toBeLessThan(count(text));
      expect(
        read(fix.after).diagnostics.filter(({ code: left }) => left === 'syntax'),
        fix.after,
      ).toEqual([]);
    }
  });

  test('an empty file begins with an experiment that runs, behind its comments', () => {
    const [fix] = fixesOf('// mine', 'empty-file');
    expect(fix?.after).toMatch(/^\/\/ mine\n\{\n/);
    expect(read(fix?.after).experiment?.targets.map(({ host }) => host)).toEqual(['lab:native', 'lab:pv']);
  });
});

describe('everything else of the file stays', () => {
  const FILE = `// Why we measure.
{
  // The guests.
  "targets": {
    "pv": { "kind": "pw", "host": "h" } /* the first */, // the only one
  },
  "baseline": "bare", // as in 2008
  "benchmarks": [
    "udp-small", // short
    /* long */ "memory",
  ],
}
`;

  test.each(['unknown-value', 'unknown-target', 'missing-peer'] as const)('%s: line by line', (code) => {
    for (const { after, does } of fixesOf(FILE, code)) {
      const old = FILE.split('\n');
      const lines = after.split('\n');
      for (const comment of FILE.match(/\/\/.*|\/\*.*?\*\//g) ?? []) expect(after).toContain(comment);
      expect(lines.length).toBe(does === 'add' ? old.length + 1 : old.length);
      expect(old.filter((line) => !lines.includes(line)).length).toBe(does === 'add' ? 0 : 1);
    }
  });

  test('the peer stands behind targets and baseline, on a line of its own', () => {
    expect(fixesOf(FILE, 'missing-peer')[0]?.after).toContain(
      '  "baseline": "bare", // as in 2008\n' +
        '  "peer": { "host": "root@10.0.0.2", "address": "10.0.0.2" },\n' +
        '  "benchmarks": [\n',
    );
  });

  test('of a broken file only words are changed, since nobody knows where members end', () => {
    const broken = '{ "titel": 1, "targets": {}, "x" }';
    expect(titles(broken, 'unknown-key')).toEqual(['* change "title"']);
  });

  test('a missing comma comes right behind its value, before comments', () => {
    expect(fixesOf('{\n "a": 1 // one\n "b": 2 }', 'missing-comma')[0]?.after).toBe(
      '{\n "a": 1, // one\n "b": 2 }',
    );
  });

  test('hostile names are only ever JSON', () => {
    const name = '"}, "x": {"</script>\u202e';
    const text = JSON.stringify({
      targets: { [name]: { kind: 'pv', host: 'h' } },
      baseline: 'nope',
      benchmarks: ['cpu'],
    });
    for (const { after } of fixesOf(text, 'unknown-target')) expect(() => JSON.parse(after)).not.toThrow();
  });
});
