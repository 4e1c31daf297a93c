import { describe, expect, test } from 'vitest';
import { type ExperimentEdit, editExperiment } from '../../../src/experiment/edit.ts';
import { editsOf, unedited, withEdits } from '../../../src/experiment/edit-text.ts';
import { FILE, read } from './reading.ts';

const TEXT = `// Ours, of the spring.
{
  "title": "PV against HVM", // shown in reports
  "targets": {
    // The machine without Xen.
    "bare": { "kind": "native", "host": "bench1" },

    // Guests:

    // the paravirtualised one
    "pv": { "kind": "pv", "host": "root@10.0.0.11" }, // rack 3
    "hvm": {
      "kind": "hvm", // with EPT
      "host": "root@10.0.0.12",
      "jump": "dom0"
    }
  },
  "baseline": "bare",
  "benchmarks": [
    "memory", // Copy, Scale, Add, Triad
    { "benchmark": "disk", "sizes": ["1M", "4M"] }, // small ones
    "cpu"
  ],
}
`;

function edit(edits: ExperimentEdit | readonly ExperimentEdit[], text = TEXT): string {
  const list = Array.isArray(edits) ? edits : [edits as ExperimentEdit];
  const result = withEdits(unedited(text), editExperiment(text, FILE, list)).text;
  expect(read(result).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return result;
}

/** Lines of the result that the text did not have, and those of the text that the result does not have. */
function changes(result: string, text = TEXT): { added: string[]; removed: string[] } {
  const [before, after] = [text.split('\n'), result.split('\n')];
  return {
    added: after.filter((line) => !before.includes(line)),
    removed: before.filter((line) => !after.includes(line)),
  };
}

describe('targets', () => {
  test('a new one comes behind the others, laid out as its neighbour', () => {
    const result = edit({ edit: 'add-target', name: 'kvm', target: { kind: 'kvm', host: 'k1' } });
    expect(result).toContain(
      '      "jump": "dom0"\n    },\n    "kvm": {\n      "kind": "kvm",\n      "host": "k1"\n    }\n  },',
    );
    expect(changes(result).removed).toEqual([]);
  });

  test('the comma of the last one goes before its comment', () => {
    const text = '{ "targets": {\n  "a": { "kind": "pv", "host": "a" } // one\n}, "benchmarks": ["cpu"] }';
    expect(edit({ edit: 'add-target', name: 'b', target: { kind: 'pv', host: 'b' } }, text)).toBe(
      '{ "targets": {\n  "a": { "kind": "pv", "host": "a" }, // one\n  "b": { "kind": "pv", "host": "b" }\n}, "benchmarks": ["cpu"] }',
    );
  });

  test('fields change in place, come last when new, and go when undefined', () => {
    const result = edit({
      edit: 'change-target',
      name: 'hvm',
      fields: { host: 'root@10.0.0.13', jump: undefined, identityFile: '~/.ssh/lab' },
    });
    expect(result).toContain(
      '"kind": "hvm", // with EPT\n      "host": "root@10.0.0.13",\n      "identityFile": "~/.ssh/lab"\n    }',
    );
  });

  test('a field of an object in one line stays in its line', () => {
    const result = edit({ edit: 'change-target', name: 'pv', fields: { jump: 'dom0' } });
    expect(changes(result).added).toEqual([
      '    "pv": { "kind": "pv", "host": "root@10.0.0.11", "jump": "dom0" }, // rack 3',
    ]);
    expect(edit({ edit: 'change-target', name: 'pv', fields: { jump: undefined } }, result)).toBe(TEXT);
  });

  test('another name keeps place and comments, and the baseline follows', () => {
    const result = edit({ edit: 'rename-target', name: 'bare', to: 'no "Xen"' });
    expect(changes(result)).toEqual({
      added: ['    "no \\"Xen\\"": { "kind": "native", "host": "bench1" },', '  "baseline": "no \\"Xen\\"",'],
      removed: ['    "bare": { "kind": "native", "host": "bench1" },', '  "baseline": "bare",'],
    });
  });

  test('what goes takes its own comments along, not those of its section', () => {
    const result = edit({ edit: 'remove-target', name: 'pv', baseline: null });
    expect(changes(result)).toEqual({
      added: [],
      removed: [
        '    // the paravirtualised one',
        '    "pv": { "kind": "pv", "host": "root@10.0.0.11" }, // rack 3',
      ],
    });
  });

  test('the last one takes the comma before it along', () => {
    const result = edit({ edit: 'remove-target', name: 'hvm', baseline: null });
    expect(result).toContain('"host": "root@10.0.0.11" } // rack 3\n  },');
  });

  test('without the baseline another one takes its part, or the key goes', () => {
    expect(edit({ edit: 'remove-target', name: 'bare', baseline: 'hvm' })).toContain('"baseline": "hvm"');
    expect(edit({ edit: 'remove-target', name: 'bare', baseline: null })).not.toContain('baseline');
  });

  test('the only one cannot go', () => {
    const text = '{ "targets": { "a": { "kind": "pv", "host": "a" } }, "benchmarks": ["cpu"] }';
    expect(() => edit({ edit: 'remove-target', name: 'a', baseline: null }, text)).toThrow(
      '"targets" must name 1 to 64 targets',
    );
  });

  test('a name that is taken, missing or not allowed is refused', () => {
    const target = { kind: 'pv', host: 'a' } as const;
    expect(() => edit({ edit: 'add-target', name: 'pv', target })).toThrow('There is a target "pv" already');
    expect(() => edit({ edit: 'rename-target', name: 'pv', to: 'hvm' })).toThrow(
      'There is a target "hvm" already',
    );
    expect(() => edit({ edit: 'rename-target', name: 'no', to: 'yes' })).toThrow('is not in the file');
    expect(() => edit({ edit: 'add-target', name: ' x', target })).toThrow('blank');
    expect(() => edit({ edit: 'add-target', name: '__proto__', target })).toThrow('__proto__');
    expect(() => edit({ edit: 'change-target', name: 'pv', fields: { host: '-oX' } })).toThrow('"host"');
  });
});

describe('benchmarks', () => {
  test('a new one without parameters is the bare name', () => {
    const text = TEXT.replace('"memory", // Copy, Scale, Add, Triad\n', '');
    const result = edit({ edit: 'add-benchmark', entry: { benchmark: 'memory' } }, text);
    expect(result).toContain('    "cpu",\n    "memory"\n  ],');
  });

  test('a list in one line stays in one line', () => {
    const text = '{"targets":{"a":{"kind":"pv","host":"a"}},"benchmarks":["cpu"]}';
    expect(edit({ edit: 'add-benchmark', entry: { benchmark: 'disk', mode: 'durable' } }, text)).toBe(
      '{"targets":{"a":{"kind":"pv","host":"a"}},"benchmarks":["cpu", {"benchmark":"disk", "mode":"durable"}]}',
    );
  });

  test('a bare name becomes an object when it gets parameters, and a bare name again', () => {
    const result = edit({ edit: 'change-benchmark', index: 0, fields: { threads: 4 } });
    expect(changes(result).added).toEqual([
      '    { "benchmark": "memory", "threads": 4 }, // Copy, Scale, Add, Triad',
    ]);
    expect(edit({ edit: 'change-benchmark', index: 0, fields: { threads: undefined } }, result)).toBe(TEXT);
  });

  test('an object with a comment inside stays an object', () => {
    const text = TEXT.replace('"sizes": [', '/* why */ "sizes": [');
    const result = edit({ edit: 'change-benchmark', index: 1, fields: { sizes: undefined } }, text);
    expect(result).toContain('    { "benchmark": "disk" }, // small ones');
    const kept = TEXT.replace('"benchmark": "disk",', '"benchmark": "disk" /* why */,');
    expect(edit({ edit: 'change-benchmark', index: 1, fields: { sizes: undefined } }, kept)).toContain(
      '    { "benchmark": "disk" /* why */ }, // small ones',
    );
  });

  test('sizes come and go one by one', () => {
    const sizes = (list: string[]) =>
      changes(edit({ edit: 'change-benchmark', index: 1, fields: { sizes: list } })).added;
    expect(sizes(['1M', '2M', '4M'])).toEqual([
      '    { "benchmark": "disk", "sizes": ["1M", "2M", "4M"] }, // small ones',
    ]);
    expect(sizes(['512', '1M', '4M'])).toEqual([
      '    { "benchmark": "disk", "sizes": ["512", "1M", "4M"] }, // small ones',
    ]);
    expect(sizes(['4M'])).toEqual(['    { "benchmark": "disk", "sizes": ["4M"] }, // small ones']);
  });

  test('a name is given and taken', () => {
    const named = edit({ edit: 'rename-benchmark', index: 2, name: 'linpack' });
    expect(named).toContain('    { "benchmark": "cpu", "name": "linpack" }\n');
    expect(edit({ edit: 'rename-benchmark', index: 2, name: null }, named)).toBe(TEXT);
  });

  test('one that goes takes the comment on its line along', () => {
    expect(changes(edit({ edit: 'remove-benchmark', index: 1 }))).toEqual({
      added: [],
      removed: ['    { "benchmark": "disk", "sizes": ["1M", "4M"] }, // small ones'],
    });
  });

  test('one that needs a peer is refused without one, and taken together with one', () => {
    const entry = { edit: 'add-benchmark', entry: { benchmark: 'tcp-small' } } as const;
    expect(() => edit(entry)).toThrow('needs a second machine');
    const peer = { edit: 'set', key: 'peer', value: { address: '10.0.0.2' } } as const;
    expect(edit([peer, entry])).toContain('\n  ],\n  "peer": { "address": "10.0.0.2" },\n}');
  });
});

describe('the file', () => {
  test('without lists of targets and benchmarks gets them', () => {
    const add = [
      { edit: 'add-target', name: 'a', target: { kind: 'pv', host: 'a' } },
      { edit: 'add-benchmark', entry: { benchmark: 'cpu' } },
    ] as const;
    expect(edit(add, '{}')).toBe(
      '{\n  "targets": { "a": { "kind": "pv", "host": "a" } },\n  "benchmarks": ["cpu"]\n}',
    );
    expect(edit(add, '{\n\t// nothing yet\n}\n')).toBe(
      '{\n\t// nothing yet\n\t"targets": { "a": { "kind": "pv", "host": "a" } },\n\t"benchmarks": ["cpu"]\n}\n',
    );
  });

  test('top-level values are set, changed and taken out', () => {
    expect(changes(edit({ edit: 'set', key: 'title', value: 'New' })).added).toEqual([
      '  "title": "New", // shown in reports',
    ]);
    expect(changes(edit({ edit: 'set', key: 'title', value: undefined })).removed).toEqual([
      '  "title": "PV against HVM", // shown in reports',
    ]);
    expect(edit({ edit: 'set', key: 'repetitions', value: 20 })).toContain('  ],\n  "repetitions": 20,\n}');
  });

  test('with broken JSON is refused, and the place is told', () => {
    expect(() => edit({ edit: 'set', key: 'seed', value: 1 }, '{\n  "seed": 1\n  "title": "x"\n}')).toThrow(
      'demo.xenbench.jsonc cannot be edited: line 3, column 3: A comma is missing before this.',
    );
    expect(() => edit({ edit: 'set', key: 'seed', value: 1 }, '[]')).toThrow('line 1, column 1');
    expect(() => edit({ edit: 'set', key: 'seed', value: 1 }, '')).toThrow('line 1, column 1');
  });

  test('with a key twice is refused, and the place is told', () => {
    const text = '{\n  "seed": 1,\n  "seed": 2\n}';
    expect(() => edit({ edit: 'set', key: 'seed', value: 3 }, text)).toThrow(
      'line 3, column 3: The key "seed" is already there in the same object',
    );
  });

  test('that had a mistake before may be edited, and keeps it', () => {
    const text = '{ "targets": {}, "benchmarks": ["cpu"] }';
    const edits = editExperiment(text, FILE, [{ edit: 'set', key: 'seed', value: 1 }]);
    expect(edits).toEqual([{ offset: 38, length: 0, content: ', "seed": 1' }]);
  });

  test('keeps its line ends', () => {
    const text = TEXT.replaceAll('\n', '\r\n');
    for (const each of [
      { edit: 'add-target', name: 'kvm', target: { kind: 'kvm', host: 'k1' } },
      { edit: 'remove-target', name: 'pv', baseline: null },
      { edit: 'add-benchmark', entry: { benchmark: 'memory', name: 'again' } },
    ] as const) {
      expect(edit(each, text)).toBe(edit(each).replaceAll('\n', '\r\n'));
    }
  });
});

test('edits one after the other come out as edits of the first text', () => {
  const text = 'abcdef';
  let edited = withEdits(unedited(text), [{ offset: 1, length: 2, content: 'XYZ' }]);
  edited = withEdits(edited, [
    { offset: 0, length: 1, content: '' },
    { offset: 2, length: 0, content: '-' },
  ]);
  edited = withEdits(edited, [{ offset: 2, length: 1, content: '' }]);
  expect(edited.text).toBe('X-Zdef');
  const edits = editsOf(edited, text);
  expect(edits).toEqual([{ offset: 0, length: 3, content: 'X-Z' }]);
  expect(withEdits(unedited(text), edits).text).toBe(edited.text);
});
