import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { neededBy } from '../../../src/notebook/dependencies.ts';
import { cellSchemaText } from '../../../src/notebook/json-schema.ts';
import { readFragment } from '../../../src/notebook/read-fragment.ts';
import { readNotebook } from '../../../src/notebook/read-notebook.ts';
import { writeNotebook } from '../../../src/notebook/write-notebook.ts';

const DEFINITION = JSON.stringify({ targets: { a: { kind: 'pv', host: 'lab:pv' } }, benchmarks: ['cpu'] });

const read = (text: string) => readFragment(text, 'book');
const messages = (text: string) => read(text).diagnostics.map(({ message }) => message);

describe('a code cell', () => {
  it('defines an experiment, in the words of an experiment file', () => {
    const { fragment, diagnostics } = read(DEFINITION);
    expect(diagnostics).toEqual([]);
    expect(fragment).toMatchObject({ does: 'define', experiment: { title: 'book' }, text: DEFINITION });
  });

  it('runs an experiment, or a part of one', () => {
    const { fragment } = read(
      '{ "experiment": "./a.xenbench.jsonc", "targets": ["pv"], "benchmarks": ["tcp-small"], "repetitions": 3 } // why',
    );
    expect(fragment).toEqual({
      does: 'run',
      experiment: './a.xenbench.jsonc',
      selection: { targets: ['pv'], benchmarks: ['tcp-small'], repetitions: 3 },
    });
  });

  it('shows something of a run, of the latest where it says nothing', () => {
    expect(read('{ "show": "chart", "figure": "TCP small", "relative": true }').fragment).toEqual({
      does: 'show',
      fields: { show: 'chart', run: 'latest', figure: 'TCP small', relative: true, metric: 'throughput' },
    });
  });

  it('does nothing where it is empty', () => {
    expect(read(' // to come\n').fragment).toEqual({ does: 'nothing' });
  });

  it('tells a mistake at its place, with what was probably meant', () => {
    const { diagnostics, does } = read('{\n  "show": "chart",\n  "figures": "TCP small"\n}');
    expect(does).toBe('show');
    expect(diagnostics).toMatchObject([
      { line: 3, column: 3, length: 9, code: 'unknown-key', choices: ['figure'] },
    ]);
  });

  it.each([
    ['{ "show": "chart", "relative": 1 }', '"relative" must be true or false, not 1.'],
    [
      '{ "show": "comparison" }',
      '"show" must be one of cv-table, chart, summary, environment, not "comparison": comparisons and verdicts are not made yet.',
    ],
    ['{ "show": "cv-table", "metric": "latency" }', 'Unknown key "metric" in this cell'],
    [
      '{ "experiment": "a", "repetitions": 0 }',
      '"repetitions" must be a whole number from 1 to 10000, not 0.',
    ],
    ['{ "experiment": "a", "experiment": "b" }', 'The key "experiment" is already there'],
    ['{ "experiment": "" }', '"experiment" must not be empty'],
    ['{ "show": "chart" "run": "latest" }', 'A comma is missing before this.'],
    ['{ "targets": {} }', '"benchmarks" is missing from the experiment'],
    ['[]', 'An experiment must be an object'],
    ['{ "experiment": "__proto__", "__proto__": 1 }', 'Unknown key "__proto__"'],
    ['['.repeat(200), 'nested deeper'],
  ])('is told what is wrong with it: %s', (text, message) => {
    expect(read(text).fragment).toBeNull();
    expect(messages(text).join('\n')).toContain(message);
  });
});

describe('the notebook among the examples', () => {
  const file = new URL('../../../examples/demo.xenbook', import.meta.url);

  it('has cells without a mistake, and is written as it is read', () => {
    const book = readNotebook(readFileSync(file), 'demo.xenbook');
    const code = book.cells.filter(({ kind }) => kind === 'code');
    expect(code.map(({ text }) => messages(text))).toEqual(code.map(() => []));
    expect(writeNotebook(book)).toBe(readFileSync(file, 'utf8'));
  });
});

describe('what a cell needs', () => {
  const cells = (...texts: readonly string[]) => texts.map(read);
  const define = DEFINITION;
  const run = (experiment: string) => JSON.stringify({ experiment });
  const show = '{ "show": "summary" }';

  it('is the nearest cell above that runs something, for the latest run', () => {
    const all = cells(define, run('above'), show, run('./b.xenbench.jsonc'), show);
    expect(all.map((_, index) => neededBy(all, index))).toEqual([null, 0, 1, null, 3]);
  });

  it('is a cell with a mistake too, so that what is below it does not show another run', () => {
    const all = cells(run('a'), '{ "experiment": "b", "targts": [] }', show);
    expect(neededBy(all, 2)).toBe(1);
  });

  it('is the run of that experiment where a cell names one, and nothing where it names a run', () => {
    const all = cells(
      run('./a.xenbench.jsonc'),
      run('b.xenbench.jsonc'),
      '{ "show": "summary", "experiment": "a.xenbench.jsonc" }',
      '{ "show": "summary", "run": "x.xenrun" }',
    );
    expect([2, 3].map((index) => neededBy(all, index))).toEqual([0, null]);
  });

  it('is nothing where there is no such cell', () => {
    expect(neededBy(cells(show, run('above')), 0)).toBeNull();
    expect(neededBy(cells(show, run('above')), 1)).toBeNull();
  });
});

describe('the JSON Schema of cells', () => {
  it('is in step with its source (else: npm run schema)', () => {
    const file = new URL('../../../media/xenbook-cell.schema.json', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(cellSchemaText());
  });
});
