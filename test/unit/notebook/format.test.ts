import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HumanError } from '../../../src/human-error.ts';
import { type Cell, type Notebook, type Output, RESULT_MIME } from '../../../src/notebook/notebook.ts';
import { readNotebook } from '../../../src/notebook/read-notebook.ts';
import { writeNotebook } from '../../../src/notebook/write-notebook.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readNotebook(bytes(text), 'book.xenbook');

function code(text: string, outputs: readonly Output[] = []): Cell {
  return { kind: 'code', language: 'jsonc', text, fields: {}, outputs };
}

function markdown(text: string): Cell {
  return { kind: 'markdown', language: 'markdown', text, fields: {}, outputs: [] };
}

function notebook(...cells: readonly Cell[]): Notebook {
  return { header: [], lineEnd: '\n', cells };
}

const RESULT: Output = {
  items: [{ mime: RESULT_MIME, encoding: 'text', data: '{\n  "show": "cv-table"\n}' }],
  fallback: '| group | pv |\n| --- | --- |\n| CPU | 1 % |',
  fields: {},
};

describe('the file of a notebook', () => {
  it('is Markdown: texts as they are, cells as fenced blocks, outputs as a quotation and their data', () => {
    const text = writeNotebook(
      notebook(
        markdown('# PV against HVM\n\nThe story.'),
        code('{ "show": "cv-table" }', [RESULT]),
        markdown('Steady.'),
      ),
    );
    expect(text).toBe(`---
xenbook: 1
---

# PV against HVM

The story.

\`\`\`jsonc xenbench
{ "show": "cv-table" }
\`\`\`

> | group | pv |
> | --- | --- |
> | CPU | 1 % |
\`\`\`json xenbench-output
{
  "show": "cv-table"
}
\`\`\`

Steady.
`);
  });

  it('tells two texts apart, and shows an empty one, by a line that Markdown hides', () => {
    const text = writeNotebook(notebook(markdown('one'), markdown('two'), code(''), markdown('')));
    expect(text).toBe(
      '---\nxenbook: 1\n---\n\none\n\n<!-- cell -->\ntwo\n\n```jsonc xenbench\n```\n\n<!-- cell -->\n\n',
    );
    expect(read(text).cells.map((cell) => cell.text)).toEqual(['one', 'two', '', '']);
  });

  it('puts a text that looks like a part of the format into a block of its own', () => {
    const text = 'Write:\n\n```jsonc xenbench\n{}\n```\n';
    const written = writeNotebook(notebook(markdown(text)));
    expect(written).toContain('````markdown xenbench-text\n');
    expect(read(written).cells).toEqual([markdown(text)]);
  });

  it('takes what a person wrote by hand, without the empty lines', () => {
    const { cells } = read(
      '---\nxenbook: 1\n---\n# Title\n```jsonc xenbench\n{}\n```\n\n\n```jsonc xenbench\n[]\n```',
    );
    expect(cells).toEqual([markdown('# Title'), code('{}'), code('[]')]);
  });

  it('keeps what it does not know: lines of the head, fields of cells and outputs, types of outputs', () => {
    const text = [
      '---',
      'xenbook: 1',
      'author: A. Nobody # by hand',
      '---',
      '',
      '```jsonc xenbench {"collapsed":true,"tags":["a`b"]}',
      '{}',
      '```',
      '',
      '```text xenbench-output text/plain {"later":{"x":1}}',
      'hello',
      '```',
      '```base64 xenbench-output image/png',
      'AAEC',
      '```',
      '',
    ].join('\n');
    const tidy = text.replace('a`b', 'a\\u0060b');
    expect(writeNotebook(read(tidy))).toBe(tidy);
    expect(read(tidy).cells[0]?.outputs[0]?.fields).toEqual({ later: { x: 1 } });
  });

  it('keeps CRLF files as they are, byte for byte', () => {
    const text = writeNotebook(notebook(markdown('a\nb'), code('{\n}', [RESULT]))).replaceAll('\n', '\r\n');
    expect(writeNotebook(read(text))).toBe(text);
    expect(read(text).cells[0]?.text).toBe('a\r\nb');
  });

  it('is empty where the file is', () => {
    expect(read('').cells).toEqual([]);
    expect(read(' \n').cells).toEqual([]);
  });

  it.each([
    ['hello', 1, 'begins with the lines "---" and "xenbook: 1"'],
    ['---\nxenbook: 2\n---\n', 2, 'format 2 of notebooks is not known here'],
    ['---\nxenbook: 1\n', 1, 'never closed'],
    ['---\nxenbook: 1\n---\n\nText\n\n```jsonc xenbench\n{}\n', 7, 'never closed: a line ``` is missing'],
    ['---\nxenbook: 1\n---\n```jsonc xenbench {"a":\n{}\n```\n', 4, 'only a JSON object may stand'],
    ['---\nxenbook: 1\n---\n```json xenbench-output\n{}\n```\n', 4, 'follows no cell'],
  ])('is an error that names the line: %j', (text, line, sentence) => {
    expect(() => read(text)).toThrow(HumanError);
    expect(() => read(text)).toThrow(new RegExp(`^book\\.xenbook:${line}: .*`));
    expect(() => read(text)).toThrow(sentence);
  });

  it('is an error where it is not UTF-8', () => {
    const broken = new Uint8Array([...bytes('---\nxenbook: 1\n---\n'), 0xff]);
    expect(() => readNotebook(broken, 'book.xenbook')).toThrow('book.xenbook:4: ');
  });
});

