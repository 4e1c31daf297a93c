/** What a diagnostic is about, for whoever offers to mend it: sentences may be worded anew, these stay. */
export type DiagnosticCode =
  /** Not UTF-8, too large, nested too deep. */
  | 'file'
  | 'empty-file'
  | 'syntax'
  /** Also a mistake of syntax; so is the next. */
  | 'missing-comma'
  | 'single-quotes'
  | 'unknown-key'
  | 'duplicate-key'
  | 'missing-key'
  /** Not one of the few words that may stand there. */
  | 'unknown-value'
  | 'unknown-benchmark'
  /** `"command"`, which needs an object. */
  | 'bare-command'
  | 'unknown-target'
  | 'missing-peer'
  /** `under` of a target that is not native. */
  | 'under-of-guest'
  | 'wrong-size'
  /** A number in quotes where a number must stand. */
  | 'quoted-number'
  /** Any other value that is not allowed there. */
  | 'wrong-value'
  | 'same-name'
  /** A case of an earlier entry. */
  | 'same-case'
  /** A size of the same list. */
  | 'same-size'
  | 'two-sources'
  | 'no-source'
  | 'too-many-boots'
  | 'too-many-trials'
  | 'one-repetition';

/** A mistake in an experiment file, or something that is probably one, and where it is. */
export interface Diagnostic {
  /** One sentence that says what is wrong and what to write instead. */
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number;
  /** Place in the text that was read (without a byte order mark), in UTF-16 code units. */
  readonly offset: number;
  readonly length: number;
  readonly severity: 'error' | 'warning';
  /** Keys and indices from the top of the file; empty for the file as a whole. */
  readonly path: readonly (string | number)[];
  readonly code: DiagnosticCode;
  /** Words that may stand there instead, the likeliest first; of a `missing-key` that key. May be empty. */
  readonly choices: readonly string[];
}

/** A diagnostic before its line is counted. */
export type Finding = Omit<Diagnostic, 'line' | 'column'>;

/** The way of compilers, which terminals and editors turn into a link: `demo.xenbench.jsonc:12:5: sentence`. */
export function formatDiagnostic(fileName: string, diagnostic: Diagnostic): string {
  const severity = diagnostic.severity === 'warning' ? 'warning: ' : '';
  return `${fileName}:${diagnostic.line}:${diagnostic.column}: ${severity}${diagnostic.message}`;
}

/** Counts lines and columns; in the order of the text, errors before warnings at one place, at most `most`. */
export function locate(text: string, findings: readonly Finding[], most: number): Diagnostic[] {
  const starts = lineStarts(text);
  return [...findings]
    .sort((a, b) => a.offset - b.offset || a.severity.localeCompare(b.severity))
    .slice(0, most)
    .map((finding) => {
      const line = lineOf(starts, finding.offset);
      return { ...finding, line, column: finding.offset - (starts[line - 1] ?? 0) + 1 };
    });
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return starts;
}

/** Number of the line, from 1, that holds `offset`: how many lines start at or before it. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
