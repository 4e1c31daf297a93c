import type { Node } from 'jsonc-parser';
import { type Diagnostic, type Finding, locate } from '../experiment/diagnostic.ts';
import { readExperimentText } from '../experiment/read.ts';
import { parseText } from '../experiment/syntax.ts';
import { duplicates, markOf, nestingOf, type Path, plainValue } from '../experiment/tree.ts';
import { quoted } from '../experiment/wording.ts';
import type { Fragment } from './fragment.ts';
import { explainFragment } from './fragment-mistakes.ts';
import { runSchema, showSchemas } from './fragment-schema.ts';
import { SHOWS } from './fragment-words.ts';

const LARGEST_CELL = 1024 ** 2;
const MOST_DIAGNOSTICS = 100;

export interface FragmentReading {
  /** What the cell is for, also where it has mistakes. */
  readonly does: Fragment['does'];
  /** null exactly when a diagnostic is an error. */
  readonly fragment: Fragment | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a code cell. Never throws: every mistake is a diagnostic with its place in the cell. `name` is the title of an
 * experiment that gives itself none.
 */
export function readFragment(text: string, name: string): FragmentReading {
  if (text.length > LARGEST_CELL) return refused(text, 'The cell is larger than any experiment.', 0, 0);
  const nesting = nestingOf(text);
  if (nesting.empty) return { does: 'nothing', fragment: { does: 'nothing' }, diagnostics: [] };
  if (nesting.tooDeepAt !== null) {
    const message = 'The brackets are nested deeper here than any cell needs: remove some.';
    return refused(text, message, nesting.tooDeepAt, 1);
  }
  const { root, findings } = parseText(text, nesting.unclosedAt);
  const value = root === undefined ? undefined : plainValue(root);
  const does = kindOf(value);
  if (root === undefined || does === 'define') return definition(text, name);
  if (findings.length > 0) return { does, ...broken(text, findings) };
  return { does, ...(does === 'show' ? shown(text, root, value) : run(text, root, value)) };
}

/** By the keys that are there: what is neither of the two is an experiment. */
function kindOf(value: unknown): 'show' | 'run' | 'define' {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'define';
  if (Object.hasOwn(value, 'show')) return 'show';
  return Object.hasOwn(value, 'experiment') ? 'run' : 'define';
}

function definition(text: string, name: string): FragmentReading {
  const { experiment, diagnostics } = readExperimentText(text, name);
  const fragment: Fragment | null = experiment === null ? null : { does: 'define', experiment, text };
  return { does: 'define', fragment, diagnostics };
}

type Judged = Omit<FragmentReading, 'does'>;

function run(text: string, root: Node, value: unknown): Judged {
  const result = runSchema.safeParse(value);
  const mistakes = explainFragment(result.error?.issues ?? [], value, Object.keys(runSchema.shape));
  if (!result.success || repeated(root).length > 0) return judged(text, root, mistakes);
  const { experiment, ...selection } = result.data;
  return { fragment: { does: 'run', experiment, selection }, diagnostics: [] };
}

function shown(text: string, root: Node, value: unknown): Judged {
  const wanted = Reflect.get(value as object, 'show');
  const show = SHOWS.find((each) => each === wanted);
  if (show === undefined) {
    const message = `"show" must be one of ${SHOWS.join(', ')}, not ${typeof wanted === 'string' ? quoted(wanted) : 'this'}${isComparison(wanted) ? ': comparisons and verdicts are not made yet' : ''}.`;
    return judged(text, root, [
      { message, path: ['show'], at: 'value', code: 'unknown-value', choices: [...SHOWS] },
    ]);
  }
  const schema = showSchemas[show];
  const result = schema.safeParse(value);
  const mistakes = explainFragment(result.error?.issues ?? [], value, Object.keys(schema.shape));
  if (!result.success || repeated(root).length > 0) return judged(text, root, mistakes);
  return { fragment: { does: 'show', fields: result.data }, diagnostics: [] };
}

function isComparison(wanted: unknown): boolean {
  return typeof wanted === 'string' && /^(compar|verdict)/i.test(wanted);
}

function judged(text: string, root: Node, mistakes: readonly Mistake[]): Judged {
  const found = mistakes.map(
    ({ path, at, ...mistake }): Finding => ({
      ...mistake,
      ...markOf(root, path, at),
      path,
      severity: 'error',
    }),
  );
  return broken(text, [...repeated(root), ...found]);
}

/** A mistake and the key or value of the cell that it is about. */
export interface Mistake extends Pick<Finding, 'message' | 'code' | 'choices'> {
  readonly path: Path;
  readonly at: 'key' | 'value';
}

function repeated(root: Node): Finding[] {
  return duplicates(root).map(({ key, path, node: { offset, length } }) => ({
    message: `The key ${quoted(key)} is already there in the same object: remove one of the two.`,
    offset,
    length,
    severity: 'error',
    path,
    code: 'duplicate-key',
    choices: [],
  }));
}

function broken(text: string, findings: readonly Finding[]): Judged {
  return { fragment: null, diagnostics: locate(text, findings, MOST_DIAGNOSTICS) };
}

function refused(text: string, message: string, offset: number, length: number): FragmentReading {
  const finding: Finding = {
    ...{ message, offset, length, severity: 'error', code: 'file' },
    path: [],
    choices: [],
  };
  return { does: 'define', ...broken(text, [finding]) };
}
