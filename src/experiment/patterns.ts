import { RE2JS, RE2JSSyntaxException } from 're2js';
import { quoted } from './wording.ts';

/** Why RE2 does not take a metric's pattern, said so that it goes on after `"pattern"`; null when it is fine. */
export function patternProblem(pattern: string): string | null {
  let groups: number;
  try {
    groups = RE2JS.compile(pattern).groupCount();
  } catch (error) {
    return `is no regular expression that RE2 takes: ${whyRefused(error, pattern)}`;
  }
  if (groups === 1) return null;
  const advice =
    groups === 0 ? 'put ( ) around the number' : 'write (?: ) for those that do not hold the number';
  return `must have exactly one group ( ), the number, but has ${groups}: ${advice}`;
}

/** Why a text is no JSON pointer (RFC 6901), said so that it goes on after `"json"`; null when it is fine. */
export function pointerProblem(pointer: string): string | null {
  if (pointer !== '' && !pointer.startsWith('/')) {
    return `must be a JSON pointer: begin with "/", such as ${quoted(`/${pointer.replaceAll('.', '/')}`)}`;
  }
  if (/~(?![01])/.test(pointer)) return 'must write "~" as "~0" and "/" inside a key as "~1" (RFC 6901)';
  return null;
}

function whyRefused(error: unknown, pattern: string): string {
  if (!(error instanceof RE2JSSyntaxException)) return error instanceof Error ? error.message : String(error);
  const part = error.getPattern();
  const at = part === null ? -1 : pattern.indexOf(part);
  const what = error.getDescription();
  if (part === null || at < 0) return what;
  return `${what} at character ${at + 1}, ${quoted(part)}`;
}
