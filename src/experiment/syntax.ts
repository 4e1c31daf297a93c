import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { DiagnosticCode, Finding } from './diagnostic.ts';
import { quoted } from './wording.ts';

/** A file as JSON with comments: its tree, as far as it could be read, and what is wrong with its JSON. */
export interface Parsed {
  readonly root: Node | undefined;
  readonly findings: readonly Finding[];
}

/** Only for texts whose nesting is bounded. `unclosedAt`: where the innermost bracket without an end stands. */
export function parseText(text: string, unclosedAt: number | null): Parsed {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return { root, findings: firstOfEachLine(text, errors).map((error) => finding(text, error, unclosedAt)) };
}

/** After a mistake the parser stumbles over the rest of its line; only the mistake itself helps. */
function firstOfEachLine(text: string, errors: readonly ParseError[]): ParseError[] {
  let lineEnd = -1;
  return errors.filter(({ offset, length }) => {
    if (offset <= lineEnd) return false;
    const end = text.indexOf('\n', offset + length);
    lineEnd = end < 0 ? text.length : end;
    return true;
  });
}

function finding(text: string, error: ParseError, unclosedAt: number | null): Finding {
  const atEnd = error.offset >= text.length;
  // An unclosed bracket shows only at the end of the file, where there is nothing to see.
  const offset = atEnd && unclosedAt !== null ? unclosedAt : error.offset;
  // The scanner counts the end that an open comment lacks.
  const length = offset === error.offset ? Math.min(error.length, text.length - offset) : 1;
  const part = text.slice(offset, offset + length);
  const message = atEnd && unclosedAt !== null ? unclosed(part) : sentence(error, part);
  return { message, offset, length, severity: 'error', path: [], ...codeOf(error, part) };
}

function codeOf({ error }: ParseError, part: string): { code: DiagnosticCode; choices: readonly string[] } {
  const name = printParseErrorCode(error);
  if (name === 'CommaExpected' && part !== '}' && part !== ']') return { code: 'missing-comma', choices: [] };
  const inner = name === 'InvalidSymbol' ? /^'([^'"\\]*)'$/.exec(part)?.[1] : undefined;
  return inner === undefined ? { code: 'syntax', choices: [] } : { code: 'single-quotes', choices: [inner] };
}

function unclosed(bracket: string): string {
  return `This ${bracket} is never closed: a ${bracket === '{' ? '}' : ']'} is missing.`;
}

function sentence({ error }: ParseError, part: string): string {
  switch (printParseErrorCode(error)) {
    case 'InvalidSymbol':
      return part.startsWith("'")
        ? 'A text must stand in double quotes ("), not in single ones.'
        : `${quoted(part)} is not JSON here: a text must stand in double quotes, and a value is a text, a number, true, false, { } or [ ].`;
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return `The number ${quoted(part)} is not finished: digits are missing.`;
    case 'PropertyNameExpected':
      return 'A key in double quotes is expected here.';
    case 'ValueExpected':
      return 'A value is missing here.';
    case 'ColonExpected':
      return 'A ":" is missing here, between the key and its value.';
    case 'CommaExpected':
      return part === '}' || part === ']'
        ? `This ${part} does not fit the bracket that is open here: a ${part === '}' ? ']' : '}'} is missing before it.`
        : 'A comma is missing before this.';
    case 'CloseBraceExpected':
      return 'A } is missing here.';
    case 'CloseBracketExpected':
      return 'A ] is missing here.';
    case 'EndOfFileExpected':
      return 'Nothing may follow the } that closes the experiment: remove this, or put it inside.';
    case 'UnexpectedEndOfComment':
    case 'InvalidCommentToken':
      return 'This comment is never closed: */ is missing.';
    case 'UnexpectedEndOfString':
      return 'This text is never closed: a double quote (") is missing at its end.';
    case 'InvalidUnicode':
      return 'A \\u in a text must have four hexadecimal digits after it, such as \\u00e9.';
    case 'InvalidEscapeCharacter':
      return 'A backslash in a text must be doubled (\\\\), unless it begins \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX.';
    default:
      return 'A text must not hold a tab, a line break or another control character: write \\t or \\n.';
  }
}