/** Lines that mean something, so that they meet in a text. */
const nasty = fc.constantFrom(
  ...['```jsonc xenbench', '```', '````', '~~~', '```json xenbench-output', '````markdown xenbench-text'],
  ...['<!-- cell -->', '<!-- cell {"a":1} -->', '---', 'xenbook: 1', '> quote', '>', '', ' ', '\r', 'text'],
  ...['```text xenbench-output text/plain', '```jsonc xenbench {"a":"-->"}', '   ```', '\t```', '\u2028'],
);
const unit = fc.oneof({ weight: 3, arbitrary: nasty }, fc.string({ unit: 'grapheme', maxLength: 12 }));
const text = fc
  .array(fc.tuple(unit, fc.constantFrom('\n', '\n', '\r\n', '')), { maxLength: 8 })
  .map((lines) => lines.map((each) => each.join('')).join(''));
const word = fc.oneof(fc.constantFrom('jsonc', 'markdown', 'c++'), fc.string({ maxLength: 6 }));
const fields = fc.oneof(
  fc.constant({}),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }).map(
    // What JSON cannot hold is not asked for.
    (value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>,
  ),
);
const item = fc.record({
  mime: fc.oneof(fc.constantFrom(RESULT_MIME, 'text/plain', 'text/markdown', 'x/y+json'), word),
  encoding: fc.constant('text' as const),
  data: text,
});
const binary = fc.record({
  mime: word,
  encoding: fc.constant('base64' as const),
  data: fc.base64String({ maxLength: 40 }),
});
const output = fc.record({
  items: fc.array(fc.oneof(item, binary), { minLength: 1, maxLength: 3 }),
  fallback: fc.option(text),
  fields,
});
const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({
    kind: fc.constant('code' as const),
    language: word,
    text,
    fields,
    outputs: fc.array(output, { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('markdown' as const),
    language: fc.oneof({ weight: 3, arbitrary: fc.constant('markdown') }, word),
    text,
    fields,
    outputs: fc.constant([]),
  }),
);
const anyNotebook: fc.Arbitrary<Notebook> = fc.record({
  header: fc.array(fc.constantFrom('', 'title: x', '# remark', 'xenbook: 2', ' --- '), { maxLength: 3 }),
  lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
  cells: fc.array(cell, { maxLength: 6 }),
});

/** Halves of a pair have no form in UTF-8. */
function wellFormed(value: Notebook): Notebook {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'string' ? new TextDecoder().decode(bytes(each)) : each,
  ) as Notebook;
}

describe('saving', () => {
  it('keeps every cell, field and output, whatever is in them', () => {
    fc.assert(
      fc.property(anyNotebook.map(wellFormed), (before) => {
        const saved = writeNotebook(before);
        expect(read(saved)).toEqual(before);
        expect(writeNotebook(read(saved))).toBe(saved);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never loses a cell of any file that can be read, and gives the same bytes twice', () => {
    const begun = text.map((rest) => bytes(`---\nxenbook: 1\n---\n${rest}`));
    const crlf = text.map((rest) => bytes(`---\r\nxenbook: 1\r\n---\r\n${rest}`));
    const torn = fc
      .tuple(anyNotebook, fc.nat(), fc.nat(40), fc.uint8Array({ maxLength: 4 }))
      .map(([whole, from, length, put]) => {
        const all = bytes(writeNotebook(whole));
        const at = from % (all.length + 1);
        return new Uint8Array([...all.slice(0, at), ...put, ...all.slice(at + length)]);
      });
    fc.assert(
      fc.property(fc.oneof(begun, crlf, torn, fc.uint8Array({ maxLength: 60 })), (file) => {
        let before: Notebook;
        try {
          before = readNotebook(file, 'book.xenbook');
        } catch (error) {
          expect(error).toBeInstanceOf(HumanError);
          return;
        }
        const saved = writeNotebook(before);
        expect(read(saved)).toEqual(before);
        expect(writeNotebook(read(saved))).toBe(saved);
      }),
      { numRuns: 3_000 },
    );
  });
});
