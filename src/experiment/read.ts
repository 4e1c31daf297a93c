import type { Node } from 'jsonc-parser';
import { decodeUtf8 } from './decode.ts';
import { type Diagnostic, type Finding, locate } from './diagnostic.ts';
import { experimentOf } from './experiment.ts';
import { explain, type Problem } from './explain.ts';
import type { Experiment } from './model.ts';
import { relationProblems } from './relations.ts';
import { experimentSchema } from './schema.ts';
import { parseText } from './syntax.ts';
import { duplicates, markOf, nestingOf, nodeAt, plainValue, properties } from './tree.ts';
import { quoted } from './wording.ts';

const LARGEST_FILE = 1024 ** 2;
const MOST_DIAGNOSTICS = 100;

export interface ExperimentReading {
  /** null exactly when a diagnostic is an error. */
  readonly experiment: Experiment | null;
  /** The file as text, without a byte order mark; up to the first bad byte; empty when the file is too large. */
  readonly text: string;
  /** In the order of the text, at most a hundred. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an experiment file, `*.xenbench.jsonc`. Never throws: every mistake is a diagnostic with its place. A file
 * whose JSON is broken is judged up to the break.
 */
export function readExperiment(bytes: Uint8Array, fileName: string): ExperimentReading {
  if (bytes.length > LARGEST_FILE) return tooLarge();
  const { text, invalidAt } = decodeUtf8(bytes);
  if (invalidAt !== null)
    return refused(text, { message: notUtf8(bytes, invalidAt), offset: text.length, length: 0 }, 'file');
  return readExperimentText(text, fileName);
}

/** Reads an experiment as `readExperiment` does, from a text without a byte order mark, such as an editor holds. */
export function readExperimentText(text: string, fileName: string): ExperimentReading {
  if (text.length > LARGEST_FILE) return tooLarge();
  const nesting = nestingOf(text);
  if (nesting.empty) {
    const message =
      'The file holds no experiment: begin with { "targets": { ... }, "benchmarks": ["memory", "disk", "cpu"] }.';
    return refused(text, { message, offset: 0, length: 0 }, 'empty-file');
  }
  if (nesting.tooDeepAt !== null) {
    const message = 'The brackets are nested deeper here than any experiment needs: remove some.';
    return refused(text, { message, offset: nesting.tooDeepAt, length: 1 }, 'file');
  }
  const { root, findings } = parseText(text, nesting.unclosedAt);
  return judge(text, fileName, root, findings);
}

function tooLarge(): ExperimentReading {
  // Callers may stop reading just beyond the limit, so the true size is not known here.
  const message = `The file is larger than ${LARGEST_FILE} bytes (1M), the most that an experiment may have.`;
  return refused('', { message, offset: 0, length: 0 }, 'file');
}

function judge(
  text: string,
  fileName: string,
  root: Node | undefined,
  syntax: readonly Finding[],
): ExperimentReading {
  if (root === undefined) return reading(text, syntax, null);
  const value = plainValue(root);
  const file = experimentSchema.safeParse(value);
  const mistakes = file.success ? [] : explain(file.error.issues, value, MOST_DIAGNOSTICS);
  const broken = syntax[0]?.offset;
  if (broken !== undefined) {
    const whole = mistakes.filter(({ path }) => endOf(nodeAt(root, path)) <= broken);
    return reading(text, [...syntax, ...doubled(root), ...place(root, whole)], null);
  }
  const names = [...new Set(properties(nodeAt(root, ['targets'])).map(({ key }) => key))];
  const problems = [...mistakes, ...relationProblems(value, names)];
  const findings = [...doubled(root), ...place(root, problems)];
  if (!file.success || findings.length > 0) return reading(text, findings, null);
  const experiment = experimentOf(file.data, names, titleOf(fileName));
  return reading(text, place(root, warnings(experiment), 'warning'), experiment);
}

/** Where a node ends; a node that the parser never saw end ends nowhere. */
function endOf(node: Node | undefined): number {
  return node === undefined || node.length < 0 ? Number.POSITIVE_INFINITY : node.offset + node.length;
}

function warnings(experiment: Experiment): Problem[] {
  if (experiment.repetitions > 1) return [];
  const message =
    'One repetition tells nothing about variation: the CV table stays empty. The 2008 method takes 10.';
  return [{ message, path: ['repetitions'], at: 'value', code: 'one-repetition' }];
}

/** `runs/demo.xenbench.jsonc` is `demo`. */
function titleOf(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? fileName;
  return base.replace(/(\.xenbench)?\.jsonc?$/, '') || base;
}

function reading(
  text: string,
  findings: readonly Finding[],
  experiment: Experiment | null,
): ExperimentReading {
  return { experiment, text, diagnostics: locate(text, findings, MOST_DIAGNOSTICS) };
}

function refused(
  text: string,
  finding: Pick<Finding, 'message' | 'offset' | 'length'>,
  code: 'file' | 'empty-file',
): ExperimentReading {
  return reading(text, [{ ...finding, severity: 'error', path: [], code, choices: [] }], null);
}

function notUtf8(bytes: Uint8Array, at: number): string {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return 'The file is UTF-16, not UTF-8: save it as UTF-8.';
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return `The file is not UTF-8: byte 0x${byte} at offset ${at} begins no character. Save it as UTF-8.`;
}

function doubled(root: Node): Finding[] {
  return duplicates(root).map(({ key, path, node }) => ({
    message: `The key ${quoted(key)} is already there in the same object: remove one of the two.`,
    offset: node.offset,
    length: node.length,
    severity: 'error',
    path,
    code: 'duplicate-key',
    choices: [],
  }));
}

function place(root: Node, problems: readonly Problem[], severity: Finding['severity'] = 'error'): Finding[] {
  return problems.map(({ message, path, at, code, choices = [] }) => ({
    message,
    ...markOf(root, path, at),
    severity,
    path,
    code,
    choices,
  }));
}
