import fc from 'fast-check';
import { type ParseError, parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { type ExperimentEdit, editExperiment } from '../../../src/experiment/edit.ts';
import { unedited, withEdits } from '../../../src/experiment/edit-text.ts';
import { FILE, read } from './reading.ts';

/** How a member and its comments are laid out: the same for every kind of container. */
interface Layout {
  readonly above: boolean;
  readonly behind: 'none' | 'line' | 'block';
  readonly beforeComma: boolean;
  /** A comment about more than the member, with an empty line between. */
  readonly section: boolean;
  readonly tall: boolean;
  /** A comment behind the brace, which no edit of a field may take along. */
  readonly inside: boolean;
}

interface Sample {
  readonly text: string;
  readonly value: Value;
  /** All comments, and for each member (`targets/0`) its own. */
  readonly comments: readonly string[];
  readonly own: ReadonlyMap<string, readonly string[]>;
}

interface Value {
  targets: Record<string, Record<string, unknown>>;
  baseline: string;
  benchmarks: unknown[];
  [key: string]: unknown;
}

const layout: fc.Arbitrary<Layout> = fc.record({
  above: fc.boolean(),
  behind: fc.constantFrom('none', 'line', 'block'),
  beforeComma: fc.boolean(),
  section: fc.boolean(),
  tall: fc.boolean(),
  inside: fc.boolean(),
});

const ENTRIES: readonly unknown[] = [
  'memory',
  { benchmark: 'disk', sizes: ['1M', '4M', '8M'], mode: 'durable' },
  'cpu',
  { benchmark: 'cpu', name: 'again', seconds: 1 },
  { benchmark: 'command', name: 'own', run: 'true // no comment', metrics: [] },
];

const sample: fc.Arbitrary<Sample> = fc
  .record({
    targets: fc.array(layout, { minLength: 2, maxLength: 4 }),
    benchmarks: fc.array(layout, { minLength: 2, maxLength: ENTRIES.length }),
    flat: fc.boolean(),
    flatTargets: fc.boolean(),
    trailing: fc.boolean(),
    baseline: fc.nat(),
    eol: fc.constantFrom('\n', '\r\n'),
    unit: fc.constantFrom('  ', '    ', '\t'),
  })
  .map(render);

function render(options: {
  targets: readonly Layout[];
  benchmarks: readonly Layout[];
  flat: boolean;
  flatTargets: boolean;
  trailing: boolean;
  baseline: number;
  eol: string;
  unit: string;
}): Sample {
  const { eol, unit, trailing } = options;
  const comments: string[] = [];
  const own = new Map<string, string[]>();
  const comment = (owner: string | null, block: boolean): string => {
    const words = `comment ${comments.length}.`;
    comments.push(words);
    if (owner !== null) own.set(owner, [...(own.get(owner) ?? []), words]);
    return block ? `/* ${words} */` : `// ${words}`;
  };
  const names = options.targets.map((_, index) => `t${index}`);
  const targets = options.targets.map((_, index): [string, Record<string, unknown>] => [
    `t${index}`,
    { kind: 'pv', host: `h${index}`, ...(index % 2 === 0 ? { jump: 'dom0' } : {}) },
  ]);
  const entries = options.benchmarks.map((_, index) => ENTRIES[index]);

  const object = (value: object, { tall, inside }: Layout, owner: string): string => {
    const members = Object.entries(value).map(([key, child]) => `"${key}": ${JSON.stringify(child)}`);
    const note = inside ? ` ${comment(owner, true)}` : '';
    if (!tall) return `{${note} ${members.join(', ')} }`;
    const lines = members.join(`,${eol}${unit.repeat(3)}`);
    return `{${note}${eol}${unit.repeat(3)}${lines}${eol}${unit.repeat(2)}}`;
  };
  const container = (
    kind: 'targets' | 'benchmarks',
    flat: boolean,
    layouts: readonly Layout[],
    words: (index: number, layout: Layout, owner: string) => string,
  ): string => {
    const parts = layouts.map((each, index) => {
      const owner = `${kind}/${index}`;
      const last = index === layouts.length - 1;
      const comma = last && !trailing ? '' : ',';
      if (flat) {
        const before = each.above ? `${comment(owner, true)} ` : '';
        const after = each.behind === 'none' ? '' : ` ${comment(owner, true)}`;
        return `${before}${words(index, { ...each, tall: false }, owner)}${after}${comma}`;
      }
      const indent = unit.repeat(2);
      const section = each.section
        ? `${index === 0 ? '' : eol}${indent}${comment(null, false)}${eol}${eol}`
        : '';
      const above = each.above ? `${indent}${comment(owner, index % 2 === 0)}${eol}` : '';
      const before = each.beforeComma ? ` ${comment(owner, true)}` : '';
      const value = words(index, each, owner);
      const behind = each.behind === 'none' ? '' : ` ${comment(owner, each.behind === 'block')}`;
      return `${section}${above}${indent}${value}${before}${comma}${behind}`;
    });
    return flat ? ` ${parts.join(' ')} ` : `${eol}${parts.join(eol)}${eol}${unit}`;
  };
  const targetsText = container('targets', options.flatTargets, options.targets, (index, each, owner) => {
    const [name, value] = targets[index] ?? ['', {}];
    return `"${name}": ${object(value, each, owner)}`;
  });
  const benchmarksText = container('benchmarks', options.flat, options.benchmarks, (index, each, owner) => {
    const entry = entries[index];
    return typeof entry === 'string' ? JSON.stringify(entry) : object(entry as object, each, owner);
  });
  const baseline = names[options.baseline % names.length] ?? '';
  const text = [
    comment(null, false),
    '{',
    `${unit}"targets": {${targetsText}}, ${comment(null, false)}`,
    `${unit}"baseline": "${baseline}",`,
    `${unit}"benchmarks": [${benchmarksText}]${trailing ? ',' : ''}`,
    `} ${comment(null, false)}`,
    '',
  ].join(eol);
  const value = { targets: Object.fromEntries(targets), baseline, benchmarks: entries };
  return { text, value, comments, own };
}

/** An edit, what it makes of the value, and the member whose comments may go. */
interface Asked {
  readonly edit: ExperimentEdit;
  readonly change: (value: Value) => void;
  readonly goes: string | null;
}

const ASK: readonly ((value: Value, pick: number) => Asked)[] = [
  () => ({
    edit: { edit: 'add-target', name: 'new "one"', target: { kind: 'kvm', host: 'k', jump: undefined } },
    change: (value) => {
      value.targets['new "one"'] = { kind: 'kvm', host: 'k' };
    },
    goes: null,
  }),
  ({ targets }, pick) => {
    const name = nameAt(targets, pick);
    return {
      edit: { edit: 'change-target', name, fields: { kind: 'hvm', jump: undefined, identityFile: '~/k' } },
      change: (value) => {
        const { jump: _, ...rest } = value.targets[name] ?? {};
        value.targets[name] = { ...rest, kind: 'hvm', identityFile: '~/k' };
      },
      goes: null,
    };
  },
  ({ targets }, pick) => {
    const name = nameAt(targets, pick);
    return {
      edit: { edit: 'rename-target', name, to: 'other' },
      change: (value) => {
        value.targets = Object.fromEntries(
          Object.entries(value.targets).map(([key, child]) => [key === name ? 'other' : key, child]),
        );
        if (value.baseline === name) value.baseline = 'other';
      },
      goes: null,
    };
  },
  ({ targets }, pick) => {
    const name = nameAt(targets, pick);
    const rest = Object.keys(targets).filter((key) => key !== name);
    return {
      edit: { edit: 'remove-target', name, baseline: rest[0] ?? null },
      change: (value) => {
        delete value.targets[name];
        if (value.baseline === name) value.baseline = rest[0] ?? '';
      },
      goes: `targets/${pick % Object.keys(targets).length}`,
    };
  },
  () => ({
    edit: { edit: 'add-benchmark', entry: { benchmark: 'memory', name: 'more', threads: 2 } },
    change: ({ benchmarks }) => benchmarks.push({ benchmark: 'memory', name: 'more', threads: 2 }),
    goes: null,
  }),
  (_, pick) => ({
    edit: { edit: 'rename-benchmark', index: pick % 2, name: 'mine' },
    change: ({ benchmarks }) => {
      const entry = benchmarks[pick % 2];
      benchmarks[pick % 2] = {
        ...(typeof entry === 'string' ? { benchmark: entry } : (entry as object)),
        name: 'mine',
      };
    },
    goes: null,
  }),
  (_, pick) => ({
    edit: {
      edit: 'change-benchmark',
      index: 1,
      fields: { sizes: [['2M'], ['1M', '8M'], ['1M', '4M', '5M', '8M', '9M']][pick % 3], mode: undefined },
    },
    change: ({ benchmarks }) => {
      benchmarks[1] = {
        benchmark: 'disk',
        sizes: [['2M'], ['1M', '8M'], ['1M', '4M', '5M', '8M', '9M']][pick % 3],
      };
    },
    goes: null,
  }),
  ({ benchmarks }, pick) => ({
    edit: { edit: 'remove-benchmark', index: pick % benchmarks.length },
    change: (value) => {
      value.benchmarks.splice(pick % benchmarks.length, 1);
    },
    goes: `benchmarks/${pick % benchmarks.length}`,
  }),
  (_, pick) => ({
    edit: { edit: 'set', key: 'repetitions', value: 1 + (pick % 100) },
    change: (value) => {
      value['repetitions'] = 1 + (pick % 100);
    },
    goes: null,
  }),
  () => ({
    edit: { edit: 'set', key: 'baseline', value: undefined },
    change: (value) => {
      Reflect.deleteProperty(value, 'baseline');
    },
    goes: null,
  }),
];

function nameAt(targets: object, pick: number): string {
  const names = Object.keys(targets);
  return names[pick % names.length] ?? '';
}

function strict(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  expect(errors).toEqual([]);
  return value;
}

test('an edit changes what was asked for and nothing else: other comments, line ends and the rest of the text stay', () => {
  fc.assert(
    fc.property(sample, fc.nat(ASK.length - 1), fc.nat(), ({ text, value, comments, own }, which, pick) => {
      expect(strict(text)).toEqual(value);
      const asked = ASK[which]?.(value, pick);
      if (asked === undefined) return;
      const edits = editExperiment(text, FILE, [asked.edit]);
      const result = withEdits(unedited(text), edits).text;

      const wanted = structuredClone(value);
      asked.change(wanted);
      const got = strict(result);
      expect(got).toEqual(wanted);
      // toEqual does not look at the order of keys.
      expect(Object.keys((got as Value).targets)).toEqual(Object.keys(wanted.targets));
      expect(read(result).experiment).not.toBeNull();

      const gone = asked.goes === null ? [] : (own.get(asked.goes) ?? []);
      for (const comment of comments) {
        expect(result.includes(comment), `${comment} in ${result}`).toBe(!gone.includes(comment));
      }
      if (text.includes('\r\n')) expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      else expect(result).not.toContain('\r');
      // A trailing comma is there where one was.
      expect(/,\s*\]/.test(bare(result))).toBe(/,\s*\]/.test(bare(text)));
      // No line with nothing but blanks comes up.
      if (!/^[ \t]+\r?$/m.test(text)) expect(result).not.toMatch(/^[ \t]+\r?$/m);
    }),
    { numRuns: 500 },
  );
});

/** Without comments and texts. */
function bare(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\*.*?\*\/|\/\/[^\r\n]*/g, (part) =>
    part.startsWith('"') ? '""' : '',
  );
}
