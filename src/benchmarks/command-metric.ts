import { RE2JS } from 're2js';
import type { CommandMetric } from '../experiment/model.ts';
import type { RawOutput } from './benchmark.ts';
import { excerpt } from './excerpt.ts';
import { valueAt } from './json-pointer.ts';
import { readDecimal } from './number.ts';
import { type Attempt, got, refused } from './reading.ts';

/** Finds a metric in a command's output; the reason names it and says where it was looked for. */
export function readMetric(metric: CommandMetric, raw: RawOutput): Attempt<number> {
  const found =
    'json' in metric.source ? fromJson(metric.source.json, raw) : fromPattern(metric.source.pattern, raw);
  return found.ok ? found : refused(`metric "${excerpt(metric.name)}": ${found.reason}`);
}

function fromJson(pointer: string, raw: RawOutput): Attempt<number> {
  if (raw.truncated) return refused('the output was too long and was cut, so that its JSON cannot be read');
  let document: unknown;
  try {
    document = JSON.parse(raw.stdout);
  } catch {
    return refused('standard output is not JSON');
  }
  const value = valueAt(document, pointer);
  const place = `"${excerpt(pointer)}" of the JSON on standard output`;
  if (value === undefined) return refused(`there is nothing at ${place}`);
  if (typeof value !== 'number') {
    return refused(`what is at ${place} is no number: ${excerpt(JSON.stringify(value).slice(0, 1000))}`);
  }
  return Number.isFinite(value) ? got(value) : refused(`the number at ${place} is too large`);
}

/** Its one group must be a whole number by itself; the first match in stdout counts, else in stderr. */
function fromPattern(pattern: string, raw: RawOutput): Attempt<number> {
  const place = `the pattern ${excerpt(pattern)}`;
  for (const stream of [raw.stdout, raw.stderr]) {
    const group = firstGroup(pattern, raw.truncated ? withoutCutLines(stream) : stream);
    if (group === INVALID_PATTERN)
      return refused(`${place} cannot be used: RE2 takes it with one group only`);
    if (group === null) continue;
    const value = readDecimal(group);
    return value === null ? refused(`${place} found "${excerpt(group)}", which is no number`) : got(value);
  }
  const cut = raw.truncated ? '; the output was too long and its middle was cut' : '';
  return refused(`${place} was found neither in standard output nor in standard error${cut}`);
}

const INVALID_PATTERN = Symbol('invalid pattern');

/** Matches in linear time, whatever the pattern and the text. */
function firstGroup(pattern: string, text: string): string | null | typeof INVALID_PATTERN {
  try {
    const matcher = RE2JS.compile(pattern).matcher(text);
    if (matcher.groupCount() !== 1) return INVALID_PATTERN;
    return matcher.find() ? (matcher.group(1) ?? '') : null;
  } catch {
    return INVALID_PATTERN;
  }
}

/** Without the line that says what was cut and the torn ones around it: half a number must not be read as one. */
function withoutCutLines(text: string): string {
  const cut = /\n\[xen-bench: \d+ of \d+ bytes cut here\]\n/.exec(text);
  if (cut === null) return text;
  const before = text.slice(0, cut.index);
  const after = text.slice(cut.index + cut[0].length);
  const end = before.lastIndexOf('\n') + 1;
  const start = after.indexOf('\n');
  return before.slice(0, end) + (start < 0 ? '' : after.slice(start + 1));
}
